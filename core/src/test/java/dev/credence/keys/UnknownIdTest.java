package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that name a key which is not at hand, or whose signature doesn't hold. */
class UnknownIdTest {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration GAP = RefetchBudget.MINIMUM_GAP;
  private static final String SOURCE = "https://issuer.example";
  private static final KeySet OLD = KeySet.parse(JwksDocuments.keySet("old"));
  private static final KeySet NEW = KeySet.parse(JwksDocuments.keySet("new"));

  private final ManualClock clock = new ManualClock();
  private final ManualFetches fetches = new ManualFetches();
  private final KeySetCache cache =
      new KeySetCache(
          SOURCE,
          fetches::start,
          clock,
          Duration.ofHours(1),
          new KeyReports(SOURCE, null, Runnable::run));

  @BeforeEach
  void load() {
    cache.current();
    fetches.bring(OLD, Duration.ofHours(24));
    assertThat(fetches.count()).isOne();
  }

  /** A token with an id that nobody has, whose fetch finds the same keys again. */
  private void junkIsLookedFor(String id) {
    CompletionStage<KeySet> answer = cache.newerThan(OLD, id);
    fetches.bring(OLD, Duration.ofHours(24));
    assertThat(answer.toCompletableFuture()).isCompletedWithValue(OLD);
  }

  @Test
  void unknown_id_is_looked_for_at_once() throws Exception {
    CompletionStage<KeySet> answer = cache.newerThan(OLD, "new");
    assertThat(fetches.count()).isEqualTo(2);
    fetches.bring(NEW);

    assertThat(Answers.keys(answer)).isSameAs(NEW);
    assertThat(Answers.keys(cache.current())).isSameAs(NEW);
  }

  @Test
  void scheduled_fetch_is_no_reason_to_wait() {
    clock.advance(Duration.ofHours(20));
    cache.current();
    fetches.bring(OLD);
    assertThat(cache.status().budgetLeft()).isEqualTo(5);

    cache.newerThan(OLD, "new");

    assertThat(fetches.count()).isEqualTo(3);
    assertThat(cache.status().budgetLeft()).isEqualTo(4);
  }

  @Test
  void id_that_was_looked_for_in_vain_is_unknown_for_a_minute() {
    junkIsLookedFor("junk");

    for (int i = 0; i < 1000; i++) {
      assertThat(cache.newerThan(OLD, "junk").toCompletableFuture()).isCompletedWithValue(OLD);
    }
    clock.advance(UnknownIds.TIME_TO_LIVE.minus(TICK));
    assertThat(cache.newerThan(OLD, "junk").toCompletableFuture()).isCompletedWithValue(OLD);
    assertThat(fetches.count()).isEqualTo(2);

    clock.advance(TICK);
    cache.newerThan(OLD, "junk");
    assertThat(fetches.count()).isEqualTo(3);
  }

  @Test
  void other_id_within_the_gap_is_neither_looked_for_nor_refused() {
    junkIsLookedFor("junk");
    clock.advance(Duration.ofSeconds(4));

    assertThat(Answers.failure(cache.newerThan(OLD, "new\n")))
        .hasMessage(
            "The keys of \"https://issuer.example\" are unavailable: the keys at hand have no key"
                + " \"new\\n\", and they were fetched too often lately to be fetched again at"
                + " once.")
        .extracting(failure -> failure.retryAfter().orElseThrow())
        .isEqualTo(Duration.ofSeconds(6));
    assertThat(fetches.count()).isEqualTo(2);
  }

