package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.credence.ReplayGuard.Use;
import dev.credence.ReplayGuard.Verdict;
import dev.credence.SharedReplayGuard.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What a guard makes of a map that works, of one that fails, and of one that is not what it says.
 */
class SharedReplayGuardTest {
  private static final Duration MEMORY = Duration.ofHours(1);

  private final Map<String, String> map = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Operation put = (key, value) -> map.putIfAbsent(key, value) == null;
  private final Operation remove = map::remove;
  private final SharedReplayGuard guard = guard(put, remove);

  private static SharedReplayGuard guard(Operation put, Operation remove) {
    return ReplayGuard.shared(MEMORY, put, remove)
        .withClock(TokenForge.CLOCK)
        .withTimeout(SharedReplayGuard.MAX_TIMEOUT);
  }

  private Use use(String fingerprint) {
    return new Use(
        fingerprint,
        String.valueOf(ids.incrementAndGet()),
        TokenForge.NOW.plus(Duration.ofMinutes(15)));
  }

  @Test
  void a_second_use_is_seen_by_every_instance() {
    assertThat(guard.claim(use("a"))).isEqualTo(Verdict.FIRST);
    assertThat(guard.claim(use("a"))).isEqualTo(Verdict.SEEN);
    assertThat(guard(put, remove).claim(use("a"))).isEqualTo(Verdict.SEEN);
    assertThat(guard.claim(use("b"))).isEqualTo(Verdict.FIRST);
  }

  @Test
  void nothing_but_the_claims_is_left_in_the_map() {
    Use use = use("a");
    guard.claim(use);
    guard.claim(use("a"));
    assertThat(map).containsExactly(Map.entry("a", use.id()));
  }

  @Test
  void a_released_use_can_be_claimed_on_another_instance() {
    Use first = use("a");
    guard.claim(first);
    guard.release(first);
    Use second = use("a");
    assertThat(guard(put, remove).claim(second)).isEqualTo(Verdict.FIRST);
    guard.release(first);
    assertThat(guard.claim(use("a"))).isEqualTo(Verdict.SEEN);
  }

  @Test
  void of_many_threads_on_two_instances_one_wins() throws Exception {
    List<SharedReplayGuard> instances = List.of(guard, guard(put, remove));
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      for (int round = 0; round < 20; round++) {
        String fingerprint = "token " + round;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
          SharedReplayGuard instance = instances.get(i % 2);
          verdicts.add(
              threads.submit(() -> {
                start.await();
                return instance.claim(use(fingerprint));
              }));
        }
        start.countDown();
        int first = 0;
        for (Future<Verdict> verdict : verdicts) {
          assertThat(verdict.get()).isNotEqualTo(Verdict.UNDECIDED);
          first += verdict.get() == Verdict.FIRST ? 1 : 0;
        }
        assertThat(first).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_token_that_outlives_the_memory_is_undecided() {
    Use longest = new Use("a", "1", TokenForge.NOW.plus(MEMORY));
    Use longer = new Use("b", "2", TokenForge.NOW.plus(MEMORY).plusNanos(1));
    assertThat(guard.claim(longest)).isEqualTo(Verdict.FIRST);
    assertThat(guard.claim(longer)).isEqualTo(Verdict.UNDECIDED);
    assertThat(map).containsOnlyKeys("a");
  }

  @Test
  void an_operation_that_fails_is_undecided_until_it_works_again() {
    AtomicBoolean broken = new AtomicBoolean();
    SharedReplayGuard failing =
        guard(
            (key, value) -> {
              if (broken.get()) {
                throw new IOException("no route to the grid");
              }
              return put.apply(key, value);
            },
            remove);
    assertThat(failing.claim(use("a"))).isEqualTo(Verdict.FIRST);
    broken.set(true);
    assertThat(failing.claim(use("b"))).isEqualTo(Verdict.UNDECIDED);
    broken.set(false);
    assertThat(failing.claim(use("b"))).isEqualTo(Verdict.FIRST);
    assertThat(failing.claim(use("a"))).isEqualTo(Verdict.SEEN);
  }

  @Test
  void a_claim_that_failed_after_it_was_made_is_taken_back() throws Exception {
    CountDownLatch takenBack = new CountDownLatch(1);
    SharedReplayGuard failing =
        guard(
            (key, value) -> {
              boolean done = put.apply(key, value);
              if (key.equals("a")) {
                throw new IOException("the answer was lost");
              }
              return done;
            },
            (key, value) -> {
              boolean removed = remove.apply(key, value);
              if (key.equals("a")) {
                takenBack.countDown();
              }
              return removed;
            });
    assertThat(failing.claim(use("a"))).isEqualTo(Verdict.UNDECIDED);
    takenBack.await();
    assertThat(guard.claim(use("a"))).isEqualTo(Verdict.FIRST);
  }

  @Test
  void a_claim_that_the_map_made_twice_is_undecided_and_free_again() {
    SharedReplayGuard repeating =
        guard(
            (key, value) -> {
              boolean done = put.apply(key, value);
              return key.equals("a") ? put.apply(key, value) : done;
            },
            remove);
    assertThat(repeating.claim(use("a"))).isEqualTo(Verdict.UNDECIDED);
    assertThat(guard.claim(use("a"))).isEqualTo(Verdict.FIRST);
    assertThat(repeating.claim(use("a"))).isEqualTo(Verdict.SEEN);
  }

  @Test
  void a_claim_that_takes_too_long_is_undecided_and_taken_back_when_it_is_made() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    CountDownLatch takenBack = new CountDownLatch(1);
    SharedReplayGuard slow =
        guard(
                (key, value) -> {
                  if (key.equals("a")) {
                    answers.await();
                  }
                  return put.apply(key, value);
                },
                (key, value) -> {
                  boolean removed = remove.apply(key, value);
                  if (key.equals("a")) {
                    takenBack.countDown();
                  }
                  return removed;
                })
            .withTimeout(Duration.ofMillis(50));
    while (slow.claim(use("b")) == Verdict.UNDECIDED) {
      Thread.onSpinWait();
    }
    assertThat(slow.claim(use("a"))).isEqualTo(Verdict.UNDECIDED);
    answers.countDown();
    takenBack.await();
    assertThat(guard.claim(use("a"))).isEqualTo(Verdict.FIRST);
  }

