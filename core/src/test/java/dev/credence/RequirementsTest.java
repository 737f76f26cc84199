package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import org.junit.jupiter.api.Test;

/** Stage 7: requirements, and how a denial tells of them. */
class RequirementsTest {
  private static final StringClaim REF = Claim.string("ref");
  private static final StringClaim ENVIRONMENT = Claim.string("environment");

  private static TrustPolicy requiring(Requirement requirement) {
    return TestPolicies.builder().require(requirement).build();
  }

  @Test
  void every_mismatch_is_told_and_not_only_the_first() {
    Rejection rejection =
        rejection(
            claims()
                .without("environment")
                .with("ref", quoted("refs/pull/15/merge"))
                .with("repository_id", "74"));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.CLAIM_MISMATCH);
    assertThat(rejection.stage()).isEqualTo(Stage.REQUIREMENTS);
    assertThat(rejection.isVerified()).isTrue();
    assertThat(rejection.mismatches())
        .containsExactly(
            new Mismatch("repository_id", "is \"74\"", "74"),
            new Mismatch("environment", "is \"production\"", "absent"),
            new Mismatch("ref", "is \"refs/heads/main\"", "\"refs/pull/15/merge\""));
  }

  @Test
  void an_explanation_is_an_aligned_table() {
    Rejection rejection =
        rejection(claims().without("environment").with("ref", quoted("refs/pull/15/merge")));
    assertThat(rejection.explain())
        .isEqualTo(
            """
            CLAIM_MISMATCH: The job is not the one that the policy trusts. Policy "production", \
            stage: requirements.
              claim        required              found
              environment  is "production"       absent
              ref          is "refs/heads/main"  "refs/pull/15/merge"
              environment: The job declares no environment, so its token names none.\
            """);
  }

  @Test
  void an_unverified_explanation_says_so() {
    assertThat(rejection(claims().with("aud", quoted("theirs"))).explain())
        .isEqualTo(
            """
            AUDIENCE_MISMATCH: The token is meant for another audience. Policy "production", \
            stage: pre-screen. The signature was not checked: what the token says here is unverified.
              claim  required                         found
              aud    is "https://deploy.example.com"  "theirs"
              Proposed change of the workflow: if the job is meant to come here, have it ask for its \
            token with the audience "https://deploy.example.com", and with no other.\
            """);
  }

  @Test
  void the_public_message_tells_nothing() {
    Rejection rejection = rejection(claims().with("ref", quoted("refs/heads/dev")));
    assertThat(rejection.publicMessage())
        .isEqualTo("The token was not accepted. Reference: " + rejection.correlationId() + ".");
    Rejection malformed = rejection("x");
    assertThat(malformed.publicMessage().replace(malformed.correlationId(), ""))
        .isEqualTo(rejection.publicMessage().replace(rejection.correlationId(), ""));
  }

  @Test
  void one_alternative_is_enough() {
    TrustPolicy policy =
        requiring(Requirement.anyOf(REF.is("refs/heads/next"), REF.is("refs/heads/main")));
    assertThat(evaluate(policy, TokenForge.sign(claims())).isTrusted()).isTrue();
  }

  @Test
  void alternatives_that_all_fail_are_all_told() {
    TrustPolicy policy =
        TrustPolicy.named("production")
            .issuer(TestPolicies.policy().issuer())
            .audience(TokenForge.AUDIENCE)
            .require(
                Requirement.anyOf(
                    REF.is("refs/heads/next"),
                    Requirement.allOf(ENVIRONMENT.is("staging"), REF.matches("refs/heads/*"))))
            .clock(TokenForge.CLOCK)
            .build();
    assertThat(rejection(evaluate(policy, TokenForge.sign(claims()))).mismatches())
        .containsExactly(
            new Mismatch("ref", "(1 of 2) is \"refs/heads/next\"", "\"refs/heads/main\""),
            new Mismatch("environment", "(2 of 2) is \"staging\"", "\"production\""));
  }

  @Test
  void absence_denies_a_negation() {
    TrustPolicy policy = requiring(Claim.string("event_name").isNot("pull_request"));
    TestClaims claims = claims().with("event_name", quoted("push"));
    assertThat(evaluate(policy, TokenForge.sign(claims)).isTrusted()).isTrue();
    assertThat(rejection(evaluate(policy, TokenForge.sign(claims()))).mismatches())
        .containsExactly(new Mismatch("event_name", "is not \"pull_request\"", "absent"));
    assertThat(evaluate(policy, TokenForge.sign(claims().with("event_name", "null"))).isTrusted())
        .isFalse();
  }

  @Test
  void an_absent_claim_can_be_required_and_null_is_not_absent() {
    TrustPolicy policy = requiring(Claim.string("head_ref").isAbsent());
    assertThat(evaluate(policy, TokenForge.sign(claims())).isTrusted()).isTrue();
    for (String json : new String[] {"null", "\"\"", "\"x\""}) {
      assertThat(evaluate(policy, TokenForge.sign(claims().with("head_ref", json))).isTrusted())
          .isFalse();
    }
  }

  @Test
  void a_nested_claim_is_found_by_its_path_and_not_by_a_dotted_name() {
    TrustPolicy policy = requiring(Claim.string("kubernetes.io", "namespace").is("prod"));
    assertThat(
            evaluate(
                    policy,
                    TokenForge.sign(claims().with("kubernetes.io", "{\"namespace\":\"prod\"}")))
                .isTrusted())
        .isTrue();
    assertThat(
            evaluate(
                    policy,
                    TokenForge.sign(claims().with("kubernetes.io.namespace", quoted("prod"))))
                .isTrusted())
        .isFalse();
  }

  @Test
  void a_value_in_an_explanation_is_escaped_and_cut() {
    String explanation =
        rejection(claims().with("ref", quoted("refs/heads/\\u00e9\\\"" + "x".repeat(100))))
            .explain();
    assertThat(explanation).contains("\\\"xxx").contains("…").doesNotContain("x".repeat(64));
  }

  @Test
  void a_policy_tells_itself_in_words() {
    assertThat(TestPolicies.policy())
        .hasToString(
            "TrustPolicy \"production\": issuer is \"https://ci.example.com\" and audience is"
                + " \"https://deploy.example.com\" and repository_id is \"74\" and environment is"
                + " \"production\" and ref is \"refs/heads/main\"");
  }

  @Test
  void the_exception_carries_the_explanation_and_the_rejection() throws Exception {
    String token = TokenForge.sign(claims().with("ref", quoted("refs/heads/dev")));
    TokenRejectedException thrown =
        assertThrows(TokenRejectedException.class, () -> TestPolicies.policy().verify(token));
    assertThat(thrown.reason()).isEqualTo(RejectionReason.CLAIM_MISMATCH);
    assertThat(thrown.rejection().policy()).contains("production");
    assertThat(thrown).hasMessage(thrown.rejection().explain()).hasNoCause();
  }
}
