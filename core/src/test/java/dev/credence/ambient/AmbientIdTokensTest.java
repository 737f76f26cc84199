package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmbientIdTokensTest {
  private final TestEnvironment environment = new TestEnvironment();

  private IdTokenUnavailableException failure(Kind kind) {
    return Failures.of(kind, () -> AmbientIdTokens.detect("sts", environment.build()));
  }

  private TestEnvironment withVariables(String assignments) {
    for (String assignment : assignments.split(" ")) {
      String[] pair = assignment.split("=", 2);
      environment.set(pair[0], pair[1]);
    }
    return environment;
  }

  @Test
  void nothing_found_lists_what_was_looked_for() {
    assertThat(failure(Kind.NO_CI))
        .hasMessage(
            "CI detection: No CI was recognised that gives its jobs ID tokens. Looked for were:"
                + " GitHub Actions (GITHUB_ACTIONS), GitLab CI (GITLAB_CI), CircleCI (CIRCLECI),"
                + " Azure DevOps (TF_BUILD), Jenkins (JENKINS_URL and BUILD_URL), Harness"
                + " (HARNESS_ACCOUNT_ID and HARNESS_PIPELINE_ID), Drone (DRONE=true), Woodpecker"
                + " (CI=woodpecker or CI_SYSTEM_NAME=woodpecker), Buildkite (BUILDKITE=true),"
                + " Bitbucket Pipelines (BITBUCKET_BUILD_NUMBER or BITBUCKET_PIPELINE_UUID), HCP"
                + " Terraform (TFC_RUN_ID), Vercel (VERCEL=1), Semaphore (SEMAPHORE=true),"
                + " Codefresh (CF_BUILD_ID), Spacelift (SPACELIFT_OIDC_TOKEN or"
                + " TF_VAR_spacelift_run_id), env0 (ENV0_OIDC_TOKEN), Kubernetes"
                + " (KUBERNETES_SERVICE_HOST and a token file for the audience), Google Cloud (the"
                + " machine's product name, or GCE_METADATA_HOST).");
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB_ACTIONS=true, GitHub Actions",
    "GITLAB_CI=true, GitLab CI",
    "CIRCLECI=true, CircleCI",
    "TF_BUILD=True, Azure DevOps",
    "JENKINS_URL=u BUILD_URL=v, Jenkins",
    "HARNESS_ACCOUNT_ID=a HARNESS_PIPELINE_ID=p, Harness",
    "HARNESS_ACCOUNT_ID=a HARNESS_PIPELINE_ID=p DRONE=true CI=true, Harness",
    "DRONE=true, Drone",
    "CI=woodpecker, Woodpecker",
    "CI_SYSTEM_NAME=woodpecker, Woodpecker",
    "BUILDKITE=true, Buildkite",
    "BITBUCKET_BUILD_NUMBER=1, Bitbucket Pipelines",
    "BITBUCKET_PIPELINE_UUID={x}, Bitbucket Pipelines",
    "TFC_RUN_ID=run-1, HCP Terraform",
    "VERCEL=1, Vercel",
    "SEMAPHORE=true, Semaphore",
    "CF_BUILD_ID=1, Codefresh",
    "GITHUB_ACTIONS=true KUBERNETES_SERVICE_HOST=h GCE_METADATA_HOST=169.254.169.254, GitHub"
        + " Actions"
  })
  void ci_is_recognised_by_its_own_variables(String assignments, String provider) {
    withVariables(assignments);

    assertThat(failure(Kind.NOT_GRANTED).provider()).isEqualTo(provider);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CI=true",
        "GITHUB_ACTIONS=",
        "TF_BUILD=False",
        "JENKINS_URL=u",
        "HARNESS_ACCOUNT_ID=a DRONE=true",
        "DRONE=false",
        "BUILDKITE=1",
        "VERCEL=0",
        "KUBERNETES_SERVICE_HOST=h"
      })
  void half_a_marker_is_none(String assignments) {
    withVariables(assignments);

    failure(Kind.NO_CI);
  }

  @Test
  void two_cis_at_once_are_an_error_that_names_both() {
    withVariables("GITHUB_ACTIONS=true BUILDKITE=true");

    assertThat(failure(Kind.SEVERAL_CIS))
        .hasMessage(
            "CI detection: The variables of more than one CI are set: GitHub Actions"
                + " (GITHUB_ACTIONS) and Buildkite (BUILDKITE=true). Use the source of the one that"
                + " is meant, or run the program without the other's variables.");
  }

  @Test
  void kubernetes_with_a_file_comes_before_google() throws Exception {
    withVariables("KUBERNETES_SERVICE_HOST=h GCE_METADATA_HOST=169.254.169.254").onTheRealWeb();

    assertThat(AmbientIdTokens.detect("sts", environment.build()))
        .hasToString("ID tokens of Google Cloud for \"sts\"");
    environment.tokenFile("/projected/token");
    assertThat(AmbientIdTokens.detect("sts", environment.build()))
        .hasToString("ID tokens of Kubernetes for \"sts\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Google", "Google Compute Engine\n"})
  void google_is_recognised_by_the_machine(String product) throws Exception {
    environment.onTheRealWeb().file("/sys/class/dmi/id/product_name", product);

    assertThat(AmbientIdTokens.detect("sts", environment.build()))
        .hasToString("ID tokens of Google Cloud for \"sts\"");
  }

  @Test
  void other_machine_is_not_taken_for_googles() {
    environment.file("/sys/class/dmi/id/product_name", "Googleplex");

    failure(Kind.NO_CI);
  }

  @Test
  void codebuild_is_told_why_it_has_no_tokens() {
    withVariables("CODEBUILD_BUILD_ARN=arn:aws:codebuild:x");

    assertThat(failure(Kind.NO_CI)).hasMessageContaining("This is AWS CodeBuild");
  }

  @Test
  void environment_prints_no_value() {
    AmbientEnvironment some =
        AmbientEnvironment.builder().variables(Map.of("SECRET", "s3cret")).build();

    assertThat(some).hasToString("ambient environment of 1 variables");
  }
}
