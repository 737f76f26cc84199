package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The usual mistakes are recognised, one by one, and nothing else is. */
class NearMissTest {

  private static Mismatch mismatch(Requirement requirement, TestClaims claims) {
    TrustPolicy policy = TestPolicies.builder().require(requirement).build();
    return rejection(evaluate(policy, TokenForge.sign(claims))).mismatches().get(0);
  }

  static Stream<Arguments> misses() {
    String subject = "repo:octo-org/octo-repo:ref:refs/heads/main";
    String withIds = quoted("repo:octo-org@65/octo-repo@74:ref:refs/heads/main");
    return Stream.of(
        Arguments.of(Claim.string("x").is("Octo/Repo"), quoted("octo/repo"), NearMiss.CASE),
        Arguments.of(Claim.string("x").isOneOf("a", "B"), quoted("b"), NearMiss.CASE),
        Arguments.of(Claim.string("x").matches("Main-*"), quoted("main-1"), NearMiss.CASE),
        Arguments.of(
            Claim.string("x").is("https://a/"), quoted("https://a"), NearMiss.TRAILING_SLASH),
        Arguments.of(
            Claim.string("x").is("https://a"), quoted("https://a/"), NearMiss.TRAILING_SLASH),
        Arguments.of(
            Claim.string("x").is("refs/heads/*"),
            quoted("refs/heads/main"),
            NearMiss.WILDCARD_IN_EXACT_VALUE),
        Arguments.of(
            Claim.string("x").matches("refs/heads/*"),
            quoted("refs/heads/a/b"),
            NearMiss.ASTERISK_STOPS_AT_SLASH),
        Arguments.of(Claim.string("x").is("true"), "true", NearMiss.STRING_REQUIRED),
        Arguments.of(Claim.string("x").is("74"), "74", NearMiss.STRING_REQUIRED),
        Arguments.of(Claim.bool("x").isTrue(), quoted("true"), NearMiss.STRING_FOUND),
        Arguments.of(Claim.integer("x").is(74), quoted("74"), NearMiss.STRING_FOUND),
        Arguments.of(Claim.string("x").is(subject), withIds, NearMiss.IDS_IN_SUBJECT),
        Arguments.of(
            Claim.string("x").matches("repo:octo-org/octo-repo:ref:refs/heads/*"),
            withIds,
            NearMiss.IDS_IN_SUBJECT),
        Arguments.of(
            Claim.string("x").is("repo:octo-org@65/octo-repo@74:ref:refs/heads/main"),
            quoted(subject),
            NearMiss.NO_IDS_IN_SUBJECT),
        Arguments.of(
            Claim.string("x").matches("repo:octo-org@65/octo-repo@74:ref:refs/heads/*"),
            quoted(subject),
            NearMiss.NO_IDS_IN_SUBJECT),
        Arguments.of(
            Claim.string("x").is("main"), quoted("refs/heads/main"), NearMiss.SHORT_BRANCH_NAME),
        Arguments.of(
            Claim.string("x").is("refs/heads/main"), quoted("main"), NearMiss.SHORT_BRANCH_NAME),
        Arguments.of(
            Claim.string("x").matches("release-*"),
            quoted("refs/heads/release-1"),
            NearMiss.SHORT_BRANCH_NAME),
        Arguments.of(
            Claim.string("x").matches("refs/heads/release-*"),
            quoted("release-1"),
            NearMiss.SHORT_BRANCH_NAME));
  }

  @ParameterizedTest
  @MethodSource("misses")
  void a_near_miss_is_recognised_and_advised_on(
      Requirement requirement, String json, NearMiss expected) {
    TestClaims claims = claims().with("x", json);
    assertThat(mismatch(requirement, claims).nearMiss()).contains(expected);
    TrustPolicy policy = TestPolicies.builder().require(requirement).build();
    assertThat(rejection(evaluate(policy, TokenForge.sign(claims))).explain())
        .contains("\n  x: " + expected.advice());
  }

