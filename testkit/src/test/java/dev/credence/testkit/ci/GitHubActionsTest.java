package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitHubJob;
import dev.credence.ci.GitHubSubject;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitHubActionsToken;
import dev.credence.testkit.InconsistentToken;
import dev.credence.testkit.TokenClaims;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubActionsTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final Requirement REPOSITORY =
      GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65);
  private static final Requirement MAIN = GitHubActions.REF.is("refs/heads/main");
  private static final Requirement PRODUCTION = GitHubActions.ENVIRONMENT.is("production");
  private static final Requirement TRUSTED_EVENTS =
      GitHubActions.EVENT_NAME.isOneOf("push", "workflow_dispatch");

  private static final GitHubActionsIssuer GITHUB = CiIssuer.gitHubActions().audience(AUDIENCE);

  @Test
  void documented_sample_is_minted() {
    GitHubActionsToken sample =
        CiIssuer.gitHubActions()
            .environment("prod")
            .event("workflow_dispatch")
            .jobWorkflowRef("octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main")
            .claim("enterprise", "avocado-corp")
            .claim("enterprise_id", "2")
            .issuedAt(Instant.ofEpochSecond(1_632_493_567));
    assertThat(TokenClaims.of(sample))
        .containsEntry("sub", "repo:octo-org@65/octo-repo@74:environment:prod")
        .containsEntry("aud", "https://github.com/octo-org")
        .containsEntry("ref", "refs/heads/main")
        .containsEntry("ref_type", "branch")
        .containsEntry("sha", "0f1e2d3c4b5a69788796a5b4c3d2e1f001122334")
        .containsEntry("repository", "octo-org/octo-repo")
        .containsEntry("repository_owner", "octo-org")
        .containsEntry("repository_id", "74")
        .containsEntry("repository_owner_id", "65")
        .containsEntry("repository_visibility", "private")
        .containsEntry("environment", "prod")
        .containsEntry("event_name", "workflow_dispatch")
        .containsEntry("head_ref", "")
        .containsEntry("base_ref", "")
        .containsEntry("actor", "octocat")
        .containsEntry("actor_id", "12")
        .containsEntry("run_id", "1234567890")
        .containsEntry("run_number", "10")
        .containsEntry("run_attempt", "2")
        .containsEntry("check_run_id", "41234567890")
        .containsEntry("workflow", "Release")
        .containsEntry(
            "workflow_ref", "octo-org/octo-repo/.github/workflows/release.yml@refs/heads/main")
        .containsEntry("workflow_sha", "0f1e2d3c4b5a69788796a5b4c3d2e1f001122334")
        .containsEntry(
            "job_workflow_ref",
            "octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main")
        .containsEntry("runner_environment", "github-hosted")
        .containsEntry("iss", "https://token.actions.githubusercontent.com")
        .containsEntry("nbf", new BigDecimal(1_632_492_967))
        .containsEntry("iat", new BigDecimal(1_632_493_567))
        .containsEntry("exp", new BigDecimal(1_632_493_867))
        .containsKeys("jti", "job_workflow_sha");
  }

  @Test
  void production_job_is_trusted_in_both_forms_of_sub() throws Exception {
    TrustPolicy policy = policy(REPOSITORY, PRODUCTION, MAIN, TRUSTED_EVENTS);
    GitHubActionsToken job = GITHUB.environment("production");
    assertThat(policy.evaluate(job.sign()))
        .isTrustedAnd(token ->
            assertThat(token.subject())
                .isEqualTo("repo:octo-org@65/octo-repo@74:environment:production"));
    assertThat(policy.evaluate(job.subjectWithoutIds().sign()))
        .isTrustedAnd(token ->
            assertThat(token.subject())
                .isEqualTo("repo:octo-org/octo-repo:environment:production"));
  }

  @Test
  void token_lives_five_minutes_and_is_dated_back() throws Exception {
    assertThat(policy(REPOSITORY).evaluate(GITHUB.pushToMain().sign()))
        .isTrustedAnd(token -> {
          assertThat(Duration.between(token.issuedAt(), token.expiresAt()))
              .isEqualTo(Duration.ofMinutes(5));
          assertThat(token.id()).isPresent();
        });
    assertThat(GitHubActions.issuer().maxLifetime()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void push_to_another_branch_is_refused_by_its_ref() throws Exception {
    TrustPolicy policy = policy(REPOSITORY, MAIN);
    assertThat(policy.evaluate(GITHUB.pushToMain().sign())).isTrusted();
    assertThat(policy.evaluate(GITHUB.pushToBranch("feature/x").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref")
        .explains("refs/heads/feature/x");
  }

  @Test
  void tag_named_like_the_branch_is_refused() throws Exception {
    TrustPolicy byRef = policy(REPOSITORY, MAIN);
    TrustPolicy byType = policy(REPOSITORY, GitHubActions.REF_TYPE.is("branch"));
    assertThat(byRef.evaluate(GITHUB.tag("main").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref")
        .explains("refs/tags/main");
    assertThat(byType.evaluate(GITHUB.tag("main").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("ref_type");
  }

  @Test
  void pull_request_is_refused_by_ref_and_event() throws Exception {
    TrustPolicy policy = policy(REPOSITORY, MAIN, TRUSTED_EVENTS);
    for (GitHubActionsToken job :
        new GitHubActionsToken[] {GITHUB.pullRequest(), GITHUB.pullRequestFromFork()}) {
      assertThat(policy.evaluate(job.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("ref", "event_name")
          .explains("pull_request");
    }
  }

  @Test
  void pull_request_target_is_told_from_a_push_by_its_event_only() throws Exception {
    String token = GITHUB.pullRequestTarget().sign();
    assertThat(policy(REPOSITORY, MAIN).evaluate(token))
        .isTrustedAnd(job ->
            assertThat(job.subject())
                .isEqualTo("repo:octo-org@65/octo-repo@74:ref:refs/heads/main"));
    assertThat(policy(REPOSITORY, MAIN, TRUSTED_EVENTS).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("event_name")
        .explains("pull_request_target");
  }

  @Test
  void job_without_an_environment_is_refused_where_one_is_required() throws Exception {
    assertThat(policy(REPOSITORY, PRODUCTION).evaluate(GITHUB.pushToMain().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environment")
        .explains("absent");
  }

  @Test
  void environment_that_imitates_a_ref_is_refused() throws Exception {
    String imitation = "prod:ref:refs/heads/main";
    GitHubActionsToken job = GITHUB.environment(imitation).ref("refs/heads/attack");
    InconsistentToken fromOlderServer =
        job.inconsistent()
            .claim("sub", "repo:octo-org/octo-repo:environment:prod:ref:refs/heads/main");
    TrustPolicy byClaims = policy(REPOSITORY, GitHubActions.ENVIRONMENT.is("prod"), MAIN);
    for (String token : new String[] {job.sign(), fromOlderServer.sign()}) {
      assertThat(byClaims.evaluate(token))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("environment", "ref")
          .explains(imitation);
    }
    assertThat(byClaims.evaluate(GITHUB.environment("prod").sign())).isTrusted();
  }

  @Test
  void environment_that_imitates_a_ref_is_refused_by_an_exact_sub() throws Exception {
    TrustPolicy bySubject =
        policy(
            GitHubActions.SUBJECT.isOneOf(
                "repo:octo-org@65/octo-repo@74:environment:prod",
                "repo:octo-org@65/octo-repo@74:ref:refs/heads/main"));
    assertThat(bySubject.evaluate(GITHUB.environment("prod").sign())).isTrusted();
    assertThat(bySubject.evaluate(GITHUB.environment("prod:ref:refs/heads/main").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub")
        .explains("environment:prod%3Aref%3Arefs");
  }

  @Test
  void environments_that_share_a_sub_are_told_apart_by_their_claim() throws Exception {
    String colon = GITHUB.environment("eu:prod").sign();
    String percent = GITHUB.environment("eu%3Aprod").sign();
    TrustPolicy bySubject =
        policy(GitHubActions.SUBJECT.is("repo:octo-org@65/octo-repo@74:environment:eu%3Aprod"));
    assertThat(bySubject.evaluate(colon)).isTrusted();
    assertThat(bySubject.evaluate(percent)).isTrusted();
    TrustPolicy byClaim = policy(REPOSITORY, GitHubActions.ENVIRONMENT.is("eu:prod"));
    assertThat(byClaim.evaluate(colon)).isTrusted();
    assertThat(byClaim.evaluate(percent))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environment");
  }

  @Test
  void same_names_with_other_ids_are_refused() throws Exception {
    assertThat(policy(REPOSITORY, MAIN).evaluate(GITHUB.recycledNamespace().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("repository_id", "repository_owner_id");
  }

  @Test
  void legacy_sub_of_a_recycled_namespace_is_the_original_one() throws Exception {
    String token = GITHUB.recycledNamespace().subjectWithoutIds().sign();
    Requirement legacy = GitHubActions.SUBJECT.is("repo:octo-org/octo-repo:ref:refs/heads/main");
    assertThat(policy(legacy).evaluate(token)).isTrusted();
    assertThat(policy(legacy, REPOSITORY).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("repository_id", "repository_owner_id");
  }

  @Test
  void other_repository_is_refused_by_every_part() throws Exception {
    assertThat(policy(REPOSITORY).evaluate(GITHUB.otherRepository().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("repository_id", "repository_owner_id", "repository");
  }

  @Test
  void organisation_with_the_name_as_a_prefix_is_refused() throws Exception {
    String token = GITHUB.pushToMain().repository("octo-org-evil/octo-repo", 75, 66).sign();
    assertThat(policy(GitHubActions.REPOSITORY.matches("octo-org/*")).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("repository");
  }

  /**
   * GitHub issues no such token as far as anyone knows. The id claims decide, and {@code sub} is
   * not read unless it is required.
   */
  @Test
  void ids_in_sub_that_disagree_with_the_claims_change_no_decision() throws Exception {
    String ours = "repo:octo-org@65/octo-repo@74:ref:refs/heads/main";
    String theirs = "repo:octo-org@666/octo-repo@13370:ref:refs/heads/main";
    String idsOurs = GITHUB.pushToMain().inconsistent().claim("sub", theirs).sign();
    String idsTheirs = GITHUB.recycledNamespace().inconsistent().claim("sub", ours).sign();
    TrustPolicy byIds = policy(REPOSITORY);
    assertThat(byIds.evaluate(idsOurs))
        .isTrustedAnd(token -> {
          GitHubJob job = GitHubActions.job(token);
          assertThat(job.repositoryId()).isEqualTo("74");
          assertThat(job.subject().map(GitHubSubject::repositoryId))
              .contains(OptionalLong.of(13_370));
        });
    assertThat(byIds.evaluate(idsTheirs))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("repository_id", "repository_owner_id");
    assertThat(policy(REPOSITORY, GitHubActions.SUBJECT.is(ours)).evaluate(idsOurs))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub");
  }

  @Test
  void reusable_workflow_is_told_from_the_caller() throws Exception {
    String blessed = "octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main";
    TrustPolicy policy = policy(REPOSITORY, GitHubActions.JOB_WORKFLOW_REF.is(blessed));
    assertThat(policy.evaluate(GITHUB.reusableWorkflow(blessed).sign())).isTrusted();
    assertThat(policy.evaluate(GITHUB.pushToMain().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("job_workflow_ref");
  }

  @Test
  void self_hosted_runner_is_refused_where_only_hosted_ones_are_trusted() throws Exception {
    TrustPolicy policy = policy(REPOSITORY, GitHubActions.RUNNER_ENVIRONMENT.is("github-hosted"));
    assertThat(policy.evaluate(GITHUB.pushToMain().sign())).isTrusted();
    assertThat(policy.evaluate(GITHUB.pushToMain().selfHosted().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("runner_environment");
  }

  @Test
  void issuer_of_every_deployment_is_spelled_as_github_does() {
    assertThat(GitHubActions.issuer().identifier())
        .isEqualTo("https://token.actions.githubusercontent.com");
    assertThat(GitHubActions.enterpriseIssuer("octocat-inc").identifier())
        .isEqualTo("https://token.actions.githubusercontent.com/octocat-inc");
    assertThat(GitHubActions.dataResidencyIssuer("octocorp").identifier())
        .isEqualTo("https://token.actions.octocorp.ghe.com");
    assertThat(GitHubActions.dataResidencyIssuer("octocorp", "octocat-inc").identifier())
        .isEqualTo("https://token.actions.octocorp.ghe.com/octocat-inc");
    assertThat(GitHubActions.enterpriseServerIssuer("github.example.com").identifier())
        .isEqualTo("https://github.example.com/_services/token");
    assertThat(GitHubActions.enterpriseServerIssuer("github.example.com:8443").identifier())
        .isEqualTo("https://github.example.com:8443/_services/token");
  }

  @Test
  void token_of_every_deployment_is_trusted_by_its_own_policy_only() throws Exception {
    Issuer[] issuers = {
      GitHubActions.issuer(),
      GitHubActions.enterpriseIssuer("octocat-inc"),
      GitHubActions.enterpriseIssuer("octocat-evil"),
      GitHubActions.dataResidencyIssuer("octocorp"),
      GitHubActions.dataResidencyIssuer("octocorp", "octocat-inc"),
      GitHubActions.enterpriseServerIssuer("github.example.com")
    };
    for (Issuer of : issuers) {
      GitHubActionsIssuer deployment = CiIssuer.gitHubActions(of).audience(AUDIENCE);
      String token = deployment.pushToMain().sign();
      for (Issuer by : issuers) {
        TrustPolicy policy = policy(by, REPOSITORY).withKeys(deployment.keys());
        if (of == by) {
          assertThat(policy.evaluate(token)).isTrusted();
        } else {
          assertThat(policy.evaluate(token))
              .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
              .namesOnly("iss");
        }
      }
    }
  }

  @Test
  void keys_of_an_enterprise_server_are_found_below_its_path() throws Exception {
    Issuer issuer = GitHubActions.enterpriseServerIssuer("github.example.com");
    try (GitHubActionsIssuer server = CiIssuer.gitHubActions(issuer).audience(AUDIENCE);
        JwksKeySource keys = server.discoveredKeys()) {
      String token = server.pushToMain().subjectWithoutIds().sign();
      assertThat(policy(issuer, REPOSITORY).withKeys(keys).evaluate(token)).isTrusted();
    }
  }

  @Test
  void issuer_with_a_trailing_slash_is_refused() throws Exception {
    String token =
        GITHUB.pushToMain().inconsistent().claim("iss", GITHUB.identifier() + "/").sign();
    assertThat(policy(REPOSITORY).evaluate(token))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .explains("https://token.actions.githubusercontent.com/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a/b", "octo/", "../octo", "a.b", "a b", "a?b", "a#b", "a%2fb", "é", "*"})
  void slug_or_subdomain_with_other_characters_is_refused(String bad) {
    assertThatThrownBy(() -> GitHubActions.enterpriseIssuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slug has letters, digits and hyphens only");
    assertThatThrownBy(() -> GitHubActions.dataResidencyIssuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("subdomain has letters, digits and hyphens only");
    assertThatThrownBy(() -> GitHubActions.dataResidencyIssuer("octocorp", bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slug has letters, digits and hyphens only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://github.example.com", "github.example.com/", "a/b"})
  void host_with_a_path_is_refused(String bad) {
    assertThatThrownBy(() -> GitHubActions.enterpriseServerIssuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a name such as \"github.example.com\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user@a", "a?b", "a#b", "a b", "a:b:c", "*", "é"})
  void host_that_is_none_is_refused(String bad) {
    assertThatThrownBy(() -> GitHubActions.enterpriseServerIssuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An issuer is an https URL with a host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "octo-org", "/octo-repo", "octo-org/", "octo-org/a/b"})
  void repository_without_two_parts_is_refused(String bad) {
    assertThatThrownBy(() -> GitHubActions.repository(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A repository is named owner/name");
  }

  @Test
  void id_that_is_not_positive_is_refused() {
    assertThatThrownBy(() -> GitHubActions.repository("octo-org/octo-repo").id(0).ownerId(65))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GitHub's ids are positive numbers; id is 0");
    assertThatThrownBy(() -> GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GitHub's ids are positive numbers; ownerId is -1");
  }

  @Test
  void view_reads_the_job() throws Exception {
    GitHubJob job =
        GitHubActions.job(policy(REPOSITORY).verify(GITHUB.environment("production").sign()));
    assertThat(job.repository()).isEqualTo("octo-org/octo-repo");
    assertThat(job.repositoryId()).isEqualTo("74");
    assertThat(job.ownerId()).isEqualTo("65");
    assertThat(job.runId()).isEqualTo("1234567890");
    assertThat(job.ref()).contains("refs/heads/main");
    assertThat(job.sha()).isPresent();
    assertThat(job.eventName()).contains("push");
    assertThat(job.environment()).contains("production");
    assertThat(job.jobWorkflowRef())
        .contains("octo-org/octo-repo/.github/workflows/release.yml@refs/heads/main");
    assertThat(job.actor()).contains("octocat");
    assertThat(job).hasToString("GitHubJob[repositoryId=74, runId=1234567890]");
  }

  @Test
  void view_takes_an_empty_ref_for_none() throws Exception {
    String token = GITHUB.pushToMain().inconsistent().claim("ref", "").sign();
    assertThat(GitHubActions.job(policy(REPOSITORY).verify(token)).ref()).isEmpty();
  }

  @Test
  void view_of_another_providers_token_is_refused() throws Exception {
    String token = GITHUB.pushToMain().inconsistent().without("run_id").sign();
    assertThatThrownBy(() -> GitHubActions.job(policy(REPOSITORY).verify(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of GitHub Actions has the claim run_id");
  }

  @Test
  void sub_is_taken_apart_in_both_forms() {
    GitHubSubject ids =
        GitHubSubject.parse("repo:octo-org@65/octo-repo@74:ref:refs/heads/main").orElseThrow();
    assertThat(ids.owner()).isEqualTo("octo-org");
    assertThat(ids.ownerId()).hasValue(65);
    assertThat(ids.repository()).isEqualTo("octo-repo");
    assertThat(ids.repositoryId()).hasValue(74);
    assertThat(ids.context()).isEqualTo("ref:refs/heads/main");
    assertThat(ids).hasToString("repo:octo-org@65/octo-repo@74:ref:refs/heads/main");
    GitHubSubject names =
        GitHubSubject.parse("repo:octo-org/octo-repo:environment:a%3Ab").orElseThrow();
    assertThat(names.owner()).isEqualTo("octo-org");
    assertThat(names.ownerId()).isEmpty();
    assertThat(names.repository()).isEqualTo("octo-repo");
    assertThat(names.repositoryId()).isEmpty();
    assertThat(names.context()).isEqualTo("environment:a%3Ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "repo",
        "repo:",
        "repo:octo-org",
        "repo:octo-org/octo-repo",
        "repo:octo-org/octo-repo:",
        "repo:/octo-repo:ref:x",
        "repo:octo-org/:ref:x",
        "repo:octo-org@65/octo-repo:ref:x",
        "repo:octo-org/octo-repo@74:ref:x",
        "repo:octo-org@/octo-repo@:ref:x",
        "repo:octo-org@6a/octo-repo@74:ref:x",
        "repo:octo-org@65@66/octo-repo@74:ref:x",
        "repo:octo-org@65/octo-repo@7777777777777777777:ref:x",
        "repo:octo-org/a/b:ref:x",
        "REPO:octo-org/octo-repo:ref:x",
        "repository_id:74",
        "job_workflow_ref:octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main"
      })
  void customised_sub_is_not_taken_apart(String subject) {
    assertThat(GitHubSubject.parse(subject)).isEqualTo(Optional.empty());
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return policy(GitHubActions.issuer(), first, more);
  }

  private static TrustPolicy policy(Issuer issuer, Requirement first, Requirement... more) {
    return TrustPolicy.named("production-deploy")
        .issuer(issuer)
        .audience(AUDIENCE)
        .require(first, more)
        .build()
        .withKeys(GITHUB.keys());
  }
}
