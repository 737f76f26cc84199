package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When keys are fetched, who waits, and what serves while the issuer is out of reach. */
class KeySetCacheTest {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration GAP = RefetchBudget.MINIMUM_GAP;
  private static final Duration STALE = Duration.ofHours(1);
  private static final Duration REFRESH_FROM = Duration.ofMillis(450_000);
  private static final String SOURCE = "https://issuer.example";
  private static final KeySet FIRST = KeySet.parse(JwksDocuments.keySet("first"));
  private static final KeySet SECOND = KeySet.parse(JwksDocuments.keySet("second"));

  private final ManualClock clock = new ManualClock();
  private final ManualFetches fetches = new ManualFetches();
  private final KeySetCache cache = cache(STALE);

  private KeySetCache cache(Duration staleIfError) {
    return new KeySetCache(
        SOURCE, fetches::start, clock, staleIfError, new KeyReports(SOURCE, null, Runnable::run));
  }

  private void loaded(KeySet keys) {
    CompletionStage<KeySet> cold = cache.current();
    assertThat(fetches.count()).isOne();
    fetches.bring(keys);
    assertThat(cold.toCompletableFuture()).isCompletedWithValue(keys);
  }

  private void assertAtOnce(KeySet keys) {
    assertThat(cache.current().toCompletableFuture()).isCompletedWithValue(keys);
  }

  @Test
  void nothing_is_fetched_before_keys_are_asked_for() {
    assertThat(fetches.count()).isZero();
    assertThat(cache.status().state()).isEqualTo(KeyStatus.State.EMPTY);
    assertThat(fetches.count()).isZero();
  }

  @Test
  void callers_share_one_fetch() throws Exception {
    CompletionStage<KeySet> one = cache.current();
    CompletionStage<KeySet> other = cache.current();
    CompletionStage<KeySet> third = cache.newerThan(SECOND, "first");

    fetches.bring(FIRST);

    assertThat(fetches.count()).isOne();
    assertThat(Answers.keys(one)).isSameAs(FIRST);
    assertThat(Answers.keys(other)).isSameAs(FIRST);
    assertThat(Answers.keys(third)).isSameAs(FIRST);
  }

  @Test
  void cancelling_affects_the_canceller_only() throws Exception {
    CompletableFuture<KeySet> impatient = cache.current().toCompletableFuture();
    CompletionStage<KeySet> patient = cache.current();
    impatient.cancel(true);

    fetches.bring(FIRST);

    assertThat(impatient).isCancelled();
    assertThat(Answers.keys(patient)).isSameAs(FIRST);
  }

  @Test
  void answer_of_fresh_keys_is_one_object_that_can_not_be_spoilt() {
    loaded(FIRST);

    assertThat(cache.current() == cache.current()).isTrue();
    cache.current().toCompletableFuture().obtrudeValue(SECOND);

    assertAtOnce(FIRST);
  }

  @Test
  void refresh_starts_by_use_at_three_quarters_of_the_lifetime_and_nobody_waits() {
    loaded(FIRST);

    clock.advance(REFRESH_FROM.minus(TICK));
    assertAtOnce(FIRST);
    assertThat(fetches.count()).isOne();

    clock.advance(TICK);
    assertAtOnce(FIRST);
    assertThat(fetches.count()).isEqualTo(2);
    for (int i = 0; i < 1000; i++) {
      assertAtOnce(FIRST);
    }

    fetches.bring(SECOND);
    assertAtOnce(SECOND);
    assertThat(fetches.count()).isEqualTo(2);
  }

  @Test
  void lifetime_counts_from_the_start_of_the_fetch() {
    CompletionStage<KeySet> cold = cache.current();
    clock.advance(Duration.ofSeconds(5));
    fetches.bring(FIRST);
    assertThat(cold.toCompletableFuture()).isCompletedWithValue(FIRST);

    clock.advance(REFRESH_FROM.minusSeconds(5));
    assertAtOnce(FIRST);

    assertThat(fetches.count()).isEqualTo(2);
  }

  @Test
  void expired_keys_are_fetched_once_for_all_who_then_wait() {
    loaded(FIRST);
    clock.advance(ManualFetches.LIFETIME);

    CompletableFuture<KeySet> one = cache.current().toCompletableFuture();
    CompletableFuture<KeySet> other = cache.current().toCompletableFuture();
    assertThat(one).isNotDone();
    assertThat(other).isNotDone();
    assertThat(fetches.count()).isEqualTo(2);

    fetches.bring(SECOND);
    assertThat(one).isCompletedWithValue(SECOND);
    assertThat(other).isCompletedWithValue(SECOND);
  }

  @Test
  void key_that_a_successful_fetch_lacks_is_gone_at_once() {
    loaded(FIRST);
    clock.advance(REFRESH_FROM);
    assertAtOnce(FIRST);

    fetches.bring(SECOND);

    assertThat(cache.current().toCompletableFuture().join().withId("first")).isEmpty();
    clock.advance(REFRESH_FROM);
    cache.current();
    fetches.fail();
    assertThat(cache.current().toCompletableFuture().join().withId("first")).isEmpty();
  }

