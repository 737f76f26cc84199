package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What all CIs have in common that put a token into a variable. */
class VariableIdTokensTest {
  private static final String AUDIENCE = "https://rp.example";

  private static Arguments provider(
      String name, Map<String, String> markers, String variable, Kind otherAudience, String yaml) {
    return argumentSet(name, name, markers, variable, otherAudience, yaml);
  }

  static Stream<Arguments> providers() {
    return Stream.of(
        provider(
            "GitLab CI",
            Map.of("GITLAB_CI", "true"),
            "HTTPS___RP_EXAMPLE_ID_TOKEN",
            Kind.OTHER_AUDIENCE,
            """
                your-job:
                  id_tokens:
                    HTTPS___RP_EXAMPLE_ID_TOKEN:
                      aud: "https://rp.example"
            """),
        provider(
            "CircleCI",
            Map.of("CIRCLECI", "true"),
            "CIRCLE_OIDC_TOKEN_V2",
            Kind.AUDIENCE_NOT_OFFERED,
            "context: your-context"),
        provider(
            "Bitbucket Pipelines",
            Map.of("BITBUCKET_BUILD_NUMBER", "7"),
            "BITBUCKET_STEP_OIDC_TOKEN",
            Kind.OTHER_AUDIENCE,
            """
                - step:
                    oidc:
                      audiences:
                        - "https://rp.example"
            """),
        provider(
            "HCP Terraform",
            Map.of("TFC_RUN_ID", "run-1"),
            "TFC_WORKLOAD_IDENTITY_TOKEN",
            Kind.OTHER_AUDIENCE,
            "TFC_WORKLOAD_IDENTITY_AUDIENCE = \"https://rp.example\""),
        provider(
            "Semaphore",
            Map.of("SEMAPHORE", "true"),
            "SEMAPHORE_OIDC_TOKEN",
            Kind.AUDIENCE_NOT_OFFERED,
            "plan includes OpenID Connect"),
        provider(
            "Spacelift",
            Map.of("TF_VAR_spacelift_run_id", "01"),
            "SPACELIFT_OIDC_TOKEN",
            Kind.AUDIENCE_NOT_OFFERED,
            "The file \"/mnt/workspace/spacelift.oidc\" can't be read"));
  }

  private static TestEnvironment marked(Map<String, String> markers) {
    return new TestEnvironment().setAll(markers);
  }

  private static IdToken token(TestEnvironment environment) throws IdTokenUnavailableException {
    return AmbientIdTokens.detect(AUDIENCE, environment.build()).idToken();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void token_is_taken_from_the_variable(
      String name, Map<String, String> markers, String variable, Kind otherAudience, String yaml)
      throws Exception {
    String token = TestTokens.forAudience(AUDIENCE);

    assertThat(token(marked(markers).set(variable, token)).reveal()).isEqualTo(token);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void missing_variable_is_explained(
      String name, Map<String, String> markers, String variable, Kind otherAudience, String yaml) {
    IdTokenUnavailableException failure =
        Failures.of(Kind.NOT_GRANTED, () -> token(marked(markers)));

    assertThat(failure.provider()).isEqualTo(name);
    assertThat(failure.getMessage()).contains(variable).contains(yaml.stripTrailing());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void token_for_another_audience_is_refused(
      String name, Map<String, String> markers, String variable, Kind otherAudience, String yaml) {
    TestEnvironment environment =
        marked(markers).set(variable, TestTokens.forAudience("https://g.example"));

    assertThat(Failures.of(otherAudience, () -> token(environment)))
        .hasMessageContaining(
            "The token is for \"https://g.example\" where \"https://rp.example\" was asked for.");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void expired_token_is_refused(
      String name, Map<String, String> markers, String variable, Kind otherAudience, String yaml) {
    TestEnvironment environment = marked(markers).set(variable, TestTokens.expired(AUDIENCE));

    assertThat(Failures.of(Kind.EXPIRED, () -> token(environment)))
        .hasMessageContaining("The token expired at 2026-11-21T10:00:00Z")
        .message()
        .doesNotContain("Is the clock");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void text_that_is_no_token_is_refused_without_showing_it(
      String name, Map<String, String> markers, String variable, Kind otherAudience, String yaml) {
    TestEnvironment environment = marked(markers).set(variable, "not-a-token-but-a-secret");

    assertThat(Failures.of(Kind.BAD_ANSWER, () -> token(environment)).getMessage())
        .contains("What came is no token that can be used")
        .doesNotContain("not-a-token");
  }
}
