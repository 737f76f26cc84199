package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.BitbucketJob;
import dev.credence.ci.BitbucketPipelines;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.BitbucketPipelinesIssuer;
import dev.credence.testkit.BitbucketPipelinesToken;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.TestClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitbucketPipelinesTest {
  private static final String WORKSPACE = BitbucketPipelinesIssuer.WORKSPACE_UUID;
  private static final String OURS = "https://deploy.example.com";
  private static final String SHARED =
      "ari:cloud:bitbucket::workspace/9f8a1c2e-1111-4222-8333-444455556666";
  private static final BitbucketPipelines.NeedsEnvironment REPOSITORY =
      BitbucketPipelines.workspace(WORKSPACE).repository(BitbucketPipelinesIssuer.REPOSITORY_UUID);
  private static final Requirement DEPLOYMENT =
      REPOSITORY.deploymentEnvironment(BitbucketPipelinesIssuer.ENVIRONMENT_UUID);
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));

  private static final BitbucketPipelinesIssuer BITBUCKET =
      CiIssuer.bitbucketPipelines().clock(CLOCK);
  private static final TrustPolicy DEPLOY = policy(DEPLOYMENT);

  @Test
  void sample_is_the_known_one() {
    String token = BITBUCKET.deployment().sign();
    assertThat(TokenText.header(token))
        .startsWith("{\"kid\":\"")
        .endsWith("\"alg\":\"RS256\"}")
        .doesNotContain("typ");
    assertThat(TokenText.claims(token))
        .isEqualTo(
            "{\"iss\":\"https://api.bitbucket.org/2.0/workspaces/acme"
                + "/pipelines-config/identity/oidc\","
                + "\"aud\":\"ari:cloud:bitbucket::workspace/9f8a1c2e-1111-4222-8333-444455556666\","
                + "\"sub\":\"{c5a1aaaa-0000-4000-8000-000000000001}"
                + ":{e0e0aaaa-0000-4000-8000-000000000002}"
                + ":{57e9aaaa-0000-4000-8000-000000000003}\","
                + "\"workspaceUuid\":\"{9f8a1c2e-1111-4222-8333-444455556666}\","
                + "\"repositoryUuid\":\"{c5a1aaaa-0000-4000-8000-000000000001}\","
                + "\"deploymentEnvironmentUuid\":\"{e0e0aaaa-0000-4000-8000-000000000002}\","
                + "\"pipelineUuid\":\"{91beaaaa-0000-4000-8000-000000000004}\","
                + "\"stepUuid\":\"{57e9aaaa-0000-4000-8000-000000000003}\","
                + "\"branchName\":\"main\",\"iat\":1795219200,\"exp\":1795222800}");
  }

  @Test
  void sample_is_trusted_for_the_shared_audience() throws Exception {
    TrustPolicy shared =
        TrustPolicy.named("shared")
            .issuer(BitbucketPipelines.issuer("acme"))
            .audience(BitbucketPipelines.workspaceAudience(WORKSPACE))
            .require(DEPLOYMENT)
            .clock(CLOCK)
            .build()
            .withKeys(BITBUCKET.keys());
    assertThat(shared.evaluate(BITBUCKET.deployment().sign())).isTrusted();
    assertThat(shared.evaluate(BITBUCKET.deployment().audience(OURS).sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE)
        .namesOnly("aud");
  }

  @Test
  void added_audience_stands_behind_the_workspaces_own() throws Exception {
    String token = BITBUCKET.deployment().audience(OURS).sign();
    assertThat(TokenText.claims(token)).contains("\"aud\":[\"" + SHARED + "\",\"" + OURS + "\"]");
    assertThat(DEPLOY.evaluate(token))
        .isTrustedAnd(job -> assertThat(job.audience()).containsExactly(SHARED, OURS));
  }

  @Test
  void added_audience_is_refused_unless_the_workspaces_own_is_tolerated() throws Exception {
    TrustPolicy strict =
        TrustPolicy.named("strict")
            .issuer(BitbucketPipelines.issuer("acme"))
            .audience(OURS)
            .require(DEPLOYMENT)
            .clock(CLOCK)
            .build()
            .withKeys(BITBUCKET.keys());
    assertThat(strict.evaluate(BITBUCKET.deployment().audience(OURS).sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE)
        .explains("ari:cloud:bitbucket");
  }

  @Test
  void step_that_goes_to_another_service_too_is_refused() throws Exception {
    String token = BITBUCKET.deployment().audience(OURS, "https://wiki.example.com").sign();
    assertThat(DEPLOY.evaluate(token))
        .isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE)
        .namesOnly("aud");
    assertThat(DEPLOY.evaluate(BITBUCKET.deployment().sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH)
        .namesOnly("aud");
  }

  @Test
  void step_without_the_environment_is_refused_whatever_its_branch() throws Exception {
    BitbucketPipelinesToken[] steps = {
      BITBUCKET.pushToMain(),
      BITBUCKET.pushToBranch("feature/x"),
      BITBUCKET.pullRequest(),
      BITBUCKET.pullRequestFromMain()
    };
    for (BitbucketPipelinesToken step : steps) {
      String other = step.audience(OURS).sign();
      assertThat(DEPLOY.evaluate(other))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("deploymentEnvironmentUuid")
          .explains("absent");
      assertThat(policy(REPOSITORY.anyStep()).evaluate(other)).isTrusted();
    }
    assertThat(DEPLOY.evaluate(BITBUCKET.otherEnvironment().audience(OURS).sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("deploymentEnvironmentUuid");
    assertThat(DEPLOY.evaluate(BITBUCKET.deployment().audience(OURS).sign())).isTrusted();
  }

  @Test
  void branch_alone_lets_in_a_pull_request_from_a_branch_of_that_name() throws Exception {
    TrustPolicy byBranch = policy(REPOSITORY.anyStep(), BitbucketPipelines.BRANCH_NAME.is("main"));
    assertThat(byBranch.evaluate(BITBUCKET.pullRequestFromMain().audience(OURS).sign()))
        .isTrusted();
  }

  @Test
  void wildcard_on_sub_lets_in_every_branch() throws Exception {
    TrustPolicy wildcard =
        policy(BitbucketPipelines.SUBJECT.matches(BitbucketPipelinesIssuer.REPOSITORY_UUID + ":*"));
    assertThat(wildcard.evaluate(BITBUCKET.pullRequest().audience(OURS).sign())).isTrusted();
    assertThat(wildcard.evaluate(BITBUCKET.deployment().audience(OURS).sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub");
  }

  @Test
  void other_repository_of_the_workspace_is_refused() throws Exception {
    assertThat(DEPLOY.evaluate(BITBUCKET.otherRepository().audience(OURS).sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("repositoryUuid");
  }

  @Test
  void workspace_registered_again_is_refused_by_audience_and_ids() throws Exception {
    assertThat(DEPLOY.evaluate(BITBUCKET.recycledWorkspace().audience(OURS).sign()))
        .isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE)
        .namesOnly("aud");
    String ofOurs = BITBUCKET.recycledWorkspace().inconsistent().claim("aud", OURS).sign();
    assertThat(DEPLOY.evaluate(ofOurs))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("workspaceUuid", "repositoryUuid");
  }

  @Test
  void uuid_without_its_braces_is_another_value() throws Exception {
    String token =
        BITBUCKET
            .deployment()
            .audience(OURS)
            .inconsistent()
            .claim("workspaceUuid", "9f8a1c2e-1111-4222-8333-444455556666")
            .sign();
    assertThat(DEPLOY.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("workspaceUuid");
  }

  @Test
  void issuer_is_spelled_as_bitbucket_does() {
    assertThat(BitbucketPipelines.issuer("acme_2-b").identifier())
        .isEqualTo(
            "https://api.bitbucket.org/2.0/workspaces/acme_2-b/pipelines-config/identity/oidc");
  }

  @Test
  void other_workspace_is_refused_by_its_issuer() throws Exception {
    BitbucketPipelinesIssuer other =
        CiIssuer.bitbucketPipelines(BitbucketPipelines.issuer("mallory")).clock(CLOCK);
    String token = other.deployment().audience(OURS).sign();
    assertThat(DEPLOY.withKeys(other.keys()).evaluate(token))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss");
  }

  @Test
  void keys_are_found_by_discovery_at_keys_json() throws Exception {
    try (BitbucketPipelinesIssuer minting = CiIssuer.bitbucketPipelines().clock(CLOCK);
        JwksKeySource discovered = minting.discoveredKeys()) {
      String token = minting.deployment().audience(OURS).sign();
      assertThat(DEPLOY.withKeys(discovered).evaluate(token)).isTrusted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "../acme", "acme/", "a b", "é", "*", "%7Bacme%7D"})
  void workspace_with_other_characters_is_refused(String bad) {
    assertThatThrownBy(() -> BitbucketPipelines.issuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The name of a Bitbucket workspace has letters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme",
        "9f8a1c2e-1111-4222-8333-444455556666",
        "{9F8A1C2E-1111-4222-8333-444455556666}",
        "{9f8a1c2e-1111-4222-8333-444455556666",
        "{9f8a1c2e-1111-4222-8333-44445555666}",
        "[9f8a1c2e-1111-4222-8333-444455556666]",
        "{9f8a1c2e-1111-4222-8333-444455556666}}",
        "{*}"
      })
  void uuid_that_the_claims_never_have_is_refused(String bad) {
    assertThatThrownBy(() -> BitbucketPipelines.workspace(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workspace is a UUID in lower case within braces");
    assertThatThrownBy(() -> BitbucketPipelines.workspaceAudience(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workspace is a UUID in lower case within braces");
    assertThatThrownBy(() -> BitbucketPipelines.workspace(WORKSPACE).repository(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("repository is a UUID in lower case within braces");
    assertThatThrownBy(() -> REPOSITORY.deploymentEnvironment(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment is a UUID in lower case within braces");
  }

  @Test
  void view_reads_the_step() throws Exception {
    BitbucketJob job =
        BitbucketPipelines.job(DEPLOY.verify(BITBUCKET.deployment().audience(OURS).sign()));
    assertThat(job.workspaceUuid()).isEqualTo(WORKSPACE);
    assertThat(job.repositoryUuid()).isEqualTo(BitbucketPipelinesIssuer.REPOSITORY_UUID);
    assertThat(job.deploymentEnvironmentUuid()).contains(BitbucketPipelinesIssuer.ENVIRONMENT_UUID);
    assertThat(job.pipelineUuid()).contains("{91beaaaa-0000-4000-8000-000000000004}");
    assertThat(job.stepUuid()).contains("{57e9aaaa-0000-4000-8000-000000000003}");
    assertThat(job.branchName()).contains("main");
    assertThat(job)
        .hasToString(
            "BitbucketJob[repositoryUuid={c5a1aaaa-0000-4000-8000-000000000001},"
                + " stepUuid={57e9aaaa-0000-4000-8000-000000000003}]");
  }

  @Test
  void view_of_another_providers_token_is_refused() throws Exception {
    String token =
        BITBUCKET.pushToMain().audience(OURS).inconsistent().without("repositoryUuid").sign();
    TrustPolicy policy = policy(BitbucketPipelines.BRANCH_NAME.is("main"));
    assertThatThrownBy(() -> BitbucketPipelines.job(policy.verify(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of Bitbucket Pipelines has the claim repositoryUuid");
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return TrustPolicy.named("deploy")
        .issuer(BitbucketPipelines.issuer("acme"))
        .audience(OURS)
        .require(first, more)
        .tolerateAudiences(BitbucketPipelines.workspaceAudience(WORKSPACE))
        .clock(CLOCK)
        .build()
        .withKeys(BITBUCKET.keys());
  }
}