  @Test
  void valid_traffic_starts_the_trailing_fetch_at_the_end_of_the_gap_without_waiting() {
    junkIsLookedFor("junk");
    assertThat(Answers.failure(cache.newerThan(OLD, "new")).retryAfter()).contains(GAP);

    clock.advance(GAP.minus(TICK));
    assertThat(cache.current().toCompletableFuture()).isCompletedWithValue(OLD);
    assertThat(fetches.count()).isEqualTo(2);

    clock.advance(TICK);
    assertThat(cache.current().toCompletableFuture()).isCompletedWithValue(OLD);
    assertThat(fetches.count()).isEqualTo(3);
    fetches.bring(NEW);

    assertThat(cache.newerThan(OLD, "new").toCompletableFuture()).isCompletedWithValue(NEW);
    assertThat(fetches.count()).isEqualTo(3);
  }

  @Test
  void without_any_other_traffic_the_second_try_starts_the_trailing_fetch_itself() {
    junkIsLookedFor("junk");
    assertThat(Answers.failure(cache.newerThan(OLD, "new")).retryAfter()).contains(GAP);
    clock.advance(GAP);

    CompletionStage<KeySet> again = cache.newerThan(OLD, "new");
    fetches.bring(NEW);

    assertThat(again.toCompletableFuture()).isCompletedWithValue(NEW);
  }

  @Test
  void trailing_fetch_settles_every_id_that_waited_for_it() {
    junkIsLookedFor("junk");
    for (int i = 0; i < 100; i++) {
      assertThat(Answers.failure(cache.newerThan(OLD, "junk" + i)).retryAfter()).contains(GAP);
    }
    clock.advance(GAP);
    cache.current();
    fetches.bring(OLD);

    for (int i = 0; i < 100; i++) {
      assertThat(cache.newerThan(OLD, "junk" + i).toCompletableFuture()).isCompletedWithValue(OLD);
    }
    assertThat(fetches.count()).isEqualTo(3);
  }