  static Stream<Arguments> plainMismatches() {
    return Stream.of(
        Arguments.of(Claim.string("x").is("a"), quoted("b")),
        Arguments.of(Claim.string("x").is("a"), "null"),
        Arguments.of(Claim.string("x").is("a"), "[\"a\"]"),
        Arguments.of(Claim.string("x").isNot("a"), quoted("a")),
        Arguments.of(Claim.string("x").matches("a*"), quoted("b")),
        Arguments.of(Claim.string("x").is("https://a//"), quoted("https://a")),
        Arguments.of(Claim.string("x").is("refs/heads/*"), quoted("refs/tags/v1")),
        Arguments.of(Claim.string("x").is("main"), quoted("refs/tags/main")),
        Arguments.of(Claim.string("x").is("main"), quoted("refs/heads/main2")),
        Arguments.of(Claim.string("x").matches("refs/**"), quoted("main")),
        Arguments.of(Claim.string("x").is("1.0"), "1.0"),
        Arguments.of(Claim.bool("x").isTrue(), "false"),
        Arguments.of(Claim.integer("x").is(1), quoted("one")));
  }

  @ParameterizedTest
  @MethodSource("plainMismatches")
  void a_value_that_is_simply_another_gets_no_advice(Requirement requirement, String json) {
    assertThat(mismatch(requirement, claims().with("x", json)).nearMiss()).isEmpty();
  }

  @Test
  void a_job_without_environment_is_told_so() {
    assertThat(rejection(claims().without("environment")).explain())
        .contains("\n  environment: The job declares no environment, so its token names none.\n");
    assertThat(mismatch(Claim.string("other").is("x"), claims()).nearMiss()).isEmpty();
  }

  @Test
  void issuer_and_audience_have_near_misses_too() {
    assertThat(
            rejection(claims().with("aud", quoted(TokenForge.AUDIENCE + "/")))
                .mismatches()
                .get(0)
                .nearMiss())
        .contains(NearMiss.TRAILING_SLASH);
    assertThat(
            rejection(claims().with("iss", quoted("https://CI.example.com")))
                .mismatches()
                .get(0)
                .nearMiss())
        .contains(NearMiss.CASE);
    assertThat(rejection(claims().with("aud", quoted("x"))).mismatches().get(0).nearMiss())
        .isEmpty();
  }

  private static Optional<NearMiss> miss(TestClaims claims) {
    return rejection(claims).mismatches().get(0).nearMiss();
  }

  @Test
  void token_of_another_provider_is_told_from_one_of_another_tenant() {
    assertThat(miss(claims().with("iss", quoted("https://gitlab.com"))))
        .contains(NearMiss.OTHER_PROVIDER);
    assertThat(miss(claims().with("iss", quoted("https://ci.example.com.evil.example"))))
        .contains(NearMiss.OTHER_PROVIDER);
    assertThat(miss(claims().with("iss", quoted("https://ci.example.com/acme"))))
        .contains(NearMiss.OTHER_TENANT);
    for (String none : List.of("7", "null", quoted("ci.example.com"), quoted("https://"))) {
      assertThat(miss(claims().with("iss", none))).as(none).isEmpty();
    }
  }

  @Test
  void token_that_expired_within_the_hour_was_only_late() {
    long now = TokenForge.NOW.getEpochSecond();
    TestClaims late = claims().with("nbf", now - 9_000).with("iat", now - 9_000);
    assertThat(miss(late.with("exp", now - 3_600))).contains(NearMiss.JUST_EXPIRED);
    assertThat(miss(late.with("exp", now - 3_601))).isEmpty();
    assertThat(TestPolicies.rejection(late.with("exp", now - 3_600)).changes())
        .containsExactly(SafeChanges.requestingLater());
    assertThat(TestPolicies.rejection(late.with("exp", now - 3_601)).changes()).isEmpty();
  }

  @Test
  void token_that_is_dated_ahead_by_minutes_points_at_a_clock() {
    long now = TokenForge.NOW.getEpochSecond();
    assertThat(miss(claims().with("nbf", now + 600).with("exp", now + 900)))
        .contains(NearMiss.DATED_AHEAD);
    assertThat(miss(claims().with("nbf", now + 601).with("exp", now + 900))).isEmpty();
    assertThat(miss(claims().with("iat", now + 600).with("exp", now + 900)))
        .contains(NearMiss.DATED_AHEAD);
    assertThat(miss(claims().with("iat", now + 601).with("exp", now + 900))).isEmpty();
  }
}
