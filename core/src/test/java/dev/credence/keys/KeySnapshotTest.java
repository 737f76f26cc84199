package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.jose.TestJson;
import dev.credence.internal.jose.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that outlive the program. */
class KeySnapshotTest {
  private static final String SOURCE = "https://issuer.example";
  private static final KeySet KEYS = KeySet.parse(JwksDocuments.keySet("a"));
  private static final KeySet NEW = KeySet.parse(JwksDocuments.keySet("b"));

  private final ManualClock clock = new ManualClock();
  private final ManualFetches fetches = new ManualFetches();

  private KeySetCache cache() {
    return new KeySetCache(
        SOURCE,
        fetches::start,
        clock,
        Duration.ofHours(1),
        new KeyReports(SOURCE, null, Runnable::run));
  }

  private KeySetCache restarted(String snapshot) {
    KeySetCache cache = cache();
    cache.restore(KeySnapshot.of(SOURCE, snapshot, clock.instant()));
    return cache;
  }

  private static String snapshotOf(KeySet keys) {
    return new KeySnapshot(SOURCE, ManualClock.START, keys).toJson();
  }

  private JwksKeySource.Builder builder() {
    return JwksKeySource.discoveryBuilder(SOURCE).clock(clock);
  }

  private static KeySet now(CompletionStage<KeySet> answer) {
    CompletableFuture<KeySet> future = answer.toCompletableFuture();
    assertThat(future).isDone();
    return future.join();
  }