  @Test
  void outage_of_less_than_the_stale_bound_refuses_nothing() {
    loaded(FIRST);
    Duration step = Duration.ofSeconds(5);
    Instant end = clock.instant().plus(ManualFetches.LIFETIME).plus(STALE);
    int attempts = 1;
    while (clock.instant().plus(step).isBefore(end)) {
      clock.advance(step);
      assertAtOnce(FIRST);
      if (fetches.count() > attempts) {
        fetches.fail();
        attempts = fetches.count();
      }
    }

    assertThat(attempts - 1)
        .isLessThanOrEqualTo((int) (STALE.plus(ManualFetches.LIFETIME).toSeconds() / 10))
        .isGreaterThan(300);
  }

  @Test
  void outage_beyond_the_stale_bound_says_when_to_try_again() throws Exception {
    loaded(FIRST);
    clock.advance(ManualFetches.LIFETIME.plus(STALE).minus(TICK));
    CompletionStage<KeySet> justInTime = cache.current();
    fetches.fail();
    assertThat(Answers.keys(justInTime)).isSameAs(FIRST);

    clock.advance(TICK);
    assertThat(Answers.failure(cache.current()))
        .hasMessage("The keys of \"https://issuer.example\" are unavailable: it is down.")
        .extracting(failure -> failure.retryAfter().orElseThrow())
        .isEqualTo(GAP.minus(TICK));
    assertThat(cache.status().state()).isEqualTo(KeyStatus.State.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(longs = {59, 61})
  void stale_bound_is_exact_to_the_minute(long minutes) throws Exception {
    loaded(FIRST);
    clock.advance(ManualFetches.LIFETIME.plusMinutes(minutes));

    CompletionStage<KeySet> answer = cache.current();
    fetches.fail();

    if (minutes < 60) {
      assertThat(Answers.keys(answer)).isSameAs(FIRST);
    } else {
      assertThat(Answers.failure(answer)).hasMessageContaining("it is down");
    }
  }

  @Test
  void stale_bound_of_zero_means_what_it_says() {
    KeySetCache strict = cache(Duration.ZERO);
    CompletionStage<KeySet> cold = strict.current();
    fetches.bring(FIRST);
    assertThat(cold.toCompletableFuture()).isCompletedWithValue(FIRST);
    clock.advance(ManualFetches.LIFETIME);

    CompletionStage<KeySet> answer = strict.current();
    fetches.fail();

    assertThat(Answers.failure(answer)).hasMessageContaining("it is down");
  }

  @Test
  void nobody_waits_for_an_issuer_that_failed_a_moment_ago() {
    loaded(FIRST);
    clock.advance(ManualFetches.LIFETIME);
    CompletableFuture<KeySet> first = cache.current().toCompletableFuture();
    assertThat(first).isNotDone();
    fetches.fail();
    assertThat(first).isCompletedWithValue(FIRST);

    clock.advance(GAP);
    assertAtOnce(FIRST);
    assertThat(fetches.count()).isEqualTo(3);
    assertAtOnce(FIRST);

    fetches.bring(SECOND);
    assertAtOnce(SECOND);
  }

  @Test
  void failure_of_long_ago_is_no_reason_to_serve_stale_keys_unasked() {
    loaded(FIRST);
    clock.advance(ManualFetches.LIFETIME);
    cache.current();
    fetches.fail();

    clock.advance(Outage.MEMORY);
    CompletableFuture<KeySet> answer = cache.current().toCompletableFuture();
    assertThat(answer).isNotDone();
    fetches.bring(SECOND);

    assertThat(answer).isCompletedWithValue(SECOND);
  }

  @Test
  void issuer_that_is_up_again_serves_after_the_gap() throws Exception {
    CompletionStage<KeySet> cold = cache.current();
    fetches.fail();
    assertThat(Answers.failure(cold).retryAfter()).contains(GAP);

    clock.advance(Duration.ofSeconds(4));
    for (int i = 0; i < 1000; i++) {
      assertThat(Answers.failure(cache.current()).retryAfter()).contains(Duration.ofSeconds(6));
    }
    assertThat(fetches.count()).isOne();

    clock.advance(Duration.ofSeconds(6));
    CompletionStage<KeySet> answer = cache.current();
    fetches.bring(FIRST);
    assertThat(Answers.keys(answer)).isSameAs(FIRST);
    assertAtOnce(FIRST);
  }

  @Test
  void wait_that_the_issuer_asks_for_is_kept_and_passed_on() {
    CompletionStage<KeySet> answer = cache.current();
    fetches.fail(Duration.ofMinutes(2));
    assertThat(Answers.failure(answer).retryAfter()).contains(Duration.ofMinutes(2));

    clock.advance(Duration.ofMinutes(2).minus(TICK));
    assertThat(Answers.failure(cache.current()).retryAfter()).contains(TICK);
    assertThat(fetches.count()).isOne();
    clock.advance(TICK);
    cache.current();
    assertThat(fetches.count()).isEqualTo(2);
  }

  @Test
  void wait_that_the_issuer_asks_for_has_bounds() {
    CompletionStage<KeySet> answer = cache.current();
    fetches.fail(Duration.ofHours(1));
    assertThat(Answers.failure(answer).retryAfter()).contains(Outage.MAX_BACK_OFF);

    clock.advance(Outage.MAX_BACK_OFF);
    CompletionStage<KeySet> next = cache.current();
    fetches.fail(Duration.ofSeconds(1));
    assertThat(Answers.failure(next).retryAfter()).contains(GAP);
  }

  @Test
  void fetch_that_breaks_is_a_failure_without_its_cause() {
    CompletionStage<KeySet> answer = cache.current();
    fetches.breakWith(new IllegalStateException("secret"));

    assertThat(Answers.failure(answer))
        .hasMessage(
            "The keys of \"https://issuer.example\" are unavailable: fetching them failed.");
    assertThat(cache.status().lastFailureKind()).contains(KeyFailure.UNEXPECTED);
  }

  @Test
  void fetch_that_throws_at_its_start_does_not_block_the_next_one() {
    KeySetCache broken =
        new KeySetCache(
            SOURCE,
            () -> {
              throw new IllegalStateException("secret");
            },
            clock,
            STALE,
            new KeyReports(SOURCE, null, Runnable::run));

    assertThat(Answers.failure(broken.current())).hasMessageEndingWith("fetching them failed.");
    clock.advance(GAP);
    assertThat(Answers.failure(broken.current())).hasMessageEndingWith("fetching them failed.");
  }

  @Test
  void clock_that_was_set_back_makes_the_next_use_fetch() {
    loaded(FIRST);
    clock.goBack(Duration.ofHours(2));

    CompletableFuture<KeySet> answer = cache.current().toCompletableFuture();
    assertThat(answer).isNotDone();
    fetches.bring(SECOND);

    assertThat(answer).isCompletedWithValue(SECOND);
    assertAtOnce(SECOND);
  }

  @Test
  void clock_that_was_set_back_stretches_no_pause() {
    CompletionStage<KeySet> cold = cache.current();
    fetches.fail();
    assertThat(Answers.failure(cold)).hasMessageContaining("it is down");
    clock.goBack(Duration.ofHours(2));

    CompletableFuture<KeySet> answer = cache.current().toCompletableFuture();
    fetches.bring(FIRST);

    assertThat(answer).isCompletedWithValue(FIRST);
  }

  @Test
  void clock_that_was_set_far_back_during_an_outage_makes_keys_unusable() {
    loaded(FIRST);
    clock.goBack(HeldKeys.CLOCK_TOLERANCE.plus(TICK));
    CompletionStage<KeySet> answer = cache.current();
    fetches.fail();

    assertThat(Answers.failure(answer)).hasMessageContaining("it is down");
  }

  @Test
  void clock_that_was_set_back_a_little_during_an_outage_refuses_nothing() throws Exception {
    loaded(FIRST);
    clock.goBack(Duration.ofSeconds(1));
    CompletionStage<KeySet> answer = cache.current();
    fetches.fail();

    assertThat(Answers.keys(answer)).isSameAs(FIRST);
  }

  @Test
  void closed_cache_answers_that_it_is_closed() {
    loaded(FIRST);
    cache.close();

    String closed =
        "The keys of \"https://issuer.example\" are unavailable: this source of keys is closed.";
    assertThat(Answers.failure(cache.current())).hasMessage(closed);
    assertThat(Answers.failure(cache.newerThan(FIRST, "x"))).hasMessage(closed);
    assertThat(Answers.failure(cache.refreshed())).hasMessage(closed);
    assertThat(cache.status().state()).isEqualTo(KeyStatus.State.CLOSED);
    assertThat(fetches.count()).isOne();
  }

  @Test
  void fetch_that_lands_after_closing_changes_nothing() {
    CompletionStage<KeySet> cold = cache.current();
    cache.close();
    fetches.bring(FIRST);

    assertThat(Answers.failure(cold)).hasMessageContaining("closed");
    assertThat(Answers.failure(cache.current())).hasMessageContaining("closed");
    assertThat(cache.snapshot()).isEmpty();
  }

  @Test
  void prefetch_of_fresh_keys_fetches_nothing() {
    loaded(FIRST);

    assertThat(cache.refreshed().toCompletableFuture()).isCompletedWithValue(FIRST);
    assertThat(fetches.count()).isOne();
  }

  @Test
  void prefetch_of_old_keys_waits_for_the_fetch() {
    loaded(FIRST);
    clock.advance(ManualFetches.LIFETIME);
    cache.current();
    fetches.fail();
    clock.advance(GAP);

    CompletableFuture<KeySet> answer = cache.refreshed().toCompletableFuture();
    assertThat(answer).isNotDone();
    fetches.bring(SECOND);

    assertThat(answer).isCompletedWithValue(SECOND);
  }
}
