package dev.credence.examples.keycloak;

import dev.credence.TrustPolicy;
import dev.credence.ambient.IdTokenSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Jobs that get a token and have it verified, over and over. The first failure ends the thread. */
final class Traffic implements Callable<Void> {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final IdTokenSource tokens;
  private final TrustPolicy policy;
  private final AtomicInteger verified = new AtomicInteger();
  private volatile boolean ended;

  Traffic(IdTokenSource tokens, TrustPolicy policy) {
    this.tokens = tokens;
    this.policy = policy;
  }

  @Override
  public Void call() throws Exception {
    while (!ended) {
      policy.verify(tokens.idToken().reveal());
      verified.incrementAndGet();
    }
    return null;
  }

  /** Waits until so many more tokens are verified; fails as soon as a thread has. */
  void awaitMore(int count, List<Future<?>> workers) throws Exception {
    int goal = verified.get() + count;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (verified.get() < goal) {
      for (Future<?> worker : workers) {
        if (worker.isDone()) {
          worker.get();
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Fewer than " + goal + " tokens in " + PATIENCE);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  void end() {
    ended = true;
  }
}
