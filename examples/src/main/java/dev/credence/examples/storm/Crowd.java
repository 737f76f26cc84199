package dev.credence.examples.storm;

import dev.credence.testkit.Fault;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two hundred threads that want the same keys at the same moment. */
final class Crowd {
  private static final int THREADS = 200;

  /** GitHub says nothing of its keys' lifetime in the testkit: it is the default. */
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private Crowd() {}

  static void measure(Figures figures) throws Exception {
    TestClock clock = TestClock.atPresent();
    try (Scene scene = new Scene(clock)) {
      int served = together(scene, scene.token());
      figures.exactly(THREADS + " threads, no keys yet: fetches", 1, scene.fetches());
      figures.exactly(THREADS + " threads, no keys yet: tokens refused", 0, THREADS - served);

      clock.advance(LIFETIME);
      served = together(scene, scene.token());
      figures.exactly(THREADS + " threads, keys just expired: fetches", 2, scene.fetches());
      figures.exactly(THREADS + " threads, keys just expired: tokens refused", 0, THREADS - served);

      clock.advance(LIFETIME.multipliedBy(3).dividedBy(4));
      CompletableFuture<Void> refresh = new CompletableFuture<>();
      scene.github().server().keys().faults().next(Fault.heldUntil(refresh));
      served = together(scene, scene.token());
      figures.exactly(
          THREADS + " threads, refresh under way: tokens that waited", 0, THREADS - served);
      refresh.complete(null);
    }
  }

  /** How many of the threads see their token trusted. */
  private static int together(Scene scene, String token) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> decisions = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        decisions.add(
            threads.submit(() -> {
              start.await();
              return scene.trusts(token);
            }));
      }
      start.countDown();
      int trusted = 0;
      for (Future<Boolean> decision : decisions) {
        trusted += decision.get() ? 1 : 0;
      }
      return trusted;
    } finally {
      threads.shutdownNow();
    }
  }
}
