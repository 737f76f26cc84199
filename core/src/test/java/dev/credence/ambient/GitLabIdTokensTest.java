package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitLabIdTokensTest {
  private final TestEnvironment environment = new TestEnvironment().set("GITLAB_CI", "true");

  @ParameterizedTest
  @CsvSource({
    "sigstore, SIGSTORE_ID_TOKEN",
    "http://test.audience, HTTP___TEST_AUDIENCE_ID_TOKEN",
    "npm:registry.example.org, NPM_REGISTRY_EXAMPLE_ORG_ID_TOKEN",
    "1password, _PASSWORD_ID_TOKEN",
    "a1_b, A1_B_ID_TOKEN",
    "é, __ID_TOKEN"
  })
  void usual_variable_follows_the_convention(String audience, String variable) {
    assertThat(GitLabIdTokens.usualVariable(audience)).isEqualTo(variable);
  }

  @Test
  void undeclared_token_is_shown_as_yaml_for_this_very_job() {
    environment.set("CI_JOB_NAME", "deploy \"eu\"").set("NPM_ID_TOKEN", "x");

    assertThat(
            Failures.of(
                Kind.NOT_GRANTED, () -> AmbientIdTokens.detect("a\"b", environment.build())))
        .hasMessage(
            """
            GitLab CI: The variable A_B_ID_TOKEN is not set. GitLab sets it for a job that declares \
            it:

                "deploy \\"eu\\"":
                  id_tokens:
                    A_B_ID_TOKEN:
                      aud: "a\\"b"

            Set are: NPM_ID_TOKEN. If one of these is meant, give its name as the token variable.
            If the entry is there, GitLab has made no token: look at the job's page. The failure \
            id_token_burned_project_path says that the project's path once belonged to another \
            project; have the sub begin with project_id instead of project_path \
            (ci_id_token_sub_claim_components).\
            """);
  }

  @Test
  void name_given_by_the_caller_is_used() throws Exception {
    environment
        .set("DEPLOY_TOKEN", TestTokens.forAudience("sts"))
        .set("STS_ID_TOKEN", TestTokens.forAudience("other"))
        .tokenVariable("DEPLOY_TOKEN");

    assertThat(AmbientIdTokens.detect("sts", environment.build()).idToken().audiences())
        .containsExactly("sts");
  }

  @Test
  void token_with_several_audiences_is_refused() {
    environment.set("STS_ID_TOKEN", TestTokens.withAudience("[\"sts\",\"vault\"]"));

    assertThat(
            Failures.of(
                Kind.OTHER_AUDIENCE, () -> AmbientIdTokens.detect("sts", environment.build())))
        .hasMessageContaining("not only for \"sts\" but for [\"sts\", \"vault\"]")
        .hasMessageContaining("aud: \"sts\"");
  }

  @Test
  void old_token_tells_of_the_jobs_timeout() {
    environment.set("STS_ID_TOKEN", TestTokens.expired("sts"));

    assertThat(
            Failures.of(
                Kind.EXPIRED, () -> AmbientIdTokens.detect("sts", environment.build()).idToken()))
        .hasMessageContaining("GitLab makes it when the job starts and never again");
  }

  @Test
  void impossible_name_is_a_mistake_of_the_program() {
    assertThatThrownBy(() -> GitLabIdTokens.ofVariable("A\nB", "sts", environment.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The name of a variable");
  }
}
