package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeySetCacheTest {
  private static final Duration TICK = Duration.ofNanos(1);
  private static final KeySet FIRST = KeySet.parse(JwksDocuments.keySet("first"));
  private static final KeySet SECOND = KeySet.parse(JwksDocuments.keySet("second"));

  private final NanoClock clock = new NanoClock();
  private final List<CompletableFuture<KeySet>> loads = new ArrayList<>();
  private final KeySetCache cache = new KeySetCache("https://issuer.example", this::load, clock);

  private CompletableFuture<KeySet> load() {
    CompletableFuture<KeySet> load = new CompletableFuture<>();
    loads.add(load);
    return load;
  }

  @Test
  void callers_share_one_load() throws Exception {
    CompletionStage<KeySet> one = cache.current();
    CompletionStage<KeySet> other = cache.current();
    CompletionStage<KeySet> third = cache.newerThan(SECOND);

    loads.get(0).complete(FIRST);

    assertThat(loads).hasSize(1);
    assertThat(Answers.keys(one)).isSameAs(FIRST);
    assertThat(Answers.keys(other)).isSameAs(FIRST);
    assertThat(Answers.keys(third)).isSameAs(FIRST);
  }

  @Test
  void cancelling_affects_the_canceller_only() throws Exception {
    CompletableFuture<KeySet> impatient = cache.current().toCompletableFuture();
    CompletionStage<KeySet> patient = cache.current();
    impatient.cancel(true);

    loads.get(0).complete(FIRST);

    assertThat(impatient).isCancelled();
    assertThat(Answers.keys(patient)).isSameAs(FIRST);
    assertThat(loads.get(0)).isCompletedWithValue(FIRST);
  }

  @Test
  void answer_of_keys_at_hand_is_complete_and_can_not_be_spoilt() throws Exception {
    loaded(FIRST);

    CompletableFuture<KeySet> answer = cache.current().toCompletableFuture();
    assertThat(answer).isCompletedWithValue(FIRST);
    answer.obtrudeValue(SECOND);

    assertThat(Answers.keys(cache.current())).isSameAs(FIRST);
  }

  @Test
  void set_serves_for_its_time_to_live_and_no_longer() throws Exception {
    loaded(FIRST);

    clock.advance(KeySetCache.TIME_TO_LIVE.minus(TICK));
    assertThat(Answers.keys(cache.current())).isSameAs(FIRST);
    assertThat(loads).hasSize(1);

    clock.advance(TICK);
    CompletionStage<KeySet> answer = cache.current();
    assertThat(answer.toCompletableFuture()).isNotDone();
    loads.get(1).complete(SECOND);
    assertThat(Answers.keys(answer)).isSameAs(SECOND);
  }

  @Test
  void unknown_id_leads_to_one_load_in_the_minimum_gap() throws Exception {
    loaded(FIRST);

    CompletionStage<KeySet> answer = cache.newerThan(FIRST);
    assertThat(loads).hasSize(2);
    loads.get(1).complete(SECOND);
    assertThat(Answers.keys(answer)).isSameAs(SECOND);

    for (int i = 0; i < 1000; i++) {
      assertThat(Answers.keys(cache.newerThan(SECOND))).isSameAs(SECOND);
    }
    clock.advance(KeySetCache.MINIMUM_GAP.minus(TICK));
    assertThat(Answers.keys(cache.newerThan(SECOND))).isSameAs(SECOND);
    assertThat(loads).hasSize(2);

    clock.advance(TICK);
    cache.newerThan(SECOND);
    assertThat(loads).hasSize(3);
  }

  @Test
  void set_that_is_already_newer_is_given_without_a_load() throws Exception {
    loaded(FIRST);

    assertThat(Answers.keys(cache.newerThan(SECOND))).isSameAs(FIRST);
    assertThat(loads).hasSize(1);
  }

  @Test
  void scheduled_load_does_not_use_up_the_load_for_an_unknown_id() {
    loaded(FIRST);

    cache.newerThan(FIRST);

    assertThat(loads).hasSize(2);
  }

  @Test
  void failure_is_reported_to_all_and_not_repeated_within_the_gap() {
    CompletionStage<KeySet> one = cache.current();
    CompletionStage<KeySet> other = cache.current();
    loads.get(0).completeExceptionally(unavailable(null));

    assertThat(Answers.failure(one))
        .hasMessage("The keys of \"https://issuer.example\" are unavailable: it is down.")
        .extracting(failure -> failure.retryAfter().get())
        .isEqualTo(KeySetCache.MINIMUM_GAP);
    assertThat(Answers.failure(other)).hasMessageContaining("it is down");

    clock.advance(Duration.ofSeconds(4));
    for (int i = 0; i < 1000; i++) {
      assertThat(Answers.failure(cache.current()).retryAfter()).contains(Duration.ofSeconds(6));
    }
    assertThat(loads).hasSize(1);
  }

  @Test
  void issuer_that_is_up_again_serves_after_the_gap() throws Exception {
    cache.current();
    loads.get(0).completeExceptionally(unavailable(null));
    clock.advance(KeySetCache.MINIMUM_GAP);

    CompletionStage<KeySet> answer = cache.current();
    loads.get(1).complete(FIRST);

    assertThat(Answers.keys(answer)).isSameAs(FIRST);
    assertThat(Answers.keys(cache.current())).isSameAs(FIRST);
  }

  @Test
  void longer_wait_that_the_issuer_asked_for_is_passed_on() {
    CompletionStage<KeySet> answer = cache.current();
    loads.get(0).completeExceptionally(unavailable(Duration.ofMinutes(2)));

    assertThat(Answers.failure(answer).retryAfter()).contains(Duration.ofMinutes(2));
  }

  @Test
  void failed_load_for_an_unknown_id_leaves_the_good_set() throws Exception {
    loaded(FIRST);
    CompletionStage<KeySet> answer = cache.newerThan(FIRST);

    loads.get(1).completeExceptionally(unavailable(null));

    assertThat(Answers.failure(answer)).hasMessageContaining("it is down");
    assertThat(Answers.keys(cache.current())).isSameAs(FIRST);
    assertThat(Answers.keys(cache.newerThan(FIRST))).isSameAs(FIRST);
    assertThat(loads).hasSize(2);
  }

  @Test
  void keys_at_hand_are_given_while_a_newer_set_is_under_way() throws Exception {
    loaded(FIRST);
    cache.newerThan(FIRST);

    assertThat(Answers.keys(cache.current())).isSameAs(FIRST);
  }

  @Test
  void loader_that_throws_does_not_block_the_next_load() {
    KeySetCache broken =
        new KeySetCache(
            "https://issuer.example",
            () -> {
              throw new IllegalStateException("secret");
            },
            clock);

    String expected =
        "The keys of \"https://issuer.example\" are unavailable: fetching them failed.";
    assertThat(Answers.failure(broken.current())).hasMessage(expected);
    clock.advance(KeySetCache.MINIMUM_GAP);
    assertThat(Answers.failure(broken.current())).hasMessage(expected);
  }

  private void loaded(KeySet keys) {
    cache.current();
    loads.get(0).complete(keys);
  }

  private static KeysUnavailableException unavailable(@Nullable Duration retryAfter) {
    return new KeysUnavailableException("https://issuer.example", "it is down", retryAfter);
  }
}
