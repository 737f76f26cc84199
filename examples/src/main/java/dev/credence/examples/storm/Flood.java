package dev.credence.examples.storm;

import dev.credence.testkit.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Valid tokens, alone and then beside a flood of tokens under keys that nobody has; in real time.
 */
final class Flood {
  private static final int ATTACKERS = 16;
  private static final int JUNK = 10_000;
  private static final Duration PACE = Duration.ofMillis(32);
  private static final int USERS = 2;
  private static final Duration CALM = Duration.ofSeconds(3);

  private static final int FETCHES_A_MINUTE = 5;
  private static final Duration GAP = Duration.ofSeconds(10);

  /** How long the issuer takes over each answer: who waits for it is seen in the figures. */
  private static final Duration ANSWER = Duration.ofMillis(250);

  private final Scene scene;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger junkTrusted = new AtomicInteger();
  private final AtomicLong rotatedAt = new AtomicLong();
  private final AtomicLong acceptedAt = new AtomicLong();

  private Flood(Scene scene) {
    this.scene = scene;
  }

  static void measure(Figures figures) throws Exception {
    try (Scene scene = new Scene(InstantSource.system())) {
      scene.keys().prefetch().get();
      scene.github().server().keys().faults().always(Fault.delay(ANSWER));
      Flood flood = new Flood(scene);
      try {
        flood.run(figures);
      } finally {
        flood.threads.shutdownNow();
      }
    }
  }

  private void run(Figures figures) throws Exception {
    List<Future<Latencies>> calmUsers = users();
    LockSupport.parkNanos(CALM.toNanos());
    Latencies calm = ended(calmUsers);

    int fetchesBefore = scene.fetches();
    List<Future<Latencies>> stormUsers = users();
    List<Future<?>> attackers = attackers();
    for (Future<?> attacker : attackers) {
      attacker.get();
    }
    Latencies storm = ended(stormUsers);

    figures.atMost("p50 of a decision, without storm", ANSWER, calm.percentile(50));
    figures.atMost("p99 of a decision, without storm", ANSWER, calm.percentile(99));
    figures.atMost("p50 of a decision, during the storm", ANSWER, storm.percentile(50));
    figures.atMost("p99 of a decision, during the storm", ANSWER, storm.percentile(99));
    figures.exactly("junk tokens trusted, of " + JUNK, 0, junkTrusted.get());
    figures.exactly("valid tokens refused, of " + (calm.count() + storm.count()), 0, refused.get());
    figures.atMost("fetches during the storm", FETCHES_A_MINUTE, scene.fetches() - fetchesBefore);
    figures.atMost(
        "from a rotation to its first accepted token",
        GAP.plus(ANSWER.multipliedBy(2)),
        seenAfter());
  }

  private Duration seenAfter() {
    return acceptedAt.get() == 0
        ? Duration.ofDays(1)
        : Duration.ofNanos(acceptedAt.get() - rotatedAt.get());
  }

  private List<Future<Latencies>> users() {
    over.set(false);
    String token = scene.token();
    List<Future<Latencies>> users = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      users.add(threads.submit(() -> use(token)));
    }
    return users;
  }

  private Latencies use(String token) {
    Latencies latencies = new Latencies();
    while (!over.get()) {
      long start = System.nanoTime();
      boolean trusted = scene.trusts(token);
      latencies.add(System.nanoTime() - start);
      refused.addAndGet(trusted ? 0 : 1);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    return latencies;
  }

  private Latencies ended(List<Future<Latencies>> users) throws Exception {
    over.set(true);
    Latencies all = new Latencies();
    for (Future<Latencies> user : users) {
      all.addAll(user.get());
    }
    return all;
  }

  private List<Future<?>> attackers() {
    String token = scene.token();
    List<Future<?>> attackers = new ArrayList<>();
    for (int i = 0; i < ATTACKERS; i++) {
      attackers.add(threads.submit(() -> attack(token)));
    }
    attackers.add(threads.submit(this::awaitRotation));
    return attackers;
  }

  private void attack(String token) {
    int number = sent.incrementAndGet();
    while (number <= JUNK) {
      if (number == JUNK / 2) {
        scene.github().keyring().rotate();
        rotatedAt.set(System.nanoTime());
      }
      boolean trusted = scene.trusts(Scene.naming("junk-" + number, token));
      junkTrusted.addAndGet(trusted ? 1 : 0);
      LockSupport.parkNanos(PACE.toNanos());
      number = sent.incrementAndGet();
    }
  }

  /** A job whose token is signed with the new key, and which tries again until it is accepted. */
  private void awaitRotation() {
    while (rotatedAt.get() == 0) {
      LockSupport.parkNanos(PACE.toNanos());
    }
    String token = scene.token();
    long giveUp = rotatedAt.get() + GAP.multipliedBy(2).toNanos();
    while (acceptedAt.get() == 0 && System.nanoTime() < giveUp) {
      if (scene.trusts(token)) {
        acceptedAt.set(System.nanoTime());
      } else {
        LockSupport.parkNanos(PACE.toNanos());
      }
    }
  }
}
