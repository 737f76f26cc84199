package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.http.FetchException;
import dev.credence.internal.jose.TestJson;
import dev.credence.internal.jose.TestKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyStatusTest {
  private static final String SOURCE = "https://issuer.example";

  private final ManualClock clock = new ManualClock();
  private final ManualFetches fetches = new ManualFetches();
  private final KeySetCache cache =
      new KeySetCache(
          SOURCE,
          fetches::start,
          clock,
          Duration.ofHours(1),
          new KeyReports(SOURCE, null, Runnable::run));

  @Test
  void status_before_the_first_fetch_is_empty() {
    KeyStatus status = cache.status();

    assertThat(status.source()).isEqualTo(SOURCE);
    assertThat(status.state()).isEqualTo(KeyStatus.State.EMPTY);
    assertThat(status.lastSuccess()).isEmpty();
    assertThat(status.age()).isEmpty();
    assertThat(status.lastFailure()).isEmpty();
    assertThat(status.lastFailureKind()).isEmpty();
    assertThat(status.keyIds()).isEmpty();
    assertThat(status.skipped()).isEmpty();
    assertThat(status.budgetLeft()).isEqualTo(5);
    assertThat(status)
        .hasToString(
            "KeyStatus[\"https://issuer.example\", EMPTY, 0 key ids, 0 skipped, 5 fetches left]");
  }

  @Test
  void status_tells_what_became_of_the_fetches() {
    cache.current();
    fetches.fail();
    clock.advance(Duration.ofSeconds(10));
    cache.current();
    fetches.bring(
        KeySet.parse(
            TestJson.keySet(TestKeys.jwk("a", TestKeys.rsa()), Map.of("kty", "AKP", "kid", "b"))));
    clock.advance(Duration.ofMinutes(2));

    KeyStatus status = cache.status();
    assertThat(status.state()).isEqualTo(KeyStatus.State.FRESH);
    assertThat(status.lastSuccess()).contains(ManualClock.START.plusSeconds(10));
    assertThat(status.age()).contains(Duration.ofMinutes(2));
    assertThat(status.lastFailure()).contains(ManualClock.START);
    assertThat(status.lastFailureKind()).contains(KeyFailure.STATUS);
    assertThat(status.keyIds()).containsExactly("a");
    assertThat(status.skipped()).extracting(SkippedKey::id).containsExactly("b");
    assertThat(status)
        .hasToString(
            "KeyStatus[\"https://issuer.example\", FRESH, 1 key ids, 120 s old, 1 skipped,"
                + " 5 fetches left]");
  }

  @Test
  void state_follows_the_age_of_the_keys() {
    cache.current();
    fetches.bring(KeySet.parse(JwksDocuments.keySet("a")));
    clock.advance(JwksLoader.DEFAULT_LIFETIME);
    assertThat(cache.status().state()).isEqualTo(KeyStatus.State.STALE);
    clock.advance(Duration.ofHours(1));
    assertThat(cache.status().state()).isEqualTo(KeyStatus.State.EXPIRED);
    assertThat(fetches.count()).isOne();
  }

  @Test
  void every_way_to_fail_has_its_kind() {
    assertThat(Arrays.stream(FetchException.Kind.values()).map(Enum::name))
        .isSubsetOf(Arrays.stream(KeyFailure.values()).map(Enum::name).toList());
  }
}
