package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once, on a clock that the tokens themselves move. */
@Timeout(120)
class KeyStormTest {
  private static final String SOURCE = "https://issuer.example";
  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final KeySet OLD = KeySet.parse(JwksDocuments.keySet("old"));
  private static final KeySet NEW = KeySet.parse(JwksDocuments.keySet("new"));
  private static final int ATTACKERS = 16;
  private static final int JUNK = 10_000;
  private static final int JUNK_PER_SECOND = 400;

  private final ManualClock clock = new ManualClock();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<KeySet> published = new AtomicReference<>(OLD);
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicReference<Instant> foundAt = new AtomicReference<>();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private KeySetCache cache(Duration lifetime) {
    return cache(lifetime, threads);
  }

  private KeySetCache cache(Duration lifetime, Executor fetcher) {
    return new KeySetCache(
        SOURCE,
        () -> {
          KeySet found = published.get();
          fetches.incrementAndGet();
          if (found == NEW) {
            foundAt.compareAndSet(null, clock.instant());
          }
          return CompletableFuture.supplyAsync(() -> new LoadedKeys(found, lifetime), fetcher);
        },
        clock,
        Duration.ofHours(1),
        new KeyReports(SOURCE, null, Runnable::run));
  }

  @RepeatedTest(5)
  void flood_of_unknown_ids_costs_no_valid_token_and_hides_no_rotation() throws Exception {
    // A fetch takes no time on this clock, which goes on whether or not a thread gets its turn.
    KeySetCache cache = cache(LIFETIME, Runnable::run);
    Answers.keys(cache.current());
    fetches.set(0);
    AtomicInteger sent = new AtomicInteger();
    AtomicReference<Instant> rotatedAt = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    List<Future<?>> attackers = new ArrayList<>();
    List<Future<?>> users = new ArrayList<>();

    for (int i = 0; i < ATTACKERS; i++) {
      attackers.add(threads.submit(() -> flood(cache, sent, rotatedAt)));
    }
    for (int i = 0; i < 4; i++) {
      users.add(
          threads.submit(() -> {
            while (!over.get()) {
              assertThat(isAccepted(cache, "old") || isAccepted(cache, "new")).isTrue();
            }
          }));
    }
    for (Future<?> each : attackers) {
      each.get();
    }
    over.set(true);
    for (Future<?> each : users) {
      each.get();
    }

    assertThat(isAccepted(cache, "new")).isTrue();
    assertThat(Duration.between(rotatedAt.get(), foundAt.get()))
        .isLessThanOrEqualTo(RefetchBudget.MINIMUM_GAP);
    assertThat(fetches.get()).isBetween(1, RefetchBudget.PER_MINUTE);
  }

  private void flood(KeySetCache cache, AtomicInteger sent, AtomicReference<Instant> rotatedAt) {
    int number = sent.incrementAndGet();
    while (number <= JUNK) {
      if (number == JUNK / 2) {
        rotatedAt.set(clock.instant());
        published.set(NEW);
      }
      if (number % JUNK_PER_SECOND == 0) {
        passSecond(cache);
      }
      assertThat(isAccepted(cache, "junk-" + number)).isFalse();
      number = sent.incrementAndGet();
    }
  }

  /** One second of a service that is never quite idle. */
  private synchronized void passSecond(KeySetCache cache) {
    clock.advance(Duration.ofSeconds(1));
    cache.current();
  }

  /** What a policy does with a token that names this key. */
  private static boolean isAccepted(KeySetCache cache, String keyId) {
    try {
      KeySet keys = cache.current().toCompletableFuture().get();
      return !keys.withId(keyId).isEmpty()
          || !cache.newerThan(keys, keyId).toCompletableFuture().get().withId(keyId).isEmpty();
    } catch (ExecutionException unavailable) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @RepeatedTest(20)
  void two_hundred_threads_that_meet_no_keys_lead_to_one_fetch() throws Exception {
    KeySetCache cache = cache(LIFETIME);

    assertThat(askedTogether(cache)).containsOnly(OLD);

    assertThat(fetches).hasValue(1);
  }

  @RepeatedTest(20)
  void two_hundred_threads_that_meet_expired_keys_lead_to_one_fetch() throws Exception {
    KeySetCache cache = cache(Duration.ofMinutes(10));
    Answers.keys(cache.current());
    clock.advance(Duration.ofMinutes(10));
    published.set(NEW);

    assertThat(askedTogether(cache)).containsOnly(NEW);

    assertThat(fetches).hasValue(2);
  }

  @Test
  void two_hundred_threads_at_three_quarters_of_the_lifetime_never_wait() throws Exception {
    CompletableFuture<LoadedKeys> never = new CompletableFuture<>();
    AtomicInteger started = new AtomicInteger();
    KeySetCache cache =
        new KeySetCache(
            SOURCE,
            () ->
                started.incrementAndGet() == 1
                    ? CompletableFuture.completedFuture(new LoadedKeys(OLD, LIFETIME))
                    : never,
            clock,
            Duration.ofHours(1),
            new KeyReports(SOURCE, null, Runnable::run));
    Answers.keys(cache.current());
    clock.advance(LIFETIME.multipliedBy(3).dividedBy(4));

    assertThat(askedTogether(cache)).containsOnly(OLD);

    assertThat(started).hasValue(2);
  }

  @RepeatedTest(200)
  void readers_during_a_replacement_always_have_one_set_or_the_other() throws Exception {
    KeySetCache cache = cache(LIFETIME);
    Answers.keys(cache.current());
    published.set(NEW);
    CountDownLatch start = new CountDownLatch(1);
    Future<KeySet> reader =
        threads.submit(() -> {
          start.await();
          KeySet keys = OLD;
          while (keys == OLD) {
            keys = cache.current().toCompletableFuture().getNow(null);
            assertThat(keys).isIn(OLD, NEW);
          }
          return keys;
        });
    start.countDown();
    Answers.keys(cache.newerThan(OLD, "new"));

    assertThat(reader.get()).isSameAs(NEW);
  }

  @RepeatedTest(200)
  void closing_during_a_fetch_leaves_nobody_waiting() throws Exception {
    KeySetCache cache = cache(LIFETIME);
    Future<?> closing = threads.submit(cache::close);
    CompletableFuture<KeySet> answer = cache.current().toCompletableFuture();
    closing.get();

    assertThat(answer.handle((keys, failure) -> "answered").get()).isEqualTo("answered");
    assertThat(Answers.failure(cache.current())).hasMessageContaining("closed");
  }

  private List<KeySet> askedTogether(KeySetCache cache) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    Callable<KeySet> caller =
        () -> {
          start.await();
          return Answers.keys(cache.current());
        };
    List<Future<KeySet>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(threads.submit(caller));
    }
    start.countDown();
    List<KeySet> keys = new ArrayList<>();
    for (Future<KeySet> answer : answers) {
      keys.add(answer.get());
    }
    return keys;
  }
}
