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
class HarnessIdTokensTest {
  private static final String HANDLE = "00112233445566778899aabbccddeeff";

  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("HARNESS_ACCOUNT_ID", "acc123")
          .set("HARNESS_PIPELINE_ID", "myPipe")
          .set("DRONE", "true");

  @AfterEach
  void stop() {
    server.close();
  }

  private IdToken token() throws IdTokenUnavailableException {
    return AmbientIdTokens.detect("sts", environment.build()).idToken();
  }

  private void withRunner(String url) {
    environment
        .set("HARNESS_WI_MINT_URL", url)
        .set("HARNESS_WI_HANDLE", HANDLE)
        .tokenVariable("AWS_ID_TOKEN");
  }

  private Reply minted() {
    String token = TestTokens.forAudience("sts");
    return Reply.json("{\"oidc_token\":\"" + token + "\",\"expires_at_unix\":1795219500}");
  }

  @Test
  void identity_is_requested_from_the_runner() throws Exception {
    withRunner(server.origin() + "/mint_workload_token");
    server.on("/mint_workload_token", minted());

    assertThat(token().audiences()).containsExactly("sts");

    Asked asked = server.onlyAsked();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.target()).isEqualTo("/mint_workload_token");
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.body())
        .isEqualTo(
            "{\"handle\":\""
                + HANDLE
                + "\",\"name\":\"AWS_ID_TOKEN\",\"audience_override\":\"sts\"}");
  }

  @Test
  void runner_on_the_docker_host_is_asked_over_plain_http() throws Exception {
    withRunner("http://host.docker.internal:9080/mint_workload_token");
    environment.inPlaceOf("http://host.docker.internal:9080", server);
    server.on("/mint_workload_token", minted());

    assertThat(token().audiences()).containsExactly("sts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://harness.example/mint_workload_token",
        "http://127.0.0.1:1/mint_workload_token",
        "https://host.docker.internal/mint_workload_token"
      })
  void other_host_is_not_asked_in_production(String url) {
    withRunner(url);
    AmbientEnvironment production =
        AmbientEnvironment.builder()
            .variables(environment.build().variables())
            .tokenVariable("AWS_ID_TOKEN")
            .build();

    assertThat(
            Failures.of(
                Kind.BAD_ENVIRONMENT, () -> HarnessIdTokens.of("sts", production).idToken()))
        .message()
        .contains("is not asked: the URL must be")
        .doesNotContain(HANDLE);
  }

  @Test
  void unknown_identity_is_explained() {
    withRunner(server.origin() + "/mint_workload_token");

    assertThat(Failures.of(Kind.REFUSED, this::token))
        .hasMessageContaining("The step has no identity named \"AWS_ID_TOKEN\", or it has ended.")
        .message()
        .doesNotContain(HANDLE);
  }

  @Test
  void missing_handle_is_named() {
    withRunner(server.origin() + "/mint_workload_token");
    environment.unset("HARNESS_WI_HANDLE");

    assertThat(Failures.of(Kind.BAD_ENVIRONMENT, this::token))
        .hasMessageContaining("HARNESS_WI_HANDLE is not set although HARNESS_WI_MINT_URL is");
  }

  @Test
  void identity_without_runner_is_in_a_variable_of_its_name() throws Exception {
    environment.tokenVariable("AWS_ID_TOKEN").set("AWS_ID_TOKEN", TestTokens.forAudience("sts"));

    assertThat(token().audiences()).containsExactly("sts");
  }

  @Test
  void undeclared_identity_is_named() {
    environment.tokenVariable("AWS_ID_TOKEN");

    assertThat(Failures.of(Kind.NOT_GRANTED, this::token))
        .hasMessageContaining("The variable AWS_ID_TOKEN is not set")
        .hasMessageContaining("declares an identity of that name");
  }

  @Test
  void plugin_finds_its_token_in_a_variable() throws Exception {
    environment.set("PLUGIN_OIDC_TOKEN_ID", TestTokens.forAudience("sts"));

    assertThat(token().audiences()).containsExactly("sts");
  }

  @Test
  void plugins_audience_cannot_be_chosen() {
    environment.set("PLUGIN_OIDC_TOKEN_ID", TestTokens.forAudience("api://AzureADTokenExchange"));

    assertThat(Failures.of(Kind.AUDIENCE_NOT_OFFERED, this::token))
        .hasMessageContaining("Harness chooses the audience of a plugin's token");
  }

  @Test
  void step_without_token_is_told_both_ways() {
    assertThat(Failures.of(Kind.NOT_GRANTED, this::token))
        .hasMessageContaining("The variable PLUGIN_OIDC_TOKEN_ID is not set")
        .hasMessageContaining("declare a workload identity");
  }
}