  @Test
  void keys_survive_a_restart_and_still_verify() {
    byte[] input = {1, 2, 3};
    for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
      KeySet keys = KeySet.parse(TestJson.keySet(TestKeys.jwk("k", algorithm)));
      KeySet restored = KeySnapshot.of(SOURCE, snapshotOf(keys), ManualClock.START).keys();

      assertThat(restored.idsOfKeysNotIn(keys)).isEmpty();
      assertThat(keys.idsOfKeysNotIn(restored)).isEmpty();
      assertThat(restored.keys().get(0).algorithms()).isEqualTo(keys.keys().get(0).algorithms());
      assertThat(restored.keys().get(0).verifies(SignatureAlgorithm.RS256, input, input)).isFalse();
    }
  }

  @Test
  void snapshot_names_issuer_and_time_and_is_a_key_set() {
    String json = snapshotOf(KEYS);

    assertThat(json)
        .startsWith(
            "{\"issuer\":\"https://issuer.example\",\"fetchedAt\":\"2026-06-01T00:00:00Z\","
                + "\"keys\":[{");
    assertThat(KeySet.parse(json).ids()).containsExactly("a");
  }

  @Test
  void snapshot_holds_no_secret_and_no_entry_that_was_refused() {
    Map<String, Object> exposed = new LinkedHashMap<>(TestKeys.jwk("exposed", TestKeys.rsa()));
    exposed.put("d", "c2VjcmV0");
    Map<String, Object> revoked = new LinkedHashMap<>(TestKeys.jwk("revoked", TestKeys.rsa()));
    revoked.put("revoked", Map.of("reason", "compromised"));
    Map<String, Object> decorated = new LinkedHashMap<>(TestKeys.jwk("good", TestKeys.rsa()));
    decorated.put("x-note", "c2VjcmV0");
    KeySet keys =
        KeySet.parse(
            TestJson.keySet(
                decorated,
                exposed,
                revoked,
                Map.of("kty", "oct", "kid", "shared", "k", "c2VjcmV0")));

    String json = snapshotOf(keys);

    assertThat(json).doesNotContain("c2VjcmV0", "exposed", "revoked", "shared");
    assertThat(KeySet.parse(json).ids()).containsExactly("good");
  }

  @Test
  void restart_during_an_outage_verifies_at_once() {
    clock.advance(Duration.ofMinutes(30));
    KeySetCache cache = restarted(snapshotOf(KEYS));

    assertThat(now(cache.current()).ids()).containsExactly("a");
    assertThat(fetches.count()).isOne();
    fetches.fail();
    assertThat(now(cache.current()).ids()).containsExactly("a");
    assertThat(cache.status().state()).isEqualTo(KeyStatus.State.STALE);
  }

  @ParameterizedTest
  @CsvSource({"59, true", "60, false", "61, false"})
  void stale_bound_counts_from_the_time_of_the_snapshot(long minutes, boolean serves) {
    clock.advance(Duration.ofMinutes(30));
    KeySetCache cache = restarted(snapshotOf(KEYS));
    clock.advance(Duration.ofMinutes(minutes - 30));
    CompletionStage<KeySet> answer = cache.current();
    fetches.fail();

    if (serves) {
      assertThat(now(answer).ids()).containsExactly("a");
    } else {
      assertThat(Answers.failure(answer)).hasMessageContaining("it is down");
    }
  }

  @Test
  void restarting_again_and_again_lengthens_nothing() {
    String snapshot = snapshotOf(KEYS);
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(10));
      KeySetCache cache = restarted(snapshot);
      assertThat(now(cache.current()).ids()).containsExactly("a");
      fetches.fail();
      snapshot = cache.snapshot().orElseThrow().toJson();
    }
    clock.advance(Duration.ofMinutes(10));
    KeySetCache cache = restarted(snapshot);
    CompletionStage<KeySet> answer = cache.current();
    fetches.fail();

    assertThat(Answers.failure(answer)).hasMessageContaining("it is down");
  }

  @Test
  void snapshot_is_never_fresh_and_gives_way_to_the_first_fetch() {
    KeySetCache cache = restarted(snapshotOf(KEYS));
    assertThat(cache.status().state()).isEqualTo(KeyStatus.State.STALE);

    assertThat(now(cache.current()).ids()).containsExactly("a");
    assertThat(fetches.count()).isOne();
    fetches.bring(NEW);

    assertThat(now(cache.current())).isSameAs(NEW);
    assertThat(cache.status().state()).isEqualTo(KeyStatus.State.FRESH);
  }

  @Test
  void prefetch_waits_for_the_fetch_although_there_is_a_snapshot() {
    KeySetCache cache = restarted(snapshotOf(KEYS));
    CompletableFuture<KeySet> prefetched = cache.refreshed().toCompletableFuture();
    assertThat(prefetched).isNotDone();

    fetches.fail();

    assertThat(now(prefetched).ids()).containsExactly("a");
  }

  @Test
  void unknown_id_beside_a_snapshot_waits_for_the_first_fetch() {
    KeySetCache cache = restarted(snapshotOf(KEYS));
    KeySet restored = now(cache.current());
    CompletableFuture<KeySet> answer = cache.newerThan(restored, "b").toCompletableFuture();
    fetches.bring(NEW);

    assertThat(now(answer)).isSameAs(NEW);
    assertThat(fetches.count()).isOne();
  }

  @Test
  void old_snapshot_is_no_mistake_but_of_no_use() {
    clock.advance(Duration.ofDays(30));

    try (JwksKeySource source = builder().snapshot(snapshotOf(KEYS)).build()) {
      assertThat(source.status().state()).isEqualTo(KeyStatus.State.EXPIRED);
    }
  }

  @Test
  void source_without_keys_has_no_snapshot() {
    try (JwksKeySource source = builder().build()) {
      assertThat(source.snapshot()).isEmpty();
    }
  }

  @Test
  void source_gives_back_the_snapshot_that_it_was_given() {
    try (JwksKeySource source = builder().snapshot(snapshotOf(KEYS)).build()) {
      assertThat(source.snapshot()).contains(snapshotOf(KEYS));
    }
  }

  @Test
  void snapshot_of_another_issuer_is_refused() {
    String other = snapshotOf(KEYS).replace("issuer.example", "issuer.example/");

    assertThatThrownBy(() -> builder().snapshot(other).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "This snapshot of keys can't be used: it is of \"https://issuer.example/\" where"
                + " exactly \"https://issuer.example\" is required.")
        .hasNoCause();
  }

  @Test
  void snapshot_from_the_future_is_refused() {
    String future = new KeySnapshot(SOURCE, ManualClock.START.plusSeconds(1), KEYS).toJson();

    assertThatThrownBy(() -> builder().snapshot(future).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "This snapshot of keys can't be used: it was fetched at \"2026-06-01T00:00:01Z\", which"
                + " is in the future: now is 2026-06-01T00:00:00Z.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | it is not strict JSON",
        "[] | it is not strict JSON",
        "{} | it is of no issuer where exactly",
        "{'issuer':5} | it is of 5 where exactly",
        "{'issuer':'https://issuer.example'} | it has no fetchedAt that is a string",
        "{'issuer':'https://issuer.example','fetchedAt':5} | it has no fetchedAt that is a string",
        "{'issuer':'https://issuer.example','fetchedAt':'now'} | its fetchedAt is \"now\" where a"
            + " time",
        "{'issuer':'https://issuer.example','fetchedAt':'-1000000000-01-01T00:00:00Z'} | its"
            + " fetchedAt is",
        "{'issuer':'https://issuer.example','fetchedAt':'2026-01-01T00:00:00Z'} | the JWK set has"
            + " no array",
        "{'issuer':'https://issuer.example','fetchedAt':'2026-01-01T00:00:00Z','keys':[]} | the JWK"
            + " set is empty",
      },
      quoteCharacter = '\u0000')
  void broken_snapshot_is_refused(String json, String problem) {
    String text = json.equals("''") ? "" : json.replace('\'', '"');

    assertThatThrownBy(() -> KeySnapshot.of(SOURCE, text, Instant.parse("2026-06-01T00:00:00Z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("This snapshot of keys can't be used: " + problem)
        .hasNoCause();
  }
}
