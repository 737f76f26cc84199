package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.FakeServer.Asked;
import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AzureDevOpsIdTokensTest {
  private static final String AUDIENCE = "api://AzureADTokenExchange";
  private static final String ENTRA_AUDIENCE = "fb60f99c-7a34-4190-8149-302f77469936";
  private static final String ACCESS_TOKEN = "system-access-token-0123456789";
  private static final UUID CONNECTION = UUID.fromString("64171687-7a59-4fce-b2c8-823278dcf176");
  private static final String PATH = "/org/prj/_apis/distributedtask/hubs/build/oidctoken";

  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("TF_BUILD", "True")
          .set("SYSTEM_OIDCREQUESTURI", server.origin() + PATH)
          .set("SYSTEM_ACCESSTOKEN", ACCESS_TOKEN);

  @AfterEach
  void stop() {
    server.close();
  }

  private IdToken token(String audience) throws IdTokenUnavailableException {
    return AmbientIdTokens.detect(audience, environment.build()).idToken();
  }

  private IdToken connectionToken(String audience) throws IdTokenUnavailableException {
    return AzureDevOpsIdTokens.ofServiceConnection(CONNECTION, audience, environment.build())
        .idToken();
  }

  private IdTokenUnavailableException failure(Kind kind) {
    IdTokenUnavailableException failure = Failures.of(kind, () -> token(AUDIENCE));
    assertThat(failure.getMessage()).doesNotContain(ACCESS_TOKEN);
    return failure;
  }

  private void answers(String token) {
    server.on(PATH, Reply.json("{\"oidcToken\":\"" + token + "\"}"));
  }

  @Test
  void token_is_requested_as_azure_devops_documents() throws Exception {
    answers(TestTokens.forAudience(AUDIENCE));

    assertThat(token(AUDIENCE).audiences()).containsExactly(AUDIENCE);

    Asked asked = server.onlyAsked();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.target()).isEqualTo(PATH + "?api-version=7.1");
    assertThat(asked.header("Authorization")).isEqualTo("Bearer " + ACCESS_TOKEN);
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.header("Content-Length")).isEqualTo("0");
    assertThat(asked.header("X-TFS-FedAuthRedirect")).isEqualTo("Suppress");
    assertThat(asked.body()).isEmpty();
  }

  @Test
  void trailing_slash_of_the_url_is_stripped() throws Exception {
    environment.set("SYSTEM_OIDCREQUESTURI", server.origin() + PATH + "/");
    answers(TestTokens.forAudience(AUDIENCE));

    token(AUDIENCE);

    assertThat(server.onlyAsked().target()).isEqualTo(PATH + "?api-version=7.1");
  }

  @Test
  void service_connection_is_asked_for_by_id() throws Exception {
    answers(TestTokens.forAudience(ENTRA_AUDIENCE));

    assertThat(connectionToken(AUDIENCE).audiences()).containsExactly(ENTRA_AUDIENCE);

    assertThat(server.onlyAsked().target())
        .isEqualTo(PATH + "?api-version=7.1&serviceConnectionId=" + CONNECTION);
  }

  @Test
  void older_service_connection_names_the_audience_itself() throws Exception {
    answers(TestTokens.forAudience(AUDIENCE));

    assertThat(connectionToken(AUDIENCE).audiences()).containsExactly(AUDIENCE);
  }

  @Test
  void application_id_is_no_audience_of_the_pipeline_itself() {
    answers(TestTokens.forAudience(ENTRA_AUDIENCE));

    failure(Kind.AUDIENCE_NOT_OFFERED);
  }

  @Test
  void application_id_stands_for_no_other_audience() {
    answers(TestTokens.forAudience(ENTRA_AUDIENCE));

    Failures.of(Kind.AUDIENCE_NOT_OFFERED, () -> connectionToken("https://deploy.example.com"));
  }

  @Test
  void other_audience_is_not_offered() {
    answers(TestTokens.forAudience(AUDIENCE));

    assertThat(Failures.of(Kind.AUDIENCE_NOT_OFFERED, () -> token("https://deploy.example.com")))
        .hasMessage(
            "Azure DevOps: The token is for \"api://AzureADTokenExchange\" where"
                + " \"https://deploy.example.com\" was asked for. Azure DevOps makes tokens for no"
                + " other audience: ask for api://AzureADTokenExchange.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$(System.AccessToken)"})
  void unmapped_access_token_is_shown_as_yaml(String value) {
    environment.set("SYSTEM_ACCESSTOKEN", value);

    assertThat(Failures.of(Kind.NOT_GRANTED, () -> token(AUDIENCE)))
        .hasMessage(
            """
            Azure DevOps: The variable SYSTEM_ACCESSTOKEN is not set: Azure Pipelines gives a step \
            its access token only if the YAML maps it:

                - script: ./deploy
                  env:
                    SYSTEM_ACCESSTOKEN: $(System.AccessToken)
            """);
  }

  @Test
  void fork_build_is_told_apart() {
    environment.unset("SYSTEM_ACCESSTOKEN").set("SYSTEM_PULLREQUEST_ISFORK", "True");

    assertThat(failure(Kind.FORK_BUILD)).hasMessageContaining("withholds secrets");
  }

  @Test
  void missing_request_url_is_named() {
    environment.unset("SYSTEM_OIDCREQUESTURI");

    assertThat(failure(Kind.NOT_GRANTED)).hasMessageContaining("SYSTEM_OIDCREQUESTURI");
  }

  @ParameterizedTest
  @ValueSource(ints = {203, 302, 401})
  void page_for_signing_in_is_a_refusal_of_the_access_token(int status) {
    server.on(PATH, Reply.status(status).with("Location", server.origin() + "/_signin"));

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining("did not take the job's access token")
        .hasMessageContaining("SYSTEM_ACCESSTOKEN: $(System.AccessToken)");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void html_with_success_is_a_refusal_of_the_access_token() {
    server.on(PATH, Reply.json("<html>Sign in</html>").with("Content-Type", "text/html"));

    assertThat(Failures.of(Kind.REFUSED, () -> token(AUDIENCE)))
        .hasMessageContaining("did not take the job's access token")
        .message()
        .doesNotContain("Sign in");
  }

  @Test
  void refused_service_connection_is_explained() {
    server.on(PATH, Reply.status(404));

    assertThat(Failures.of(Kind.REFUSED, () -> connectionToken(AUDIENCE)))
        .hasMessageContaining("a task of this stage must name it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "true", "TRUE"})
  void marker_is_recognised_in_any_case(String marker) {
    environment.set("TF_BUILD", marker).unset("SYSTEM_ACCESSTOKEN");

    failure(Kind.NOT_GRANTED);
  }
}
