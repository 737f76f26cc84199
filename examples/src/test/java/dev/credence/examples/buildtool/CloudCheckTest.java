package dev.credence.examples.buildtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.credence.TrustPolicy;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.examples.quickstart.FakeClouds;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.Fault;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitLabIssuer;
import dev.credence.testkit.RecordedRequest;
import dev.credence.testkit.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A build in GitHub Actions and in GitLab works in three clouds, or says what its user has to
 * change.
 */
@Timeout(60)
class CloudCheckTest {
  private static final List<String> CLOUDS = FakeClouds.NAMES;

  private static final Map<String, String> PRINCIPALS =
      Map.of(
          "aws", "arn:aws:sts::123456789012:assumed-role/deploy/",
          "google", "deploy@my-project.iam.gserviceaccount.com",
          "azure", "application 0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21");

  /** What each official client asks for with its credentials. */
  private static final Map<String, String> CALLS =
      Map.of(
          "aws", "GetCallerIdentity",
          "google", "/storage/v1/b/credence-test",
          "azure", "/resource-1/subscriptions");

  /** One of each for all tests, since it takes time to make a key. */
  private static final GitHubActionsIssuer GITHUB = CiIssuer.gitHubActions();

  private static final GitLabIssuer GITLAB = CiIssuer.gitLab();

  private final TestClock clock = TestClock.atPresent();
  private final FakeClouds clouds = FakeClouds.start(clock);
  private final GitHubActionsIssuer github = GITHUB.clock(clock);
  private final GitLabIssuer gitLab = GITLAB.clock(clock);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void run_the_production_job() {
    github.running(() -> github.environment("production"));
  }

  @AfterEach
  void close() {
    clouds.close();
    github.close();
    gitLab.close();
  }

  private void trustGitHub() {
    clouds.trust(
        github,
        audience ->
            TrustPolicy.named("production")
                .issuer(GitHubActions.issuer())
                .audience(audience)
                .require(
                    GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                    GitHubActions.ENVIRONMENT.is("production"))
                .build(),
        "repo:octo-org@65/octo-repo@74:environment:production");
  }

  private void trustGitLab() {
    clouds.trust(
        gitLab,
        audience ->
            TrustPolicy.named("main")
                .issuer(GitLab.issuer())
                .audience(audience)
                .require(
                    GitLab.project("my-group/my-project").id(20).namespaceId(72),
                    GitLab.REF.is("main"))
                .build(),
        "project_path:my-group/my-project:ref_type:branch:ref:main");
  }

  private boolean check(CloudSettings settings, AmbientEnvironment job) {
    return CloudCheck.run(
        settings, job, clouds, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8).strip();
  }

  private void assertWorksIn(String cloud) {
    RecordedRequest call = clouds.server(cloud).journal().last();
    assertThat(call.formParameter("Action").orElse(call.path())).isEqualTo(CALLS.get(cloud));
    assertThat(output()).hasLineCount(1).startsWith("The build works as " + PRINCIPALS.get(cloud));
    // Google's library has expiries by this machine's clock, whatever the test's says.
    assertThat(Instant.parse(output().substring(output().lastIndexOf(' ') + 1)))
        .isCloseTo(clock.instant().plus(Duration.ofHours(1)), within(1, ChronoUnit.MINUTES));
  }

  @ParameterizedTest
  @FieldSource("CLOUDS")
  void build_in_git_hub_works_in_each_cloud(String cloud) {
    trustGitHub();
    assertThat(check(FakeClouds.settings(cloud), github.ambient())).as(output()).isTrue();
    assertWorksIn(cloud);
  }

  @ParameterizedTest
  @FieldSource("CLOUDS")
  void build_in_git_lab_works_in_each_cloud(String cloud) {
    trustGitLab();
    gitLab.audience(clouds.audience(cloud)); // as its YAML says
    assertThat(check(FakeClouds.settings(cloud), gitLab.ambient())).as(output()).isTrue();
    assertWorksIn(cloud);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "aws",
            "aws does not let the job act as arn:aws:iam::123456789012:role/deploy"
                + " (AccessDenied)."),
        Arguments.of(
            "google",
            "gcp refuses the job's token at projects/123456789012/locations/global"
                + "/workloadIdentityPools/ci-pool/providers/ci-jobs, with status 400"
                + " (unauthorized_client)."),
        Arguments.of(
            "azure",
            "azure refuses to let the job act as application 0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21"
                + " of tenant 8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10 (AADSTS700213)."));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void build_of_a_fork_is_told_which_condition_to_look_at(String cloud, String refusal) {
    trustGitHub();
    github.running(github::pullRequestFromFork);
    assertThat(check(FakeClouds.settings(cloud), github.ambient())).isFalse();
    assertThat(output())
        .startsWith("The build has no cloud. " + refusal + "\n  Look first at the subject: ")
        .contains("subject   \"repo:octo-org@65/octo-repo@74:pull_request\"");
  }

  @ParameterizedTest
  @FieldSource("CLOUDS")
  void build_in_git_lab_with_the_token_of_another_audience_is_told_the_line_to_change(
      String cloud) {
    trustGitLab();
    gitLab.audience("https://elsewhere.example.com");
    assertThat(check(FakeClouds.settings(cloud), gitLab.ambient())).isFalse();
    assertThat(output())
        .startsWith("The build has no cloud. GitLab")
        .contains("id_tokens", clouds.audience(cloud));
  }

  @ParameterizedTest
  @FieldSource("CLOUDS")
  void build_on_a_desk_is_told_that_there_is_no_ci(String cloud) {
    AmbientEnvironment desk = AmbientEnvironment.builder().variables(Map.of()).build();
    assertThat(check(FakeClouds.settings(cloud), desk)).isFalse();
    assertThat(output()).startsWith("The build has no cloud. CI detection");
  }

  static Stream<Arguments> missingRights() {
    return Stream.of(
        Arguments.of(
            "google",
            "Google answered 403: let deploy@my-project.iam.gserviceaccount.com see the bucket that"
                + " google.bucket names."),
        Arguments.of(
            "azure",
            "Azure answered 403: give the application 0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21 a"
                + " role."));
  }

  @ParameterizedTest
  @MethodSource("missingRights")
  void principal_without_rights_is_told_apart_from_a_refused_token(String cloud, String line) {
    trustGitHub();
    clouds.server(cloud).endpoint(CALLS.get(cloud)).faults().always(Fault.status(403));
    assertThat(check(FakeClouds.settings(cloud), github.ambient())).isFalse();
    assertThat(output()).isEqualTo("The build has no cloud. " + line);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(Map.of(), "The setting cloud is missing: add it."),
        Arguments.of(
            Map.of("cloud", "ibm"),
            "The setting cloud is \"ibm\": it must be aws, google or azure."),
        Arguments.of(
            Map.of("cloud", "aws", "aws.region", "eu-west-1"),
            "The setting aws.role is missing: add it."),
        Arguments.of(
            Map.of("cloud", "google", "google.bucket", "b", "google.project-number", "my-project"),
            "The setting google.project-number is \"my-project\": it must be a number."),
        Arguments.of(
            Map.of("cloud", "azure", "azure.tenant", " "),
            "The setting azure.tenant is missing: add it."));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void setting_that_is_wrong_is_named(Map<String, String> values, String line) {
    assertThat(check(CloudSettings.of(values), github.ambient())).isFalse();
    assertThat(output()).isEqualTo("The build has no cloud. " + line);
  }
}
