package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static dev.credence.TokenForge.AUDIENCE;
import static dev.credence.TokenForge.NOW;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.claim.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Audience, times, subject and issuer of a token; all tokens are signed. */
class RegisteredClaimsTest {
  private static final long T = NOW.getEpochSecond();
  private static final long SKEW = Expectations.DEFAULT_CLOCK_SKEW.toSeconds();

  private static RejectionReason reason(TestClaims claims) {
    return rejection(claims).reason();
  }

  @Test
  void a_verified_token_tells_its_registered_claims() throws Exception {
    VerifiedToken token = TestPolicies.policy().verify(TokenForge.sign(claims()));
    assertThat(token.issuer()).isEqualTo(TokenForge.ISSUER);
    assertThat(token.subject()).isEqualTo("repo:octo-org/octo-repo:environment:production");
    assertThat(token.audience()).containsExactly(AUDIENCE);
    assertThat(token.issuedAt()).isEqualTo(NOW.minusSeconds(10));
    assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(290));
    assertThat(token.id()).contains("6f4762ed-0758-4ccb-808d-ee3af5d723a8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "aud", "exp", "iat"})
  void a_required_claim_that_is_absent_or_null_is_missing(String name) {
    assertThat(reason(claims().without(name))).isEqualTo(RejectionReason.CLAIM_MISSING);
    assertThat(reason(claims().with(name, "null"))).isEqualTo(RejectionReason.CLAIM_MISSING);
    assertThat(rejection(claims().without(name)).mismatches())
        .extracting(Mismatch::claim)
        .containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nbf", "jti"})
  void an_optional_claim_may_be_absent_but_not_null(String name) {
    assertThat(evaluate(claims().without(name)).isTrusted()).isTrue();
    assertThat(reason(claims().with(name, "null"))).isEqualTo(RejectionReason.CLAIM_TYPE);
  }

  @ParameterizedTest
  @CsvSource({"exp,1", "nbf,1", "iat,1", "sub,5", "jti,5"})
  void a_registered_claim_of_another_type_is_refused(String name, String number) {
    String scalar = name.length() == 3 && "expnbfiat".contains(name) ? quoted(number) : number;
    for (String json : new String[] {scalar, "true", "[]", "[" + scalar + "]", "{}"}) {
      assertThat(reason(claims().with(name, json)))
          .as("%s %s", name, json)
          .isEqualTo(RejectionReason.CLAIM_TYPE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\" \"", "\"\\t\""})
  void a_blank_subject_is_invalid(String json) {
    assertThat(reason(claims().with("sub", json))).isEqualTo(RejectionReason.CLAIM_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "253402300800",
        "1000000000000000000",
        "9223372036854775807",
        "18446744073709551616",
        "-9223372036854775808",
        "1e18",
        "-0.5"
      })
  void a_time_that_is_none_is_invalid(String seconds) {
    assertThat(reason(claims().with("exp", seconds))).isEqualTo(RejectionReason.CLAIM_INVALID);
    assertThat(reason(claims().with("nbf", seconds))).isEqualTo(RejectionReason.CLAIM_INVALID);
    assertThat(reason(claims().with("iat", seconds))).isEqualTo(RejectionReason.CLAIM_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "-0.0", "0e0"})
  void the_epoch_is_a_time_that_has_expired(String seconds) {
    assertThat(reason(claims().with("exp", seconds))).isEqualTo(RejectionReason.EXPIRED);
  }

  @Test
  void a_token_is_valid_until_the_tick_before_its_expiry_and_skew() {
    assertThat(evaluate(claims().with("exp", T - SKEW + 1)).isTrusted()).isFalse();
    TestClaims lastTick = claims().with("iat", T - 100).with("exp", T - SKEW + 1);
    assertThat(evaluate(lastTick).isTrusted()).isTrue();
    Rejection rejection = rejection(lastTick.with("exp", T - SKEW));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.EXPIRED);
    assertThat(rejection.isVerified()).isFalse();
    assertThat(rejection.explain()).contains("2026-11-21T11:59:30Z, 30 s ago");
  }

  @Test
  void a_fraction_of_a_second_never_lengthens_a_tokens_life() {
    TestClaims claims = claims().with("iat", T - 100);
    assertThat(evaluate(claims.with("exp", (T - SKEW + 1) + ".9")).isTrusted()).isTrue();
    assertThat(reason(claims.with("exp", (T - SKEW) + ".9"))).isEqualTo(RejectionReason.EXPIRED);
    assertThat(evaluate(claims().with("nbf", (T + SKEW - 1) + ".1")).isTrusted()).isTrue();
    assertThat(reason(claims().with("nbf", (T + SKEW) + ".1")))
        .isEqualTo(RejectionReason.NOT_YET_VALID);
  }

  @Test
  void a_token_is_valid_from_its_nbf_less_skew() {
    assertThat(evaluate(claims().with("nbf", T + SKEW)).isTrusted()).isTrue();
    Rejection rejection = rejection(claims().with("nbf", T + SKEW + 1));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.NOT_YET_VALID);
    assertThat(rejection.isVerified()).isTrue();
  }

  @Test
  void a_token_of_the_future_is_refused() {
    assertThat(evaluate(claims().with("iat", T + SKEW)).isTrusted()).isTrue();
    assertThat(reason(claims().with("iat", T + SKEW + 1)))
        .isEqualTo(RejectionReason.ISSUED_IN_FUTURE);
  }

  @Test
  void a_denial_for_a_time_tells_the_clocks_own_time_in_whole_seconds() {
    TrustPolicy policy = TestPolicies.builder().clock(() -> NOW.plusNanos(999_999_999)).build();
    assertThat(mismatch(policy, claims().with("iat", T - 100).with("exp", T - SKEW)))
        .isEqualTo(
            new Mismatch(
                "exp", "is after 2026-11-21T12:00:00Z (now)", "2026-11-21T11:59:30Z, 30 s ago"));
    assertThat(mismatch(policy, claims().with("nbf", T + SKEW + 1)))
        .isEqualTo(
            new Mismatch(
                "nbf", "is not after 2026-11-21T12:00:00Z (now)", "2026-11-21T12:00:31Z, in 30 s"));
    assertThat(mismatch(policy, claims().with("iat", T + SKEW + 2)))
        .isEqualTo(
            new Mismatch(
                "iat", "is not after 2026-11-21T12:00:00Z (now)", "2026-11-21T12:00:32Z, in 31 s"));
  }

  private static Mismatch mismatch(TrustPolicy policy, TestClaims claims) {
    return rejection(evaluate(policy, TokenForge.sign(claims))).mismatches().get(0);
  }

  @Test
  void times_out_of_order_are_invalid() {
    assertThat(reason(claims().with("iat", T + 20).with("exp", T + 20)))
        .isEqualTo(RejectionReason.CLAIM_INVALID);
    assertThat(reason(claims().with("nbf", T + 20).with("exp", T + 20)))
        .isEqualTo(RejectionReason.CLAIM_INVALID);
    assertThat(evaluate(claims().with("iat", T + 19).with("exp", T + 20)).isTrusted()).isTrue();
  }

  @Test
  void a_lifetime_is_bounded_by_the_issuer_and_by_the_policy() {
    long day = Issuer.DEFAULT_MAX_LIFETIME.toSeconds();
    TestClaims claims = claims().with("iat", T);
    assertThat(evaluate(claims.with("exp", T + day)).isTrusted()).isTrue();
    assertThat(reason(claims.with("exp", T + day + 1)))
        .isEqualTo(RejectionReason.LIFETIME_EXCEEDED);
    TrustPolicy strict = TestPolicies.builder().maxLifetime(Duration.ofMinutes(5)).build();
    assertThat(evaluate(strict, TokenForge.sign(claims.with("exp", T + 300))).isTrusted()).isTrue();
    assertThat(rejection(evaluate(strict, TokenForge.sign(claims.with("exp", T + 301)))).explain())
        .contains("is at most 300 s after iat", "301 s after iat");
  }

  @Test
  void a_skew_is_applied_as_configured() {
    TrustPolicy exact = TestPolicies.builder().clockSkew(Duration.ZERO).build();
    TestClaims claims = claims().with("iat", T - 100);
    assertThat(evaluate(exact, TokenForge.sign(claims.with("exp", T + 1))).isTrusted()).isTrue();
    assertThat(rejection(evaluate(exact, TokenForge.sign(claims.with("exp", T)))).reason())
        .isEqualTo(RejectionReason.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://deploy.example.com/", "https://DEPLOY.example.com", "deploy.example.com",
        "https://deploy.example.co", "https://deploy.example.com:443", " https://deploy.example.com"
      })
  void another_audience_is_a_mismatch_however_alike(String audience) {
    Rejection rejection = rejection(claims().with("aud", quoted(audience)));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.AUDIENCE_MISMATCH);
    assertThat(rejection.mismatches())
        .containsExactly(new Mismatch("aud", "is \"" + AUDIENCE + "\"", "\"" + audience + "\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"https://deploy.example.com\",\"theirs\"] | AUDIENCE_MULTIPLE",
        "[\"theirs\",\"https://deploy.example.com\"] | AUDIENCE_MULTIPLE",
        "[\"https://deploy.example.com\",\"https://deploy.example.com\"] | AUDIENCE_MULTIPLE",
        "[\"theirs\",\"others\"] | AUDIENCE_MISMATCH",
        "[[\"https://deploy.example.com\"]] | CLAIM_TYPE",
        "[\"https://deploy.example.com\",null] | CLAIM_TYPE",
        "[\"https://deploy.example.com\",1] | CLAIM_TYPE",
        "{\"https://deploy.example.com\":true} | CLAIM_TYPE",
        "true | CLAIM_TYPE",
        "[] | CLAIM_MISSING",
        "\"\" | AUDIENCE_MISMATCH",
      })
  void an_audience_of_any_other_shape_is_refused(String json, RejectionReason expected) {
    assertThat(reason(claims().with("aud", json))).isEqualTo(expected);
  }

  @Test
  void an_array_of_our_audience_alone_is_trusted() {
    assertThat(evaluate(claims().with("aud", "[" + quoted(AUDIENCE) + "]")).isTrusted()).isTrue();
  }

  @Test
  void a_tolerated_audience_may_stand_beside_ours_but_not_instead() {
    TrustPolicy tolerant = TestPolicies.builder().tolerateAudiences("theirs").build();
    String both = "[" + quoted(AUDIENCE) + ",\"theirs\"]";
    assertThat(evaluate(tolerant, TokenForge.sign(claims().with("aud", both))).isTrusted())
        .isTrue();
    assertThat(
            rejection(evaluate(tolerant, TokenForge.sign(claims().with("aud", "\"theirs\""))))
                .reason())
        .isEqualTo(RejectionReason.AUDIENCE_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"https://ci.example.com/\"",
        "\"https://CI.example.com\"",
        "\"https://ci.example.com:443\"",
        "\"https://ci.example.com.evil.example\"",
        "\"https://ci.example.com@evil.example\"",
        "\"https://user@ci.example.com\"",
        "\"https://ci.example.com#\"",
        "\"https://ci.example.com?\"",
        "\"https://ci.example.com/x/..\"",
        "\"http://ci.example.com\"",
        "\"ci.example.com\"",
        "\"https://ci.example.co\"",
        "\" https://ci.example.com\"",
        "\"https://c\u0456.example.com\"",
        "\"https://evil.example/?x=https://ci.example.com\"",
        "[\"https://ci.example.com\"]",
        "{\"a\":\"https://ci.example.com\"}",
        "null",
        "7",
        "\"\""
      })
  void another_issuer_is_unknown_however_alike(String json) {
    Rejection rejection = rejection(claims().with("iss", json));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.ISSUER_UNKNOWN);
    assertThat(rejection.stage()).isEqualTo(Stage.ISSUER);
    assertThat(rejection.isVerified()).isFalse();
  }

