package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.Codefresh;
import dev.credence.ci.CodefreshJob;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CodefreshIssuer;
import dev.credence.testkit.CodefreshToken;
import dev.credence.testkit.TestClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodefreshTest {
  private static final String ACCOUNT = "5f30ebd30312313ae7008";
  private static final String PIPELINE = "64f0c40800aafd1455566";
  private static final String REPOSITORY = "https://github.com/codefresh-user/oidc-test";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_693_730_808));

  private final CodefreshIssuer codefresh = CiIssuer.codefresh().clock(CLOCK);
  private final TrustPolicy main =
      policy(Codefresh.account(ACCOUNT).pipeline(PIPELINE).repository(REPOSITORY).ref("main"));

  @Test
  void sample_is_the_documented_one() {
    assertThat(TokenText.claims(codefresh.push().sign()))
        .isEqualTo(
            "{\"sub\":\"account:5f30ebd30312313ae7008:pipeline:64f0c40800aafd1455566:"
                + "scm_repo_url:https://github.com/codefresh-user/oidc-test:"
                + "scm_user_name:codefresh-user:scm_ref:codefresh-patch-3\","
                + "\"account_id\":\"5f30ebd30312313ae7008\",\"account_name\":\"codefresh-user\","
                + "\"pipeline_id\":\"64f0c40800aafd1455566\",\"pipeline_name\":\"oidc/git-run\","
                + "\"workflow_id\":\"64f447c02199f903000gh20\","
                + "\"scm_repo_url\":\"https://github.com/codefresh-user/oidc-test\","
                + "\"scm_user_name\":\"codefresh-user\",\"scm_ref\":\"codefresh-patch-3\","
                + "\"aud\":\"https://g.codefresh.io\",\"exp\":1693731108,\"iat\":1693730808,"
                + "\"iss\":\"https://oidc.codefresh.io\"}");
  }

  @Test
  void push_to_main_is_trusted_and_other_refs_are_refused() throws Exception {
    assertThat(main.evaluate(codefresh.pushToMain().sign())).isTrusted();
    assertThat(main.evaluate(codefresh.manual().sign())).isTrusted();
    for (CodefreshToken build : new CodefreshToken[] {codefresh.push(), codefresh.tag("v1.0.0")}) {
      assertThat(main.evaluate(build.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("scm_ref");
    }
  }

  @Test
  void pull_request_from_a_branch_called_main_is_refused_by_its_target_only() throws Exception {
    String token = codefresh.pullRequestFromFork().sign();
    assertThat(main.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("scm_pull_request_target_branch")
        .explains("is absent");
    TrustPolicy withoutAbsence =
        policy(
            Requirement.allOf(
                Codefresh.ACCOUNT_ID.is(ACCOUNT),
                Codefresh.PIPELINE_ID.is(PIPELINE),
                Codefresh.SCM_REPO_URL.is(REPOSITORY),
                Codefresh.SCM_REF.is("main")));
    assertThat(withoutAbsence.evaluate(token)).isTrusted();
    assertThat(main.evaluate(codefresh.pullRequest().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("scm_ref", "scm_pull_request_target_branch");
  }

  @Test
  void wildcard_at_the_end_of_sub_would_admit_pull_requests() throws Exception {
    CodefreshToken pullRequest = codefresh.pullRequestFromFork();
    assertThat(TokenText.claims(pullRequest.sign()))
        .contains(
            "scm_user_name:mallory:scm_ref:main:scm_pull_request_target_branch:main\",\"account_id");
  }

  @Test
  void other_pipelines_and_customers_are_refused_by_their_ids() throws Exception {
    assertThat(main.evaluate(codefresh.otherPipeline().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("pipeline_id");
    assertThat(main.evaluate(codefresh.otherAccount().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("account_id", "pipeline_id");
  }

  @Test
  void build_of_a_timer_is_refused_for_want_of_a_repository() throws Exception {
    assertThat(TokenText.claims(codefresh.cron().sign()))
        .startsWith("{\"sub\":\"account:5f30ebd30312313ae7008:pipeline:64f0c40800aafd1455566\",");
    assertThat(main.evaluate(codefresh.cron().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("scm_repo_url", "scm_ref")
        .explains("absent");
  }

  @Test
  void view_tells_pipeline_and_trigger() throws Exception {
    CodefreshJob job = Codefresh.job(main.verify(codefresh.manual().sign()));
    assertThat(job.accountId()).isEqualTo(ACCOUNT);
    assertThat(job.pipelineId()).isEqualTo(PIPELINE);
    assertThat(job.workflowId()).isEqualTo("64f447c02199f903000gh20");
    assertThat(job.repositoryUrl()).contains(REPOSITORY);
    assertThat(job.ref()).contains("main");
    assertThat(job.pullRequestTargetBranch()).isEmpty();
    assertThat(job.initiator()).contains("codefresh-user");
    assertThat(job)
        .hasToString(
            "CodefreshJob[pipelineId=64f0c40800aafd1455566, workflowId=64f447c02199f903000gh20]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a/b", "a b", "*"})
  void ids_with_other_characters_are_refused(String id) {
    assertThatThrownBy(() -> Codefresh.account(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A Codefresh account's id");
    assertThatThrownBy(() -> Codefresh.account(ACCOUNT).pipeline(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A Codefresh pipeline's id");
  }

  @Test
  void repository_and_ref_are_spelled_as_codefresh_does() {
    assertThatThrownBy(() ->
            Codefresh.account(ACCOUNT).pipeline(PIPELINE).repository("codefresh-user/oidc-test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is its https URL");
    assertThatThrownBy(() ->
            Codefresh.account(ACCOUNT)
                .pipeline(PIPELINE)
                .repository(REPOSITORY)
                .ref("refs/heads/main"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without refs/heads/");
  }

  private TrustPolicy policy(Requirement requirement) {
    return TrustPolicy.named("deploy")
        .issuer(Codefresh.issuer())
        .audience(Codefresh.AUDIENCE)
        .require(requirement)
        .clock(CLOCK)
        .build()
        .withKeys(codefresh.keys());
  }
}
