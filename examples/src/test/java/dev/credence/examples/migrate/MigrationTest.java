package dev.credence.examples.migrate;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.testkit.AzureDevOpsIssuer;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.CircleCiIssuer;
import dev.credence.testkit.DroneIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitLabIssuer;
import dev.credence.testkit.IdentityProvider;
import dev.credence.testkit.JenkinsIssuer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cookbook's page on migration: its policies against each CI's jobs, and its pipelines. */
class MigrationTest {
  private static final Path PAGE = Path.of("..", "docs", "cookbook", "migrate.md");
  private static final String AUDIENCE = MigrationPolicies.AUDIENCE;

  /** The one service has the policies of all six. */
  private static TrustPolicySet service(TrustPolicy underTest) {
    List<TrustPolicy> policies =
        new ArrayList<>(
            List.of(
                MigrationPolicies.gitHub(),
                MigrationPolicies.gitLab(),
                MigrationPolicies.circleCi(),
                MigrationPolicies.azureDevOps(ReplayGuard.inMemory(100)),
                MigrationPolicies.jenkins(),
                MigrationPolicies.drone()));
    policies.removeIf(each -> each.name().equals(underTest.name()));
    policies.add(underTest);
    return TrustPolicySet.of(policies);
  }

  private static void assertOnly(
      CiIssuer<?> ci, TrustPolicy policy, CiToken<?> deploying, CiToken<?>... others)
      throws Exception {
    TrustPolicySet service = service(policy).withKeys(ci.identifier(), ci.keys());
    assertThat(service.verify(deploying.sign()).grants()).containsExactly(MigrationPolicies.ROLE);
    for (CiToken<?> other : others) {
      assertThat(service.evaluate(other.sign()).isTrusted()).as(other.toString()).isFalse();
    }
  }

  @Test
  void github_only_the_deployment_of_main() throws Exception {
    try (GitHubActionsIssuer ci = CiIssuer.gitHubActions().audience(AUDIENCE)) {
      assertOnly(
          ci,
          MigrationPolicies.gitHub(),
          ci.environment("production"),
          ci.pushToMain(),
          ci.pushToBranch("feature").environment("production"),
          ci.pullRequest(),
          ci.pullRequestFromFork(),
          ci.pullRequestTarget().environment("production"),
          ci.recycledNamespace().environment("production"),
          ci.environment("production").audience("https://other.example.com"));
    }
  }

  @Test
  void gitlab_only_the_protected_main_branch() throws Exception {
    try (GitLabIssuer ci = CiIssuer.gitLab().audience(AUDIENCE)) {
      assertOnly(
          ci,
          MigrationPolicies.gitLab(),
          ci.pushToMain(),
          ci.pushToBranch("feature"),
          ci.tag("main"),
          ci.mergeRequest(),
          ci.mergeRequestFromFork(),
          ci.mergeRequestFromForkInParent(),
          ci.otherProject(),
          ci.recycledPath());
    }
  }

  @Test
  void circleci_only_main_with_the_context() throws Exception {
    try (CircleCiIssuer ci = CiIssuer.circleCi().audience(AUDIENCE)) {
      assertOnly(
          ci,
          MigrationPolicies.circleCi(),
          ci.pushToMain(),
          ci.pushToBranch("feature"),
          ci.pullRequestFromFork(),
          ci.sshRerun(),
          ci.withoutContexts(),
          ci.otherProject(),
          ci.otherPipelineDefinition());
    }
  }

  @Test
  void azure_only_the_pipeline_on_main_and_each_token_once() throws Exception {
    try (AzureDevOpsIssuer ci = CiIssuer.azureDevOps()) {
      TrustPolicy policy = MigrationPolicies.azureDevOps(ReplayGuard.inMemory(100));
      assertOnly(
          ci,
          policy,
          ci.pushToMain(),
          ci.pushToBranch("feature"),
          ci.pullRequest(),
          ci.pipelineOfTheSameName(),
          ci.otherOrganization(),
          ci.recycledNames());

      String once = ci.pushToMain().sign();
      TrustPolicy keyed = policy.withKeys(ci.keys());
      assertThat(keyed.evaluate(once)).isTrusted();
      assertThat(keyed.evaluate(once).isTrusted()).isFalse();
    }
  }

  @Test
  void jenkins_only_the_job_of_main() throws Exception {
    try (JenkinsIssuer ci = CiIssuer.jenkins().audience(AUDIENCE)) {
      assertOnly(
          ci,
          MigrationPolicies.jenkins(),
          ci.pushToMain(),
          ci.pushToBranch("feature"),
          ci.pullRequest(),
          ci.pullRequestFromFork(),
          ci.otherJob(),
          ci.jobWithLongerName());
    }
  }

  @Test
  void drone_only_the_client_itself() throws Exception {
    try (DroneIssuer ci = CiIssuer.drone(IdentityProvider.OKTA).audience(AUDIENCE)) {
      assertOnly(
          ci,
          MigrationPolicies.drone(),
          ci.job().scopes("deploy"),
          ci.job().scopes("read"),
          ci.otherClient().scopes("deploy"),
          ci.person().scopes("deploy"));
    }
  }

  private static String section(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("\n## " + heading + "\n");
    assertThat(from).as("a section on %s", heading).isNotNegative();
    int to = page.indexOf("\n## ", from + 1);
    return to < 0 ? page.substring(from) : page.substring(from, to);
  }

  private static List<String> pipelines(String heading) throws IOException {
    return Pattern.compile("```(?:yaml|groovy)\n(.*?)```", Pattern.DOTALL)
        .matcher(section(heading))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GitHub Actions", "GitLab CI", "CircleCI", "Azure DevOps", "Jenkins", "Drone"})
  void each_pipeline_loses_its_key(String ci) throws Exception {
    List<String> pipelines = pipelines(ci);
    assertThat(pipelines).hasSize(2);
    assertThat(pipelines.get(0)).contains("DEPLOY_API_KEY");
    assertThat(pipelines.get(1)).doesNotContainIgnoringCase("API_KEY", "api-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GitHub Actions", "GitLab CI", "CircleCI", "Jenkins"})
  void each_pipeline_asks_for_the_audience_of_the_policy(String ci) throws Exception {
    String encoded = URLEncoder.encode(AUDIENCE, StandardCharsets.UTF_8);
    assertThat(Stream.of(AUDIENCE + "\"", AUDIENCE + "\n", encoded))
        .anyMatch(pipelines(ci).get(1)::contains);
  }
}
