package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIs that issue no tokens: Drone and Woodpecker. */
@Timeout(60)
class DroneIdTokensTest {
  private static final String AUDIENCE = "api://deploy";
  private static final String PEM = new TestKeyPair("RSA", 2_048).pem();

  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("DRONE", "true")
          .set("OIDC_ISSUER", server.origin())
          .set("OIDC_CLIENT_ID", "deploy")
          .set("OIDC_CLIENT_SECRET", "s3cret");

  @BeforeEach
  void publish() {
    server.on(
        "/.well-known/openid-configuration",
        Reply.json(
            "{\"issuer\":\""
                + server.origin()
                + "\",\"token_endpoint\":\""
                + server.origin()
                + "/v1/token\"}"));
    server.on(
        "/v1/token",
        Reply.json(
            "{\"token_type\":\"Bearer\",\"access_token\":\""
                + TestTokens.forAudience(AUDIENCE)
                + "\"}"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private IdToken token() throws IdTokenUnavailableException {
    return AmbientIdTokens.detect(AUDIENCE, environment.build()).idToken();
  }

  private String body() {
    return server.asked().get(1).body();
  }

  @Test
  void secrets_of_the_pipeline_get_a_token_from_the_identity_provider() throws Exception {
    environment.set("OIDC_SCOPE", "deploy  read");

    assertThat(token().audiences()).containsExactly(AUDIENCE);

    assertThat(body())
        .isEqualTo("grant_type=client_credentials&audience=api%3A%2F%2Fdeploy&scope=deploy+read");
    assertThat(server.asked().get(1).header("Authorization"))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("deploy:s3cret".getBytes()));
  }

  @Test
  void settings_of_a_plugin_serve_too() throws Exception {
    environment
        .unset("OIDC_ISSUER")
        .unset("OIDC_CLIENT_ID")
        .unset("OIDC_CLIENT_SECRET")
        .set("PLUGIN_OIDC_ISSUER", server.origin())
        .set("PLUGIN_OIDC_CLIENT_ID", "deploy")
        .set("PLUGIN_OIDC_CLIENT_SECRET", "s3cret")
        .set("PLUGIN_OIDC_CLIENT_AUTH", "client_secret_post");

    token();

    assertThat(body()).endsWith("&client_id=deploy&client_secret=s3cret");
  }

  @Test
  void key_is_used_where_there_is_one() throws Exception {
    environment.set("OIDC_CLIENT_KEY", PEM).set("OIDC_CLIENT_KEY_ID", "key-1");

    token();

    assertThat(body()).contains("&client_assertion=ey").doesNotContain("client_secret");
  }

  @ParameterizedTest
  @CsvSource({"issuer, ''", "token_endpoint, /v1/token"})
  void addressee_of_assertions_can_be_told(String addressee, String path) throws Exception {
    environment.set("OIDC_CLIENT_KEY", PEM).set("OIDC_ASSERTION_AUDIENCE", addressee);

    token();

    String assertion = body().substring(body().indexOf("client_assertion=") + 17);
    assertThat(new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[1])))
        .contains("\"aud\":\"" + server.origin() + path + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"})
  void missing_secret_is_shown_as_yaml(String variable) {
    environment.unset(variable);

    assertThat(Failures.of(Kind.NOT_GRANTED, this::token))
        .hasMessageStartingWith("Drone: The variable " + variable + " is not set.")
        .hasMessageContaining(
            """
                      OIDC_CLIENT_SECRET:
                        from_secret: oidc_client_secret
            """
                .stripTrailing());
  }

  @Test
  void pull_request_has_no_secrets() {
    environment.unset("OIDC_CLIENT_SECRET").set("DRONE_BUILD_EVENT", "pull_request");

    assertThat(Failures.of(Kind.FORK_BUILD, this::token))
        .hasMessageContaining("to which Drone gives no secrets");
  }

  @Test
  void woodpeckers_pull_request_has_no_secrets() {
    environment
        .unset("DRONE")
        .set("CI", "woodpecker")
        .unset("OIDC_CLIENT_SECRET")
        .set("CI_PIPELINE_EVENT", "pull_request");

    assertThat(Failures.of(Kind.FORK_BUILD, this::token))
        .hasMessageContaining("to which Woodpecker gives no secrets");
  }

  @Test
  void woodpecker_takes_the_same_variables() throws Exception {
    environment.unset("DRONE").set("CI_SYSTEM_NAME", "woodpecker");

    assertThat(token().audiences()).containsExactly(AUDIENCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OIDC_CLIENT_AUTH | none | where client_secret_basic, client_secret_post or"
            + " private_key_jwt",
        "OIDC_CLIENT_KEY | secret-but-no-key | The private key must be PEM",
        "OIDC_ISSUER | http://login.example | can't be asked",
        "OIDC_SCOPE | \u00e9 | is no scope"
      })
  void variable_that_cannot_be_used_is_explained(String variable, String value, String message) {
    environment.set(variable, value);

    assertThat(Failures.of(Kind.BAD_ENVIRONMENT, this::token).getMessage())
        .contains(message)
        .doesNotContain("s3cret")
        .doesNotContain("secret-but");
  }

  @Test
  void refusal_is_told_in_drones_name() {
    Reply refused = Reply.json("{\"error\":\"invalid_client\"}");
    server.on("/v1/token", new Reply(401, refused.headers(), refused.body()));

    assertThat(Failures.of(Kind.REFUSED, this::token).getMessage())
        .startsWith("Drone: The token endpoint refuses (invalid_client)")
        .doesNotContain("s3cret");
  }
}
