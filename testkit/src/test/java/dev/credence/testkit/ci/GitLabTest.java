package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitLab;
import dev.credence.ci.GitLabJob;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitLabIssuer;
import dev.credence.testkit.GitLabToken;
import dev.credence.testkit.TokenClaims;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final GitLabIssuer GITLAB = CiIssuer.gitLab().audience(AUDIENCE);
  private static final Requirement PROJECT =
      GitLab.project("my-group/my-project").id(20).namespaceId(72);
  private static final Requirement MAIN = GitLab.protectedBranch("main");

  @Test
  void documented_sample_is_minted_claim_by_claim() {
    Instant issued = Instant.ofEpochSecond(1_681_395_193);
    GitLabToken sample =
        CiIssuer.gitLab(GitLab.selfManagedIssuer("https://gitlab.example.com"))
            .documentedSample()
            .issuedAt(issued);
    Map<String, Object> claims = TokenClaims.of(sample);
    assertThat((String) claims.remove("jti")).hasSize(36);
    assertThat(claims)
        .containsExactly(
            Map.entry("namespace_id", "72"),
            Map.entry("namespace_path", "my-group"),
            Map.entry("project_id", "20"),
            Map.entry("project_path", "my-group/my-project"),
            Map.entry("job_namespace_id", "72"),
            Map.entry("job_namespace_path", "my-group"),
            Map.entry("job_project_id", "20"),
            Map.entry("job_project_path", "my-group/my-project"),
            Map.entry("user_id", "1"),
            Map.entry("user_login", "sample-user"),
            Map.entry("user_email", "sample-user@example.com"),
            Map.entry("user_access_level", "developer"),
            Map.entry("pipeline_id", "574"),
            Map.entry("pipeline_source", "push"),
            Map.entry("job_id", "302"),
            Map.entry("job_source", "push"),
            Map.entry("ref", "feature-branch-1"),
            Map.entry("ref_type", "branch"),
            Map.entry("ref_path", "refs/heads/feature-branch-1"),
            Map.entry("ref_protected", "false"),
            Map.entry("environment", "test-environment2"),
            Map.entry("environment_protected", "false"),
            Map.entry("deployment_tier", "testing"),
            Map.entry("environment_action", "start"),
            Map.entry("runner_id", BigDecimal.ONE),
            Map.entry("runner_environment", "self-hosted"),
            Map.entry("sha", "714a629c0b401fdce83e847fc9589983fc6f46bc"),
            Map.entry("project_visibility", "public"),
            Map.entry(
                "ci_config_ref_uri",
                "gitlab.example.com/my-group/my-project//.gitlab-ci.yml@refs/heads/main"),
            Map.entry("ci_config_sha", "714a629c0b401fdce83e847fc9589983fc6f46bc"),
            Map.entry("iss", "https://gitlab.example.com"),
            Map.entry("iat", new BigDecimal(1_681_395_193)),
            Map.entry("nbf", new BigDecimal(1_681_395_188)),
            Map.entry("exp", new BigDecimal(1_681_398_793)),
            Map.entry(
                "sub", "project_path:my-group/my-project:ref_type:branch:ref:feature-branch-1"),
            Map.entry("aud", "https://vault.example.com"));
  }

  @Test
  void unprotected_branch_is_refused() throws Exception {
    TrustPolicy policy = policy(PROJECT, MAIN);
    assertThat(policy.evaluate(GITLAB.pushToMain().sign())).isTrusted();
    assertThat(policy.evaluate(GITLAB.pushToBranch("feature/x").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref", "ref_protected");
    assertThat(policy.evaluate(GITLAB.pushToBranch("main").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref_protected")
        .explains("is \"true\"");
  }

  @Test
  void tag_named_like_the_branch_is_refused_by_its_type() throws Exception {
    TrustPolicy policy = policy(PROJECT, MAIN);
    assertThat(policy.evaluate(GITLAB.pushToMain().tagged("main", true).sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref_type");
    assertThat(policy.evaluate(GITLAB.tag("main").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref_type", "ref_protected");
  }

  @Test
  void booleans_are_strings_and_only_the_runner_is_a_number() throws Exception {
    TrustPolicy policy = policy(PROJECT, MAIN, GitLab.RUNNER_ID.is(1));
    assertThat(policy.evaluate(GITLAB.pushToMain().sign())).isTrusted();
    String otherTypes =
        GITLAB
            .pushToMain()
            .inconsistent()
            .claim("ref_protected", true)
            .claim("project_id", 20)
            .claim("runner_id", "1")
            .sign();
    assertThat(policy.evaluate(otherTypes))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref_protected", "project_id", "runner_id");
  }

  @Test
  void merge_request_is_refused_by_its_source() throws Exception {
    TrustPolicy policy = policy(PROJECT, GitLab.PIPELINE_SOURCE.isOneOf("push", "web"));
    assertThat(policy.evaluate(GITLAB.pushToMain().sign())).isTrusted();
    assertThat(policy.evaluate(GITLAB.mergeRequest().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("pipeline_source")
        .explains("merge_request_event");
  }

  @Test
  void merge_request_of_a_fork_is_refused_by_the_forks_ids() throws Exception {
    String[] ids = {"project_id", "namespace_id", "project_path", "job_project_id"};
    assertThat(policy(PROJECT, MAIN).evaluate(GITLAB.mergeRequestFromFork().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(ids);
  }

  @Test
  void merge_request_of_a_fork_in_the_parent_is_refused() throws Exception {
    String token = GITLAB.mergeRequestFromForkInParent().sign();
    assertThat(policy(PROJECT, MAIN).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("project_id", "namespace_id", "project_path");
  }

  @Test
  void job_project_alone_lets_in_a_fork() throws Exception {
    String token = GITLAB.mergeRequestFromForkInParent().sign();
    assertThat(policy(GitLab.JOB_PROJECT_ID.is("20"), MAIN).evaluate(token)).isTrusted();
  }

  @Test
  void fork_that_is_trusted_itself_is_refused_while_it_runs_in_the_parent() throws Exception {
    TrustPolicy forksOwn = policy(GitLab.project("mallory/my-project").id(13_370).namespaceId(666));
    assertThat(forksOwn.evaluate(GITLAB.mergeRequestFromFork().sign())).isTrusted();
    assertThat(forksOwn.evaluate(GITLAB.mergeRequestFromForkInParent().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("job_project_id");
  }

  @Test
  void parents_identity_for_a_fork_is_refused_for_want_of_the_jobs_project() throws Exception {
    String token = GITLAB.mergeRequestFromForkInUnpatchedParent().sign();
    TrustPolicy withoutJobProject =
        policy(GitLab.PROJECT_ID.is("20"), GitLab.NAMESPACE_ID.is("72"), MAIN);
    assertThat(withoutJobProject.evaluate(token)).isTrusted();
    assertThat(policy(PROJECT, MAIN).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("job_project_id")
        .explains("absent");
  }

  @Test
  void path_that_was_registered_again_is_refused_by_its_ids() throws Exception {
    GitLabToken token = GITLAB.recycledPath();
    Requirement bySubject =
        GitLab.SUBJECT.is("project_path:my-group/my-project:ref_type:branch:ref:main");
    assertThat(policy(bySubject).evaluate(token.sign())).isTrusted();
    assertThat(policy(PROJECT, MAIN).evaluate(token.sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("project_id", "namespace_id", "job_project_id");
  }

  @Test
  void subgroup_and_group_with_the_name_as_a_prefix_are_refused() throws Exception {
    TrustPolicy policy = policy(GitLab.PROJECT_PATH.matches("my-group/*"));
    assertThat(policy.evaluate(GITLAB.pushToMain().sign())).isTrusted();
    for (String path : new String[] {"my-group/sub/my-project", "my-group-evil/my-project"}) {
      assertThat(policy.evaluate(GITLAB.pushToMain().project(path, 21, 73).sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("project_path");
    }
  }

  @Test
  void environment_that_anyone_can_name_is_refused() throws Exception {
    TrustPolicy policy = policy(PROJECT, GitLab.protectedEnvironment("production"));
    assertThat(policy.evaluate(GITLAB.protectedEnvironment("production").sign())).isTrusted();
    assertThat(policy.evaluate(GITLAB.environment("production").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environment_protected");
    assertThat(policy.evaluate(GITLAB.pushToMain().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environment", "environment_protected")
        .explains("absent");
  }

  @Test
  void login_token_of_the_same_issuer_is_refused() throws Exception {
    assertThat(policy(PROJECT).evaluate(GITLAB.login().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("project_id", "namespace_id", "project_path", "job_project_id")
        .explains("absent");
  }

  @Test
  void audiences_beside_this_one_are_refused() throws Exception {
    String token = GITLAB.pushToMain().audience(AUDIENCE, "https://vault.example.com").sign();
    assertThat(policy(PROJECT).evaluate(token))
        .isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE)
        .namesOnly("aud");
    assertThat(policy(PROJECT).evaluate(GITLAB.pushToMain().audience(AUDIENCE).sign())).isTrusted();
  }

  @Test
  void configuration_in_another_project_is_refused_where_the_file_is_required() throws Exception {
    Requirement file =
        GitLab.CI_CONFIG_REF_URI.is(
            "gitlab.com/my-group/my-project//.gitlab-ci.yml@refs/heads/main");
    assertThat(policy(PROJECT, file).evaluate(GITLAB.pushToMain().sign())).isTrusted();
    assertThat(policy(PROJECT, file).evaluate(GITLAB.configInAnotherProject().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ci_config_ref_uri")
        .explains("null");
    assertThat(policy(PROJECT, MAIN).evaluate(GITLAB.configInAnotherProject().sign())).isTrusted();
  }

  @Test
  void customised_sub_changes_no_decision() throws Exception {
    GitLabToken byId = GITLAB.pushToMain().subjectOf("project_id", "ref_type", "ref");
    assertThat(policy(PROJECT, MAIN).evaluate(byId.sign()))
        .isTrustedAnd(token ->
            assertThat(token.subject()).isEqualTo("project_id:20:ref_type:branch:ref:main"));
    GitLabToken withoutRef = GITLAB.pushToBranch("x").subjectOf("project_path", "ref_type");
    assertThat(policy(PROJECT, MAIN).evaluate(withoutRef.sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref", "ref_protected");
  }

  @Test
  void sub_leaves_out_what_the_job_lacks() {
    GitLabToken job =
        GITLAB.pushToMain().subjectOf("project_path", "environment_protected", "ref_type");
    assertThat(TokenClaims.of(job))
        .containsEntry("sub", "project_path:my-group/my-project:ref_type:branch");
  }

  @Test
  void jobs_timeout_is_the_tokens_lifetime() throws Exception {
    TrustPolicy policy = policy(PROJECT);
    assertThat(policy.evaluate(GITLAB.pushToMain().timeout(Duration.ofHours(3)).sign()))
        .isTrustedAnd(token ->
            assertThat(Duration.between(token.issuedAt(), token.expiresAt()))
                .isEqualTo(Duration.ofHours(3)));
    assertThat(policy.evaluate(GITLAB.pushToMain().timeout(Duration.ofHours(25)).sign()))
        .isRejectedBecause(RejectionReason.LIFETIME_EXCEEDED)
        .namesOnly("exp");
  }

  @Test
  void issuer_is_the_instances_url() throws Exception {
    assertThat(GitLab.issuer().identifier()).isEqualTo("https://gitlab.com");
    for (String url :
        new String[] {
          "https://gitlab.example.com",
          "https://gitlab.example.com:8443",
          "https://example.com/gitlab"
        }) {
      Issuer issuer = GitLab.selfManagedIssuer(url);
      assertThat(issuer.identifier()).isEqualTo(url);
      GitLabIssuer selfManaged = CiIssuer.gitLab(issuer).audience(AUDIENCE);
      TrustPolicy policy = policy(issuer, PROJECT);
      try (selfManaged;
          JwksKeySource keys = selfManaged.discoveredKeys()) {
        assertThat(policy.withKeys(keys).evaluate(selfManaged.pushToMain().sign())).isTrusted();
      }
      assertThat(policy.evaluate(GITLAB.pushToMain().sign()))
          .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
    }
  }

  @Test
  void issuer_with_a_slash_at_its_end_is_refused() {
    assertThatThrownBy(() -> GitLab.selfManagedIssuer("https://gitlab.example.com/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The issuer of a GitLab has no slash at its end; this is"
                + " \"https://gitlab.example.com/\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gitlab.example.com", "http://gitlab.example.com", "https://", "https://a?b"})
  void issuer_that_is_no_https_url_is_refused(String bad) {
    assertThatThrownBy(() -> GitLab.selfManagedIssuer(bad))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my-project", "/my-project", "my-group/", "a//b", "a/b:c", "/a/b"})
  void path_that_is_none_is_refused(String bad) {
    assertThatThrownBy(() -> GitLab.project(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The path of a GitLab project is group/project");
  }

  @Test
  void path_may_have_subgroups() throws Exception {
    Requirement nested = GitLab.project("my-group/sub/my-project").id(20).namespaceId(73);
    GitLabToken token = GITLAB.pushToMain().project("my-group/sub/my-project", 20, 73);
    assertThat(policy(nested).evaluate(token.sign()))
        .isTrustedAnd(job -> assertThat(job.get(GitLab.NAMESPACE_PATH)).contains("my-group/sub"));
  }

  @Test
  void id_that_is_not_positive_is_refused() {
    assertThatThrownBy(() -> GitLab.project("a/b").id(0).namespaceId(72))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GitLab's ids are positive numbers; id is 0");
    assertThatThrownBy(() -> GitLab.project("a/b").id(20).namespaceId(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GitLab's ids are positive numbers; namespaceId is -1");
  }

  @Test
  void view_reads_the_job() throws Exception {
    GitLabJob job =
        GitLab.job(
            policy(PROJECT)
                .verify(GITLAB.protectedEnvironment("production").gitLabHosted().sign()));
    assertThat(job.projectId()).isEqualTo("20");
    assertThat(job.namespaceId()).isEqualTo("72");
    assertThat(job.projectPath()).isEqualTo("my-group/my-project");
    assertThat(job.jobProjectId()).contains("20");
    assertThat(job.pipelineId()).isEqualTo("574");
    assertThat(job.jobId()).isEqualTo("302");
    assertThat(job.pipelineSource()).contains("push");
    assertThat(job.ref()).contains("refs/heads/main");
    assertThat(job.isRefProtected()).isTrue();
    assertThat(job.sha()).isPresent();
    assertThat(job.environment()).contains("production");
    assertThat(job.isEnvironmentProtected()).isTrue();
    assertThat(job.user()).contains("sample-user");
    assertThat(job).hasToString("GitLabJob[projectId=20, jobId=302]");
  }

  @Test
  void view_of_a_job_that_lacks_what_is_optional_is_empty_there() throws Exception {
    GitLabJob job =
        GitLab.job(
            policy(GitLab.PROJECT_ID.is("20"))
                .verify(GITLAB.pushToBranch("x").withoutJobProject().sign()));
    assertThat(job.jobProjectId()).isEmpty();
    assertThat(job.isRefProtected()).isFalse();
    assertThat(job.environment()).isEmpty();
    assertThat(job.isEnvironmentProtected()).isFalse();
  }

  @Test
  void view_of_a_login_token_is_refused() throws Exception {
    TrustPolicy login = policy(GitLab.SUBJECT.is("1"));
    assertThatThrownBy(() -> GitLab.job(login.verify(GITLAB.login().sign())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of GitLab CI has the claim project_id");
  }

  @Test
  void runner_is_read_as_a_number() throws Exception {
    assertThat(policy(PROJECT).verify(GITLAB.pushToMain().sign()).get(GitLab.RUNNER_ID))
        .contains(BigInteger.ONE);
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return policy(GitLab.issuer(), first, more);
  }

  private static TrustPolicy policy(Issuer issuer, Requirement first, Requirement... more) {
    return TrustPolicy.named("production-deploy")
        .issuer(issuer)
        .audience(AUDIENCE)
        .require(first, more)
        .build()
        .withKeys(GITLAB.keys());
  }
}