  @Test
  void an_interrupted_caller_is_refused_and_stays_interrupted() {
    CountDownLatch answers = new CountDownLatch(1);
    SharedReplayGuard waiting =
        guard(
            (key, value) -> {
              answers.await();
              return put.apply(key, value);
            },
            remove);
    Thread.currentThread().interrupt();
    Verdict verdict = waiting.claim(use("a"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(verdict).isEqualTo(Verdict.UNDECIDED);
    answers.countDown();
  }

  @Test
  void an_interrupted_caller_can_release() {
    CountDownLatch released = new CountDownLatch(1);
    SharedReplayGuard noting =
        guard(
            put,
            (key, value) -> {
              boolean removed = remove.apply(key, value);
              if (key.equals("a")) {
                released.countDown();
              }
              return removed;
            });
    Use use = use("a");
    assertThat(noting.claim(use)).isEqualTo(Verdict.FIRST);
    Thread.currentThread().interrupt();
    noting.release(use);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(released).satisfies(CountDownLatch::await);
    assertThat(guard.claim(use("a"))).isEqualTo(Verdict.FIRST);
  }

  @Test
  void a_release_that_fails_leaves_the_token_used() {
    SharedReplayGuard failing =
        guard(
            put,
            (key, value) -> {
              if (key.equals("a")) {
                throw new IOException("no route to the grid");
              }
              return remove.apply(key, value);
            });
    Use use = use("a");
    assertThat(failing.claim(use)).isEqualTo(Verdict.FIRST);
    failing.release(use);
    assertThat(guard.claim(use("a"))).isEqualTo(Verdict.SEEN);
  }

  @Test
  void a_put_that_overwrites_lets_nothing_in() {
    SharedReplayGuard wrong =
        guard(
            (key, value) -> {
              map.put(key, value);
              return true;
            },
            remove);
    assertThat(wrong.claim(use("a"))).isEqualTo(Verdict.UNDECIDED);
    assertThat(map).doesNotContainKey("a");
  }

  @Test
  void a_remove_of_any_value_lets_nothing_in() {
    Use winner = use("a");
    assertThat(guard.claim(winner)).isEqualTo(Verdict.FIRST);
    SharedReplayGuard wrong = guard(put, (key, value) -> map.remove(key) != null);
    assertThat(wrong.claim(use("a"))).isEqualTo(Verdict.UNDECIDED);
    assertThat(wrong.claim(use("b"))).isEqualTo(Verdict.UNDECIDED);
    assertThat(map).containsEntry("a", winner.id()).doesNotContainKey("b");
  }

  @Test
  void operations_in_the_wrong_order_let_nothing_in() {
    assertThat(guard(remove, put).claim(use("a"))).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void a_map_that_fails_when_it_is_tried_lets_nothing_in_until_it_works() {
    AtomicBoolean broken = new AtomicBoolean(true);
    SharedReplayGuard failing =
        guard(
            (key, value) -> {
              if (broken.get() && key.startsWith("trial-")) {
                throw new IOException("no route to the grid");
              }
              return put.apply(key, value);
            },
            remove);
    assertThat(failing.claim(use("a"))).isEqualTo(Verdict.UNDECIDED);
    assertThat(map).isEmpty();
    broken.set(false);
    assertThat(failing.claim(use("a"))).isEqualTo(Verdict.FIRST);
  }

  @Test
  void a_token_that_has_expired_by_the_guards_clock_is_undecided() {
    assertThat(guard.claim(new Use("a", "1", TokenForge.NOW))).isEqualTo(Verdict.UNDECIDED);
    assertThat(map).isEmpty();
    assertThat(guard.claim(new Use("a", "1", TokenForge.NOW.plusNanos(1))))
        .isEqualTo(Verdict.FIRST);
  }

  @Test
  void text_tells_how_long_the_map_remembers() {
    assertThat(guard).hasToString("SharedReplayGuard[memory=PT1H]");
  }

  @Test
  void a_memory_is_positive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayGuard.shared(Duration.ZERO, put, remove))
        .withMessage("A shared map remembers for more than no time; this is PT0S");
  }

  @Test
  void a_timeout_is_positive_and_bounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.withTimeout(Duration.ZERO))
        .withMessage("The timeout is more than 0 and at most PT1M; this is PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.withTimeout(Duration.ofSeconds(61)))
        .withMessage("The timeout is more than 0 and at most PT1M; this is PT1M1S");
  }
}
