package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ambient.FakeServer.Asked;
import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BuildkiteIdTokensTest {
  private static final String JOB = "0184990a-477b-4fa8-9968-496074483cee";
  private static final String ACCESS_TOKEN = "agent-access-token-0123456789";
  private static final String PATH = "/v3/jobs/" + JOB + "/oidc/tokens";

  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("BUILDKITE", "true")
          .set("BUILDKITE_JOB_ID", JOB)
          .set("BUILDKITE_AGENT_ENDPOINT", server.origin() + "/v3")
          .set("BUILDKITE_AGENT_ACCESS_TOKEN", ACCESS_TOKEN);

  @AfterEach
  void stop() {
    server.close();
  }

  private IdToken token() throws IdTokenUnavailableException {
    return AmbientIdTokens.detect("a\"b", environment.build()).idToken();
  }

  private IdTokenUnavailableException failure(Kind kind) {
    IdTokenUnavailableException failure = Failures.of(kind, this::token);
    assertThat(failure.getMessage()).doesNotContain(ACCESS_TOKEN);
    return failure;
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void token_is_requested_from_the_agents_endpoint(int status) throws Exception {
    String token = TestTokens.withAudience("\"a\\\"b\"");
    Reply success = Reply.json("{\"token\":\"" + token + "\"}");
    server.on(PATH, new Reply(status, success.headers(), success.body()));

    assertThat(token().reveal()).isEqualTo(token);

    Asked asked = server.onlyAsked();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.target()).isEqualTo(PATH);
    assertThat(asked.header("Authorization")).isEqualTo("Token " + ACCESS_TOKEN);
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.body()).isEqualTo("{\"audience\":\"a\\\"b\"}");
  }

  @Test
  void endpoint_has_a_default() {
    environment
        .unset("BUILDKITE_AGENT_ENDPOINT")
        .inPlaceOf("https://agent-edge.buildkite.com", server);
    server.on(PATH, Reply.status(403));

    assertThat(failure(Kind.REFUSED)).hasMessageContaining("\"agent-edge.buildkite.com\"");
    assertThat(server.onlyAsked().target()).isEqualTo(PATH);
  }

  @Test
  void foreign_job_is_explained() {
    server.on(PATH, Reply.status(403));

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining(
            "The access token in BUILDKITE_AGENT_ACCESS_TOKEN is not that of the job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BUILDKITE_JOB_ID", "BUILDKITE_AGENT_ACCESS_TOKEN"})
  void missing_variable_is_shown_with_what_hands_it_over(String variable) {
    environment.unset(variable);

    assertThat(failure(Kind.NOT_GRANTED))
        .hasMessageContaining("The variable " + variable + " is not set")
        .hasMessageContaining("propagate-environment: true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "a/b", "a?b"})
  void job_id_cannot_lead_elsewhere(String job) {
    environment.set("BUILDKITE_JOB_ID", job);

    failure(Kind.BAD_ENVIRONMENT);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void agents_program_is_preferred_because_it_redacts() throws Exception {
    environment.program("buildkite-agent", 0, TestTokens.withAudience("\"a\\\"b\"") + "\n");

    assertThat(token().audiences()).containsExactly("a\"b");

    assertThat(environment.commandLines)
        .containsExactly(
            List.of("/usr/bin/buildkite-agent", "oidc", "request-token", "--audience", "a\"b"));
    assertThat(environment.commandVariables.get(0)).containsEntry("BUILDKITE_JOB_ID", JOB);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void failing_program_is_explained_without_its_output() {
    environment.program("buildkite-agent", 1, "secret output");

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining(
            "The command \"buildkite-agent oidc request-token\" ended with status 1")
        .hasMessageContaining("Job API")
        .message()
        .doesNotContain("secret output");
  }
}