  @Test
  void flood_leads_to_one_fetch_a_gap_and_five_a_minute_from_the_budget() {
    int answered = 0;
    for (int second = 0; second < 60; second++) {
      for (int i = 0; i < 100; i++) {
        CompletableFuture<KeySet> answer =
            cache.newerThan(OLD, "junk-" + second + "-" + i).toCompletableFuture();
        if (!answer.isDone()) {
          fetches.bring(OLD, Duration.ofHours(24));
          answered++;
          assertThat(answer).isCompletedWithValue(OLD);
        } else {
          assertThat(Answers.failure(answer).retryAfter().orElseThrow())
              .isLessThanOrEqualTo(GAP)
              .isPositive();
        }
      }
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(answered).isEqualTo(6);
    assertThat(fetches.count()).isEqualTo(1 + 6);
  }

  @Test
  void genuine_rotation_is_seen_within_the_gap_at_any_second_of_a_flood() {
    for (int rotationAt = 0; rotationAt < 120; rotationAt++) {
      ManualClock time = new ManualClock();
      ManualFetches server = new ManualFetches();
      KeySetCache flooded =
          new KeySetCache(
              SOURCE,
              server::start,
              time,
              Duration.ofHours(1),
              new KeyReports(SOURCE, null, Runnable::run));
      flooded.current();
      server.bring(OLD, Duration.ofHours(24));
      int acceptedAt = -1;
      for (int second = 0; acceptedAt < 0; second++) {
        KeySet published = second >= rotationAt ? NEW : OLD;
        for (int i = 0; i < 3; i++) {
          int before = server.count();
          flooded.newerThan(OLD, "junk-" + second + "-" + i);
          if (server.count() > before) {
            server.bring(published, Duration.ofHours(24));
          }
        }
        if (second >= rotationAt && flooded.current().toCompletableFuture().join() == NEW) {
          acceptedAt = second;
        }
        time.advance(Duration.ofSeconds(1));
      }
      assertThat(acceptedAt - rotationAt).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void used_up_budget_puts_the_next_fetch_off_by_the_gap_and_no_longer() {
    for (int i = 0; i < 5; i++) {
      junkIsLookedFor("junk" + i);
      clock.advance(Duration.ofMillis(10_500));
    }
    assertThat(cache.status().budgetLeft()).isZero();

    assertThat(Answers.failure(cache.newerThan(OLD, "new")).retryAfter())
        .contains(Duration.ofMillis(7_500));
    clock.advance(Duration.ofMillis(7_500));
    CompletionStage<KeySet> answer = cache.newerThan(OLD, "new");
    fetches.bring(NEW);

    assertThat(answer.toCompletableFuture()).isCompletedWithValue(NEW);
  }

  @Test
  void failed_fetch_uses_up_no_budget_but_the_gap() {
    CompletionStage<KeySet> answer = cache.newerThan(OLD, "new");
    assertThat(cache.status().budgetLeft()).isEqualTo(4);
    fetches.fail();

    assertThat(Answers.failure(answer))
        .hasMessageContaining("it is down")
        .extracting(failure -> failure.retryAfter().orElseThrow())
        .isEqualTo(GAP);
    assertThat(cache.status().budgetLeft()).isEqualTo(5);
    for (int i = 0; i < 1000; i++) {
      assertThat(Answers.failure(cache.newerThan(OLD, "new")).retryAfter()).contains(GAP);
    }
    assertThat(fetches.count()).isEqualTo(2);
  }

  @Test
  void rotation_behind_a_failed_fetch_is_looked_for_again_by_any_use() {
    cache.newerThan(OLD, "new");
    fetches.fail();

    clock.advance(GAP);
    assertThat(cache.current().toCompletableFuture()).isCompletedWithValue(OLD);
    assertThat(fetches.count()).isEqualTo(3);
    fetches.bring(NEW);

    assertThat(cache.newerThan(OLD, "new").toCompletableFuture()).isCompletedWithValue(NEW);
  }

  @Test
  void failing_endpoint_is_not_asked_more_often_for_a_thousand_tokens() {
    for (int i = 0; i < 1000; i++) {
      int before = fetches.count();
      cache.newerThan(OLD, "new" + i);
      if (fetches.count() > before) {
        fetches.fail();
      }
      clock.advance(Duration.ofMillis(60));
    }

    assertThat(fetches.count() - 1).isEqualTo(6);
  }

  @Test
  void fetch_under_way_since_before_the_id_was_asked_for_settles_nothing_alone() {
    clock.advance(Duration.ofHours(20));
    cache.current();
    CompletableFuture<KeySet> answer = cache.newerThan(OLD, "new").toCompletableFuture();
    assertThat(fetches.count()).isEqualTo(2);

    fetches.bring(OLD);
    assertThat(answer).isNotDone();
    assertThat(fetches.count()).isEqualTo(3);
    fetches.bring(NEW);

    assertThat(answer).isCompletedWithValue(NEW);
  }

  @Test
  void fetch_under_way_that_brings_the_id_is_enough() {
    clock.advance(Duration.ofHours(20));
    cache.current();
    CompletableFuture<KeySet> answer = cache.newerThan(OLD, "new").toCompletableFuture();

    fetches.bring(NEW);

    assertThat(answer).isCompletedWithValue(NEW);
    assertThat(fetches.count()).isEqualTo(2);
  }

  @Test
  void newer_set_at_hand_is_given_without_a_fetch() {
    CompletionStage<KeySet> first = cache.newerThan(OLD, "new");
    fetches.bring(NEW);
    assertThat(first.toCompletableFuture()).isCompletedWithValue(NEW);

    assertThat(cache.newerThan(OLD, "new").toCompletableFuture()).isCompletedWithValue(NEW);
    assertThat(cache.newerThan(OLD, "old").toCompletableFuture()).isCompletedWithValue(NEW);
    assertThat(fetches.count()).isEqualTo(2);
  }

  @Test
  void id_that_the_last_fetch_withdrew_is_refused_at_once_where_no_fetch_may_start() {
    cache.newerThan(OLD, "new");
    fetches.bring(NEW);
    assertThat(cache.newerThan(NEW, "old").toCompletableFuture()).isCompletedWithValue(NEW);
    assertThat(fetches.count()).isEqualTo(2);

    clock.advance(GAP);
    CompletionStage<KeySet> later = cache.newerThan(NEW, "old");
    assertThat(fetches.count()).isEqualTo(3);
    fetches.bring(OLD);
    assertThat(later.toCompletableFuture()).isCompletedWithValue(OLD);
  }

  @Test
  void id_stays_withdrawn_when_the_keys_are_confirmed() {
    cache.newerThan(OLD, "new");
    fetches.bring(NEW);
    clock.advance(Duration.ofMinutes(10));
    cache.current();
    fetches.bring(NEW);
    cache.newerThan(NEW, "junk");
    fetches.bring(NEW);

    assertThat(cache.newerThan(NEW, "old").toCompletableFuture()).isCompletedWithValue(NEW);
    assertThat(fetches.count()).isEqualTo(4);
  }

  @Test
  void bad_signature_under_a_known_key_leads_to_one_fetch() {
    KeySet replaced = KeySet.parse(JwksDocuments.keySet("old"));
    CompletionStage<KeySet> answer = cache.newerThan(OLD, "old");
    fetches.bring(replaced);

    assertThat(answer.toCompletableFuture()).isCompletedWithValue(replaced);
    assertThat(cache.status().budgetLeft()).isEqualTo(4);
  }

  @Test
  void bad_signature_within_the_gap_gets_the_same_set_at_once_and_a_fetch_falls_due() {
    cache.newerThan(OLD, "old");
    fetches.bring(OLD, Duration.ofHours(24));

    for (int i = 0; i < 1000; i++) {
      assertThat(cache.newerThan(OLD, "old").toCompletableFuture()).isCompletedWithValue(OLD);
    }
    assertThat(fetches.count()).isEqualTo(2);

    clock.advance(GAP);
    assertThat(cache.current().toCompletableFuture()).isCompletedWithValue(OLD);
    assertThat(fetches.count()).isEqualTo(3);
    fetches.bring(NEW);
    assertThat(cache.current().toCompletableFuture()).isCompletedWithValue(NEW);
  }

  @Test
  void bad_signature_during_an_outage_gets_the_same_set_at_once() {
    CompletionStage<KeySet> answer = cache.newerThan(OLD, "old");
    fetches.fail();
    assertThat(Answers.failure(answer)).hasMessageContaining("it is down");

    assertThat(cache.newerThan(OLD, "old").toCompletableFuture()).isCompletedWithValue(OLD);
    assertThat(fetches.count()).isEqualTo(2);
  }

  @Test
  void flapping_endpoint_is_asked_no_more_often() {
    KeySet shown = OLD;
    for (int second = 0; second < 60; second++) {
      int before = fetches.count();
      cache.newerThan(shown, shown == OLD ? "new" : "old");
      if (fetches.count() > before) {
        shown = shown == OLD ? NEW : OLD;
        fetches.bring(shown, Duration.ofHours(24));
      }
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(fetches.count() - 1).isEqualTo(6);
  }

  @Test
  void unknown_id_with_keys_too_old_to_be_used_waits_for_the_fetch_of_all() {
    clock.advance(Duration.ofHours(26));

    CompletableFuture<KeySet> answer = cache.newerThan(OLD, "new").toCompletableFuture();
    assertThat(answer).isNotDone();
    fetches.bring(NEW);

    assertThat(answer).isCompletedWithValue(NEW);
    assertThat(cache.status().budgetLeft()).isEqualTo(5);
  }

  @Test
  void clock_that_was_set_back_stretches_no_gap() {
    junkIsLookedFor("junk");
    assertThat(Answers.failure(cache.newerThan(OLD, "new")).retryAfter()).contains(GAP);
    clock.goBack(Duration.ofSeconds(30));

    cache.newerThan(OLD, "new");

    assertThat(fetches.count()).isEqualTo(3);
  }
}