  @Test
  void a_token_without_an_issuer_is_unknown() {
    assertThat(rejection(claims().without("iss")).mismatches())
        .containsExactly(new Mismatch("iss", "is \"https://ci.example.com\"", "absent"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SUB", "\u017fub", "Aud", "EXP", "\u0131ss", "is\u017f", "REF", "Environment"})
  void a_name_that_folds_to_one_that_matters_is_ambiguous(String twin) {
    assertThat(reason(claims().with(twin, quoted("x")))).isEqualTo(RejectionReason.CLAIM_AMBIGUOUS);
  }

  @Test
  void a_plain_name_that_one_with_capitals_folds_to_is_ambiguous() {
    TrustPolicy capitals =
        TestPolicies.builder().require(Claim.string("Team").is("release")).build();
    TestClaims both = claims().with("Team", quoted("release")).with("team", quoted("other"));
    assertThat(rejection(evaluate(capitals, TokenForge.sign(both))).reason())
        .isEqualTo(RejectionReason.CLAIM_AMBIGUOUS);
    assertThat(evaluate(capitals, TokenForge.sign(both.without("team"))).isTrusted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Workflow", "subject", "sub2", "RunId", "\u00e4ud"})
  void a_name_that_folds_to_nothing_that_matters_is_ignored(String name) {
    assertThat(evaluate(claims().with(name, quoted("x"))).isTrusted()).isTrue();
  }

  @Test
  void a_name_in_small_letters_is_ambiguous_where_the_policy_rests_on_one_with_capitals() {
    TrustPolicy capital = TestPolicies.builder().require(Claim.string("Team").is("a")).build();
    assertThat(evaluate(capital, TokenForge.sign(claims().with("Team", quoted("a")))))
        .matches(Decision::isTrusted);
    assertThat(
            rejection(evaluate(capital, TokenForge.sign(claims().with("team", quoted("a")))))
                .reason())
        .isEqualTo(RejectionReason.CLAIM_AMBIGUOUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"main\\n", "main\\u202e", "main\\u0007", "main\\u200b", "main\\u2028"})
  void a_control_character_in_a_claim_that_matters_is_invalid(String value) {
    assertThat(reason(claims().with("ref", quoted(value))))
        .isEqualTo(RejectionReason.CLAIM_INVALID);
    assertThat(evaluate(claims().with("workflow", quoted(value))).isTrusted())
        .as("in a claim that the policy does not use")
        .isTrue();
  }

  @Test
  void a_control_character_deep_in_a_claim_that_matters_passed_a_glob() {
    TrustPolicy lists =
        TestPolicies.builder().require(Claim.strings("groups").containsMatching("team-*")).build();
    assertThat(evaluate(lists, TokenForge.sign(claims().with("groups", "[\"team-a\"]"))))
        .matches(Decision::isTrusted);
    assertThat(
            rejection(evaluate(lists, TokenForge.sign(claims().with("groups", "[\"team-a\\n\"]")))))
        .returns(RejectionReason.CLAIM_INVALID, Rejection::reason)
        .extracting(Rejection::mismatches)
        .isEqualTo(List.of(new Mismatch("groups", "has no control characters", "[\"team-a\\n\"]")));
    TrustPolicy nested =
        TestPolicies.builder().require(Claim.string("job", "name").matches("a*")).build();
    assertThat(evaluate(nested, TokenForge.sign(claims().with("job", "{\"name\":\"ab\"}"))))
        .matches(Decision::isTrusted);
    assertThat(
            rejection(
                    evaluate(
                        nested, TokenForge.sign(claims().with("job", "{\"name\":\"a\\u202e\"}"))))
                .reason())
        .isEqualTo(RejectionReason.CLAIM_INVALID);
  }

  @Test
  void acceptance_is_monotone_in_time() throws Exception {
    String token = TokenForge.sign(claims());
    boolean seen = false;
    boolean over = false;
    for (long second = T - 700; second < T + 400; second++) {
      Instant now = Instant.ofEpochSecond(second);
      boolean trusted = TestPolicies.policy().withClock(() -> now).evaluate(token).isTrusted();
      assertThat(trusted && over).as("trusted again at %s", now).isFalse();
      over |= seen && !trusted;
      seen |= trusted;
    }
    assertThat(seen && over).isTrue();
  }
}
