package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import org.junit.jupiter.api.Test;

class JenkinsIdTokensTest {
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("JENKINS_URL", "https://jenkins.example/")
          .set("BUILD_URL", "https://jenkins.example/job/deploy/42/");

  private IdToken token() throws IdTokenUnavailableException {
    return AmbientIdTokens.detect("sts", environment.build()).idToken();
  }

  @Test
  void bound_variable_holds_the_token() throws Exception {
    environment.tokenVariable("IDTOKEN").set("IDTOKEN", TestTokens.withAudience("[\"sts\"]"));

    assertThat(token().audiences()).containsExactly("sts");
  }

  @Test
  void bound_file_holds_the_token() throws Exception {
    environment
        .tokenFile("/ws@tmp/id_token")
        .file("/ws@tmp/id_token", TestTokens.forAudience("sts"));

    assertThat(token().audiences()).containsExactly("sts");
  }

  @Test
  void name_must_be_told() {
    assertThat(Failures.of(Kind.NOT_GRANTED, this::token))
        .hasMessageContaining("Jenkins has no variable of its own for ID tokens.")
        .hasMessageContaining(
            "withCredentials([string(variable: 'IDTOKEN', credentialsId: 'your-id')]) {");
  }

  @Test
  void unbound_variable_is_shown_as_a_binding() {
    environment.tokenVariable("MINE");

    assertThat(Failures.of(Kind.NOT_GRANTED, this::token))
        .hasMessageContaining("The variable MINE is not set")
        .hasMessageContaining("string(variable: 'MINE'");
  }

  @Test
  void unbound_file_is_shown_as_a_binding() {
    environment.tokenFile("/ws@tmp/id_token");

    assertThat(Failures.of(Kind.NOT_GRANTED, this::token))
        .hasMessageContaining("file(variable: 'ID_TOKEN_FILE'");
  }

  @Test
  void credential_without_audience_is_explained() {
    environment
        .tokenVariable("IDTOKEN")
        .set(
            "IDTOKEN", TestTokens.ofClaims("{\"exp\":" + TestTokens.EXPIRY.getEpochSecond() + "}"));

    assertThat(Failures.of(Kind.OTHER_AUDIENCE, this::token))
        .hasMessageContaining("The token is for no audience at all where \"sts\" was asked for.")
        .hasMessageContaining("a setting of the credential in Jenkins");
  }

  @Test
  void job_may_be_a_client_of_an_identity_provider_instead() {
    environment.set("OIDC_ISSUER", "https://login.example").set("OIDC_CLIENT_ID", "deploy");

    assertThat(Failures.of(Kind.NOT_GRANTED, this::token))
        .hasMessageContaining("The variable OIDC_CLIENT_SECRET is not set")
        .hasMessageContaining("string(variable: 'OIDC_CLIENT_SECRET'");
  }
}
