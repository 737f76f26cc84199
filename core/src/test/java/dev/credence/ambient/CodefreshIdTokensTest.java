package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.FakeServer.Asked;
import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CodefreshIdTokensTest {
  private static final String AUDIENCE = "https://g.codefresh.io";
  private static final String CREDENTIAL = "codefresh-request-token-0123456789";

  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("CF_BUILD_ID", "64f447c02199f903000a")
          .set("CF_OIDC_REQUEST_URL", server.origin() + "/api/oidc/token")
          .set("CF_OIDC_REQUEST_TOKEN", CREDENTIAL);

  @AfterEach
  void stop() {
    server.close();
  }

  private IdToken token(String audience) throws IdTokenUnavailableException {
    return AmbientIdTokens.detect(audience, environment.build()).idToken();
  }

  private void answers(String token) {
    server.on("/api/oidc/token", Reply.json("{\"id_token\":\"" + token + "\"}"));
  }

  @Test
  void default_audience_is_requested_as_codefresh_documents() throws Exception {
    answers(TestTokens.forAudience(AUDIENCE));

    assertThat(token(AUDIENCE).audiences()).containsExactly(AUDIENCE);

    Asked asked = server.onlyAsked();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.target()).isEqualTo("/api/oidc/token");
    assertThat(asked.header("Authorization")).isEqualTo(CREDENTIAL);
  }

  @Test
  void other_audience_is_asked_for_by_parameter() throws Exception {
    answers(TestTokens.forAudience("https://rp.example"));

    assertThat(token("https://rp.example").audiences()).containsExactly("https://rp.example");
    assertThat(server.onlyAsked().target())
        .isEqualTo("/api/oidc/token?audience=https%3A%2F%2Frp.example");
  }

  @Test
  void audience_that_is_not_made_is_told() {
    answers(TestTokens.forAudience(AUDIENCE));

    assertThat(Failures.of(Kind.AUDIENCE_NOT_OFFERED, () -> token("https://rp.example")))
        .hasMessageContaining(
            "The token is for \"https://g.codefresh.io\" where \"https://rp.example\" was asked")
        .hasMessageContaining("Ask for the one that it makes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CF_OIDC_REQUEST_URL", "CF_OIDC_REQUEST_TOKEN"})
  void missing_variable_is_shown_as_yaml(String variable) {
    environment.unset(variable);

    assertThat(Failures.of(Kind.NOT_GRANTED, () -> token(AUDIENCE)))
        .hasMessageContaining("The variable " + variable + " is not set")
        .hasMessageContaining("- " + variable + "=${{" + variable + "}}");
  }

  @Test
  void refusal_does_not_show_the_credential() {
    server.on("/api/oidc/token", Reply.status(401));

    assertThat(Failures.of(Kind.REFUSED, () -> token(AUDIENCE)).getMessage())
        .contains("status 401")
        .doesNotContain(CREDENTIAL);
  }
}
