package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.Buildkite;
import dev.credence.ci.BuildkiteJob;
import dev.credence.claim.Requirement;
import dev.credence.testkit.BuildkiteIssuer;
import dev.credence.testkit.BuildkiteToken;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.TestClock;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildkiteTest {
  private static final String AUDIENCE = "https://buildkite.com/acme-inc";
  private static final Buildkite.NeedsBuild PIPELINE =
      Buildkite.organization(BuildkiteIssuer.ORGANIZATION_ID).pipeline(BuildkiteIssuer.PIPELINE_ID);
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_669_014_898));

  private static final BuildkiteIssuer BUILDKITE = CiIssuer.buildkite().clock(CLOCK);
  private static final TrustPolicy DEPLOY = policy(PIPELINE.branch("main"));

  @Test
  void sample_is_the_documented_one() {
    String token = BUILDKITE.documentedSample().sign();
    assertThat(TokenText.claims(token))
        .isEqualTo(
            "{\"iss\":\"https://agent.buildkite.com\","
                + "\"sub\":\"organization:acme-inc:pipeline:super-duper-app:ref:refs/heads/main"
                + ":commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build\","
                + "\"aud\":\"https://buildkite.com/acme-inc\","
                + "\"iat\":1669014898,\"nbf\":1669014898,\"exp\":1669015198,"
                + "\"organization_slug\":\"acme-inc\",\"pipeline_slug\":\"super-duper-app\","
                + "\"build_number\":1,\"build_branch\":\"main\",\"build_tag\":\"v1.0.0\","
                + "\"build_commit\":\"9f3182061f1e2cca4702c368cbc039b7dc9d4485\","
                + "\"step_key\":\"build\",\"job_id\":\"0184990a-477b-4fa8-9968-496074483cee\","
                + "\"agent_id\":\"0184990a-4782-42b5-afc1-16715b10b8ff\","
                + "\"build_source\":\"ui\",\"runner_environment\":\"buildkite-hosted\"}");
  }

  @Test
  void documented_sample_is_trusted_once_the_job_asks_for_its_ids() throws Exception {
    assertThat(DEPLOY.evaluate(withIds(BUILDKITE.documentedSample()))).isTrusted();
    assertThat(DEPLOY.evaluate(BUILDKITE.documentedSample().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("organization_id", "pipeline_id")
        .explains("absent");
  }

  @Test
  void stranger_who_does_not_ask_for_ids_is_refused() throws Exception {
    assertThat(DEPLOY.evaluate(BUILDKITE.otherOrganization().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("organization_id", "pipeline_id");
  }

  @Test
  void stranger_under_the_shared_issuer_is_refused_by_ids() throws Exception {
    assertThat(DEPLOY.evaluate(withIds(BUILDKITE.otherOrganization())))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("organization_id", "pipeline_id");
    assertThat(DEPLOY.evaluate(withIds(BUILDKITE.otherPipeline())))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("pipeline_id");
  }

  @Test
  void slugs_registered_again_are_trusted_by_slug_and_refused_by_ids() throws Exception {
    String token = withIds(BUILDKITE.recycledSlugs());
    TrustPolicy bySlug =
        policy(
            Buildkite.ORGANIZATION_SLUG.is("acme-inc"),
            Buildkite.PIPELINE_SLUG.is("super-duper-app"));
    assertThat(bySlug.evaluate(token)).isTrusted();
    assertThat(DEPLOY.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("organization_id", "pipeline_id");
  }

  @Test
  void other_branches_are_refused_by_their_branch() throws Exception {
    BuildkiteToken[] others = {
      BUILDKITE.pushToBranch("feature/x"),
      BUILDKITE.tag("v1.0"),
      BUILDKITE.pullRequest(),
      BUILDKITE.pullRequestFromFork()
    };
    for (BuildkiteToken other : others) {
      assertThat(DEPLOY.evaluate(withIds(other)))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("build_branch");
      assertThat(policy(PIPELINE.anyBuild()).evaluate(withIds(other))).isTrusted();
    }
  }

  @Test
  void prefixed_branch_of_a_fork_does_not_end_its_part_of_sub() {
    assertThat(TokenText.claims(BUILDKITE.pullRequestFromFork().sign()))
        .contains(":ref:refs/heads/mallory:main:commit:");
  }

  @Test
  void unprefixed_main_of_a_fork_can_not_be_told_from_a_push() throws Exception {
    TrustPolicy strict = policy(PIPELINE.branch("main"), Buildkite.BUILD_SOURCE.is("webhook"));
    assertThat(strict.evaluate(withIds(BUILDKITE.pullRequestFromForkWithoutPrefix()))).isTrusted();
  }

  @Test
  void build_started_through_the_api_is_told_by_its_source() throws Exception {
    String token = withIds(BUILDKITE.startedThroughApi());
    assertThat(DEPLOY.evaluate(token)).isTrusted();
    assertThat(
            policy(PIPELINE.branch("main"), Buildkite.BUILD_SOURCE.is("webhook")).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("build_source");
  }

  @Test
  void sub_of_the_jobs_choice_changes_no_decision() throws Exception {
    BuildkiteToken token =
        BUILDKITE.pushToMain().requestClaims("organization_id").subjectClaim("pipeline_id");
    assertThat(DEPLOY.evaluate(token.sign()))
        .isTrustedAnd(job -> assertThat(job.subject()).isEqualTo(BuildkiteIssuer.PIPELINE_ID));
    BuildkiteToken others =
        BUILDKITE.otherPipeline().requestClaims("organization_id").subjectClaim("pipeline_id");
    assertThat(DEPLOY.evaluate(others.sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("pipeline_id");
  }

  @Test
  void step_without_a_key_is_null_and_refused_where_one_is_required() throws Exception {
    BuildkiteToken keyless = BUILDKITE.pushToMain().stepKey(null);
    assertThat(TokenText.claims(keyless.sign())).contains("\"step_key\":null").contains(":step:\"");
    assertThat(DEPLOY.evaluate(withIds(keyless)))
        .isTrustedAnd(token -> assertThat(Buildkite.job(token).stepKey()).isEmpty());
    assertThat(
            policy(PIPELINE.branch("main"), Buildkite.STEP_KEY.is("build"))
                .evaluate(withIds(keyless)))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("step_key")
        .explains("null");
    assertThat(policy(Buildkite.STEP_KEY.isAbsent()).evaluate(keyless.sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("step_key");
  }

  @Test
  void cluster_queue_and_runner_are_told_apart() throws Exception {
    Requirement hosted = Buildkite.RUNNER_ENVIRONMENT.is("buildkite-hosted");
    Requirement cluster = Buildkite.CLUSTER_ID.is("0184990a-4773-4b6a-9e32-8d4cae2f1b43");
    Requirement queue = Buildkite.QUEUE_ID.is("0184990a-4774-4c7b-af43-9e5dbf302c54");
    TrustPolicy policy = policy(PIPELINE.branch("main"), hosted, cluster, queue);
    BuildkiteToken job = BUILDKITE.pushToMain().requestClaims("cluster_id", "queue_id");
    assertThat(policy.evaluate(withIds(job))).isTrusted();
    assertThat(policy.evaluate(withIds(job.selfHosted())))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("runner_environment");
  }

  @Test
  void session_tags_and_agent_tags_are_read() throws Exception {
    TrustPolicy policy =
        policy(
            Buildkite.awsSessionTag("build_number").contains("1"),
            Buildkite.agentTag("queue").is("deploy"));
    BuildkiteToken job =
        BUILDKITE
            .pushToMain()
            .awsSessionTag("build_number", "1")
            .claim("agent_tag:queue", "deploy");
    assertThat(policy.evaluate(job.sign())).isTrusted();
    assertThat(policy.evaluate(BUILDKITE.pushToMain().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .explains("agent_tag:queue");
    assertThatThrownBy(() -> Buildkite.agentTag(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The name of an agent's tag is not empty; this is \"\"");
  }

  @Test
  void lifetime_of_two_hours_is_accepted_unless_the_policy_shortens_it() throws Exception {
    BuildkiteToken longest = BUILDKITE.pushToMain().lifetime(Duration.ofHours(2));
    assertThat(DEPLOY.evaluate(withIds(longest))).isTrusted();
    TrustPolicy brief =
        TrustPolicy.named("brief")
            .issuer(Buildkite.issuer())
            .audience(AUDIENCE)
            .require(PIPELINE.branch("main"))
            .maxLifetime(Duration.ofMinutes(5))
            .clock(CLOCK)
            .build()
            .withKeys(BUILDKITE.keys());
    assertThat(brief.evaluate(withIds(BUILDKITE.pushToMain()))).isTrusted();
    assertThat(brief.evaluate(withIds(longest)))
        .isRejectedBecause(RejectionReason.LIFETIME_EXCEEDED);
    assertThatThrownBy(() -> BUILDKITE.pushToMain().lifetime(Duration.ofHours(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void claim_that_buildkite_does_not_have_is_not_given() {
    assertThatThrownBy(() -> BUILDKITE.pushToMain().requestClaims("repository"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no claim \"repository\" to ask for");
    assertThatThrownBy(() -> BUILDKITE.pushToMain().subjectClaim("build_branch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no claim \"build_branch\" to ask for");
  }

  @Test
  void issuer_is_the_same_for_all_customers() {
    assertThat(Buildkite.issuer().identifier()).isEqualTo("https://agent.buildkite.com");
    assertThat(Buildkite.issuer()).isSameAs(Buildkite.issuer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme-inc",
        "*",
        "0184990A-4770-4D37-8A4E-2A6F6A0A6D10",
        "0184990a47704d378a4e2a6f6a0a6d10",
        "0184990a-4770-4d37-8a4e-2a6f6a0a6d1",
        "0184990a-4770-4d37-8a4e-2a6f6a0a6d1g",
        "0184990a-4770-4d37-8a4e+2a6f6a0a6d10",
        "{0184990a-4770-4d37-8a4e-2a6f6a0a6d10}"
      })
  void id_that_is_no_uuid_in_lower_case_is_refused(String bad) {
    assertThatThrownBy(() -> Buildkite.organization(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The id of a Buildkite organisation is a UUID in lower case");
    assertThatThrownBy(() -> Buildkite.organization(BuildkiteIssuer.ORGANIZATION_ID).pipeline(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The id of a Buildkite pipeline is a UUID in lower case");
  }

  @Test
  void view_reads_the_job() throws Exception {
    BuildkiteJob job = Buildkite.job(DEPLOY.verify(withIds(BUILDKITE.documentedSample())));
    assertThat(job.jobId()).isEqualTo("0184990a-477b-4fa8-9968-496074483cee");
    assertThat(job.organizationId()).contains(BuildkiteIssuer.ORGANIZATION_ID);
    assertThat(job.pipelineId()).contains(BuildkiteIssuer.PIPELINE_ID);
    assertThat(job.organizationSlug()).isEqualTo("acme-inc");
    assertThat(job.pipelineSlug()).isEqualTo("super-duper-app");
    assertThat(job.buildNumber()).isEqualTo(BigInteger.ONE);
    assertThat(job.branch()).contains("main");
    assertThat(job.tag()).contains("v1.0.0");
    assertThat(job.commit()).contains("9f3182061f1e2cca4702c368cbc039b7dc9d4485");
    assertThat(job.stepKey()).contains("build");
    assertThat(job)
        .hasToString("BuildkiteJob[jobId=0184990a-477b-4fa8-9968-496074483cee, buildNumber=1]");
  }

  @Test
  void view_of_a_build_number_in_text_is_refused() throws Exception {
    String token =
        BUILDKITE
            .pushToMain()
            .requestClaims("organization_id", "pipeline_id")
            .inconsistent()
            .claim("build_number", "1")
            .sign();
    assertThatThrownBy(() -> Buildkite.job(DEPLOY.verify(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of Buildkite has the claim build_number");
  }

  private static String withIds(BuildkiteToken token) {
    return token.requestClaims("organization_id", "pipeline_id").sign();
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return TrustPolicy.named("deploy")
        .issuer(Buildkite.issuer())
        .audience(AUDIENCE)
        .require(first, more)
        .clock(CLOCK)
        .build()
        .withKeys(BUILDKITE.keys());
  }
}
