package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a set's policies, the one that the token came nearest to is told first. */
class NearnessTest {
  private static final StringClaim REPOSITORY = Claim.string("repository_id");
  private static final StringClaim ORGANIZATION = Claim.string("organization_id");
  private static final StringClaim WORKFLOW = Claim.string("workflow_ref");
  private static final StringClaim REF = Claim.string("ref");
  private static final StringClaim ENVIRONMENT = Claim.string("environment");
  private static final Issuer ISSUER = Issuer.of(TokenForge.ISSUER).withKeys(TokenForge.keys());

  private static TrustPolicy policy(String name, Requirement first, Requirement... more) {
    return TrustPolicy.named(name)
        .issuer(ISSUER)
        .audience(TokenForge.AUDIENCE)
        .require(first, more)
        .clock(TokenForge.CLOCK)
        .build();
  }

  private static Decision.Rejected rejected(List<TrustPolicy> policies, TestClaims claims) {
    try {
      String token = TokenForge.sign(claims.with("workflow_ref", quoted("release.yml")));
      return (Decision.Rejected) TrustPolicySet.of(policies).evaluate(token);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> names(Decision.Rejected rejected) {
    return rejected.rejections().stream().map(each -> each.policy().orElseThrow()).toList();
  }

  @Test
  void environment_is_nearer_than_workflow_and_workflow_than_identity_whatever_their_number() {
    List<TrustPolicy> policies =
        List.of(
            policy("other repository", REPOSITORY.matches("75*")),
            policy("workflow and ref", WORKFLOW.is("w"), REF.is("x"), REPOSITORY.is("74")),
            policy("workflow", WORKFLOW.is("w"), ENVIRONMENT.is("e"), REPOSITORY.is("74")),
            policy("environment", ENVIRONMENT.is("staging"), REPOSITORY.is("74")));

    Decision.Rejected rejected = rejected(policies, claims());
    assertThat(names(rejected))
        .containsExactly("environment", "workflow", "workflow and ref", "other repository");
    assertThat(rejected.explain())
        .isEqualTo(
            """
            CLAIM_MISMATCH: The job is not the one that the policy trusts. Policy "environment", \
            stage: requirements.
              claim        required      found
              environment  is "staging"  "production"
            Also refused by Policy "workflow": CLAIM_MISMATCH by workflow_ref, environment.
            Also refused by Policy "workflow and ref": CLAIM_MISMATCH by workflow_ref, ref.
            Also refused by Policy "other repository": CLAIM_MISMATCH by repository_id.\
            """);
  }

  @Test
  void own_repository_is_found_among_thousands_though_another_value_is_rarer() {
    List<TrustPolicy> policies = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      policies.add(
          policy(
              "of repository " + i,
              REPOSITORY.is(Integer.toString(i)),
              ORGANIZATION.is("org"),
              REF.is("refs/heads/" + i)));
      policies.add(
          policy(
              "twin of repository " + i,
              REPOSITORY.is(Integer.toString(i)),
              ORGANIZATION.is("org"),
              REF.is("refs/tags/" + i)));
    }
    Decision.Rejected rejected =
        rejected(policies, claims().with("organization_id", quoted("org")));
    assertThat(names(rejected))
        .startsWith("of repository 74", "twin of repository 74")
        .hasSizeLessThanOrEqualTo(NearestPolicies.SOUGHT);
    assertThat(rejected.explain()).endsWith("\nAnd 15 others.");
  }

  @Test
  void set_says_of_each_policy_what_the_policy_says_itself() throws Exception {
    List<TrustPolicy> policies = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      TrustPolicy.NeedsAudience named = TrustPolicy.named("p" + i).issuer(ISSUER);
      TrustPolicy.Builder policy =
          named
              .audience(i % 4 == 1 ? "https://other.example.com" : TokenForge.AUDIENCE)
              .require(REPOSITORY.is("74"), REF.is("refs/tags/" + i), WORKFLOW.matches("W*"))
              .clock(TokenForge.CLOCK);
      if (i % 4 == 2) {
        policy.maxLifetime(Duration.ofSeconds(1));
      }
      if (i % 4 == 3) {
        policy.require(Claim.string("run").isAbsent());
      }
      policies.add(policy.build());
    }
    TestClaims claims = claims().with("Run", 7).with("workflow_ref", quoted("release.yml"));
    Decision.Rejected rejected = rejected(policies, claims);

    assertThat(names(rejected)).hasSize(12);
    assertThat(rejected.rejections())
        .extracting(Rejection::reason)
        .contains(
            RejectionReason.CLAIM_MISMATCH,
            RejectionReason.CLAIM_AMBIGUOUS,
            RejectionReason.AUDIENCE_MISMATCH,
            RejectionReason.LIFETIME_EXCEEDED);
    String token = TokenForge.sign(claims);
    for (Rejection rejection : rejected.rejections()) {
      TrustPolicy policy =
          policies.stream()
              .filter(each -> each.name().equals(rejection.policy().orElseThrow()))
              .findFirst()
              .orElseThrow();
      Rejection own = ((Decision.Rejected) policy.evaluate(token)).rejection();
      assertThat(rejection.reason()).as(policy.name()).isEqualTo(own.reason());
      assertThat(rejection.mismatches()).as(policy.name()).isEqualTo(own.mismatches());
      assertThat(rejection.changes()).as(policy.name()).isEqualTo(own.changes());
    }
  }

  @Test
  void job_without_an_environment_finds_the_policy_that_is_filed_under_one() {
    List<TrustPolicy> policies =
        List.of(
            policy("tags", REPOSITORY.is("74"), REF.matches("refs/tags/*")),
            policy("production", REPOSITORY.is("74"), ENVIRONMENT.is("production")));
    assertThat(names(rejected(policies, claims().without("environment"))))
        .containsExactly("production", "tags");
  }

  @Test
  void own_repository_is_nearer_than_a_candidate_by_another_value() {
    List<TrustPolicy> policies =
        List.of(
            policy("stranger's", REPOSITORY.is("1"), REF.is("refs/heads/main")),
            policy("stranger's other", REPOSITORY.is("1"), REF.is("refs/heads/x")),
            policy("own", REPOSITORY.is("74"), REF.is("refs/heads/y")),
            policy("own other", REPOSITORY.is("74"), REF.is("refs/heads/z")));
    assertThat(names(rejected(policies, claims()))).startsWith("own", "own other");
  }

  @ParameterizedTest
  @CsvSource({
    "sub,IDENTITY",
    "repository_id,IDENTITY",
    "repositoryUuid,IDENTITY",
    "oidc.circleci.com/org-id,IDENTITY",
    "oidc.circleci.com/project-id,IDENTITY",
    "project_path,IDENTITY",
    "namespace_id,IDENTITY",
    "terraform_workspace_id,IDENTITY",
    "workspaceUuid,IDENTITY",
    "rpo_id,IDENTITY",
    "ref,WORKFLOW",
    "workflow_ref,WORKFLOW",
    "job_workflow_ref,WORKFLOW",
    "event_name,WORKFLOW",
    "runner_environment,WORKFLOW",
    "pipeline_source,WORKFLOW",
    "oidc.circleci.com/vcs-ref,WORKFLOW",
    "environment,ENVIRONMENT",
    "environment_protected,ENVIRONMENT",
    "deployment_tier,ENVIRONMENT",
    "deploymentEnvironmentUuid,ENVIRONMENT"
  })
  void claim_tells_whose_job_it_is_what_it_runs_or_where(String claim, ClaimTier tier) {
    assertThat(ClaimTier.of(claim)).isEqualTo(tier);
  }
}
