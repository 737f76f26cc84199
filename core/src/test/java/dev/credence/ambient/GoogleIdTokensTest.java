package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.FakeServer.Asked;
import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GoogleIdTokensTest {
  private static final String PATH =
      "/computeMetadata/v1/instance/service-accounts/default/identity";

  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment =
      new TestEnvironment()
          .file("/sys/class/dmi/id/product_name", "Google Compute Engine\n")
          .inPlaceOf("http://metadata.google.internal", server);

  @AfterEach
  void stop() {
    server.close();
  }

  private IdToken token() throws IdTokenUnavailableException {
    return AmbientIdTokens.detect("https://rp.example.com", environment.build()).idToken();
  }

  private static Reply metadata(int status, String body) {
    return new Reply(
        status, Map.of("Content-Type", "text/html", "Metadata-Flavor", "Google"), body);
  }

  @Test
  void token_is_requested_from_the_metadata_server() throws Exception {
    server.on(PATH, metadata(200, TestTokens.forAudience("https://rp.example.com")));

    assertThat(token().audiences()).containsExactly("https://rp.example.com");

    Asked asked = server.onlyAsked();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.target())
        .isEqualTo(PATH + "?audience=https%3A%2F%2Frp.example.com&format=full");
    assertThat(asked.header("Metadata-Flavor")).isEqualTo("Google");
  }

  @Test
  void server_that_is_none_of_google_is_refused() {
    server.on(
        PATH,
        new Reply(
            200,
            Map.of("Content-Type", "text/html"),
            TestTokens.forAudience("https://rp.example.com")));

    assertThat(Failures.of(Kind.BAD_ANSWER, this::token))
        .hasMessageContaining("answered without the header Metadata-Flavor: Google");
  }

  @Test
  void machine_without_service_account_is_explained() {
    server.on(PATH, metadata(404, "not found"));

    assertThat(Failures.of(Kind.REFUSED, this::token))
        .hasMessageContaining("The machine has no service account")
        .hasMessageContaining("roles/iam.serviceAccountOpenIdTokenCreator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"metadata.example", "127.0.0.1:8080", "10.0.0.1", "user@169.254.169.254", "a b"})
  void other_host_is_not_asked_in_production(String host) {
    AmbientEnvironment production =
        AmbientEnvironment.builder().variables(Map.of("GCE_METADATA_HOST", host)).build();

    assertThat(
            Failures.of(
                Kind.BAD_ENVIRONMENT,
                () -> AmbientIdTokens.detect("https://rp.example.com", production)))
        .hasMessageContaining("The metadata server of the variable GCE_METADATA_HOST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "metadata.google.internal"})
  void link_local_host_may_be_named(String host) throws Exception {
    AmbientEnvironment production =
        AmbientEnvironment.builder().variables(Map.of("GCE_METADATA_HOST", host)).build();

    assertThat(AmbientIdTokens.detect("https://rp.example.com", production))
        .hasToString("ID tokens of Google Cloud for \"https://rp.example.com\"");
  }
}
