package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.credence.claim.Claim;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims that come and claims that go. */
class ClaimDriftTest {
  private static final Issuer ISSUER = Issuer.of(TokenForge.ISSUER).withKeys(TokenForge.keys());
  private static final List<Claim<?>> KNOWN =
      List.of(
          Claim.string("repository_id"),
          Claim.string("environment"),
          Claim.string("ref"),
          Claim.string("kubernetes.io", "namespace"));

  private static VerifiedToken token(TestClaims claims) {
    try {
      return TestPolicies.policy().verify(TokenForge.sign(claims));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_is_known_is_no_drift() {
    ClaimDrift drift = ClaimDrift.of(ISSUER, KNOWN);
    drift.observe(token(claims()));
    assertThat(drift.report().isAsKnown()).isTrue();
    assertThat(drift.report().tokens()).isEqualTo(1);
    assertThat(drift.report().unknown()).isEmpty();
    assertThat(drift.report().missing()).isEmpty();
  }

  @Test
  void an_unknown_claim_is_told_with_its_count_and_when_it_first_came() {
    ClaimDrift drift = ClaimDrift.of(ISSUER, KNOWN);
    long issued = TokenForge.NOW.getEpochSecond() - 10;
    drift.observe(token(claims()));
    drift.observe(token(claims().with("new", "1")));
    drift.observe(token(claims().with("new", "null").with("iat", issued + 5)));
    assertThat(drift.report().unknown())
        .containsExactly(new ClaimDrift.Unknown("new", 2, TokenForge.NOW.minusSeconds(10)));
    assertThat(drift.report().isAsKnown()).isFalse();
  }

  @Test
  void an_unknown_name_is_escaped_and_cut() {
    ClaimDrift drift = ClaimDrift.of(ISSUER, KNOWN);
    drift.observe(token(claims().with("x\\r\\n\\u202e" + "y".repeat(100), "1")));
    String name = drift.report().unknown().get(0).name();
    assertThat(name).startsWith("x\\r\\n\\u202ey").endsWith("y…").hasSize(64);
  }

  @Test
  void a_member_of_a_known_object_is_looked_at() {
    ClaimDrift drift = ClaimDrift.of(ISSUER, KNOWN, 1);
    drift.observe(
        token(claims().with("kubernetes.io", "{\"namespace\":\"a\",\"pod\":{\"name\":\"b\"}}")));
    assertThat(drift.report().unknown())
        .extracting(ClaimDrift.Unknown::name)
        .containsExactly("kubernetes.io.pod");
    assertThat(drift.report().missing()).isEmpty();
  }

  @Test
  void a_known_claim_that_stays_away_is_missing_after_a_while() {
    ClaimDrift drift = ClaimDrift.of(ISSUER, List.of(Claim.string("actor")), 3);
    drift.observe(token(claims().with("actor", quoted("octocat"))));
    drift.observe(token(claims()));
    drift.observe(token(claims()));
    assertThat(drift.report().missing()).isEmpty();
    drift.observe(token(claims()));
    assertThat(drift.report().missing()).containsExactly(new ClaimDrift.Missing("actor", 3, true));
    drift.observe(token(claims().with("actor", "null")));
    assertThat(drift.report().missing()).isEmpty();
  }

  @Test
  void a_claim_that_never_came_is_missing_without_alarm() {
    ClaimDrift drift = ClaimDrift.of(ISSUER, KNOWN, 1);
    drift.observe(token(claims()));
    assertThat(drift.report().missing())
        .containsExactly(new ClaimDrift.Missing("\"kubernetes.io\".namespace", 1, false));
    assertThat(drift.report().isAsKnown()).isTrue();
  }

  @Test
  void tokens_of_another_issuer_are_ignored() {
    ClaimDrift drift = ClaimDrift.of(Issuer.of("https://other.example"), KNOWN);
    drift.observe(token(claims().with("new", "1")));
    assertThat(drift.report().tokens()).isZero();
    assertThat(drift.report().isAsKnown()).isTrue();
  }

  @Test
  void memory_is_bounded() {
    ClaimDrift drift = ClaimDrift.of(ISSUER, KNOWN);
    for (int round = 0; round < 2; round++) {
      TestClaims flood = claims();
      for (int i = 0; i < 120; i++) {
        flood.with("new" + i, "1");
      }
      drift.observe(token(flood));
    }
    assertThat(drift.report().unknown()).hasSize(ClaimDrift.MAX_UNKNOWN);
    assertThat(drift.report().unknown()).allMatch(unknown -> unknown.count() == 2);
    assertThat(drift.report().unlisted()).isEqualTo(40);
  }

  @Test
  void a_watch_without_patience_is_not_made() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClaimDrift.of(ISSUER, KNOWN, 0))
        .withMessage("A claim is missing after a positive number of tokens; this is 0");
  }
}
