package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.ambient.FakeServer.Asked;
import dev.credence.ambient.FakeServer.Reply;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GitHubActionsIdTokensTest {
  private static final String AUDIENCE = "https://deploy.example.com/?a=b&c";
  private static final String BEARER = "request-bearer-0123456789";

  private final FakeServer server = new FakeServer();
  private final TestEnvironment environment =
      new TestEnvironment()
          .set("GITHUB_ACTIONS", "true")
          .set("ACTIONS_ID_TOKEN_REQUEST_URL", server.origin() + "/job//token?api-version=2.0")
          .set("ACTIONS_ID_TOKEN_REQUEST_TOKEN", BEARER);

  @AfterEach
  void stop() {
    server.close();
  }

  private IdTokenSource source() throws IdTokenUnavailableException {
    return AmbientIdTokens.detect(AUDIENCE, environment.build());
  }

  private IdTokenUnavailableException failure(Kind kind) {
    IdTokenUnavailableException failure = Failures.of(kind, () -> source().idToken());
    assertThat(failure.getMessage()).doesNotContain(BEARER);
    return failure;
  }

  private void answers(String token) {
    server.on("/job//token", Reply.json("{\"count\":1,\"value\":\"" + token + "\"}"));
  }

  @Test
  void token_is_requested_as_github_documents() throws Exception {
    String token = TestTokens.forAudience(AUDIENCE);
    answers(token);

    IdToken got = source().idToken();

    assertThat(got.reveal()).isEqualTo(token);
    assertThat(got.expiresAt()).isEqualTo(TestTokens.EXPIRY);
    Asked asked = server.onlyAsked();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.target())
        .isEqualTo(
            "/job//token?api-version=2.0"
                + "&audience=https%3A%2F%2Fdeploy.example.com%2F%3Fa%3Db%26c");
    assertThat(asked.header("Authorization")).isEqualTo("Bearer " + BEARER);
    assertThat(asked.header("Accept")).isEqualTo("application/json");
    assertThat(asked.body()).isEmpty();
  }

  @Test
  void each_call_asks_anew() throws Exception {
    answers(TestTokens.forAudience(AUDIENCE));
    IdTokenSource source = source();

    source.idToken();
    source.idToken();

    assertThat(server.asked()).hasSize(2);
    assertThat(source.audience()).isEqualTo(AUDIENCE);
    assertThat(source).hasToString("ID tokens of GitHub Actions for \"" + AUDIENCE + "\"");
  }

  @Test
  void url_without_query_gets_one() throws Exception {
    environment.set("ACTIONS_ID_TOKEN_REQUEST_URL", server.origin() + "/job//token");
    answers(TestTokens.forAudience(AUDIENCE));

    source().idToken();

    assertThat(server.onlyAsked().target()).startsWith("/job//token?audience=https%3A");
  }

  @Test
  void audience_that_the_url_already_has_is_replaced() throws Exception {
    environment.set(
        "ACTIONS_ID_TOKEN_REQUEST_URL", server.origin() + "/job//token?audience=other&v=2");
    answers(TestTokens.forAudience(AUDIENCE));

    source().idToken();

    assertThat(server.onlyAsked().target()).startsWith("/job//token?v=2&audience=https%3A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"})
  void missing_permission_is_shown_as_yaml(String variable) {
    environment.unset(variable);

    IdTokenUnavailableException failure = Failures.of(Kind.NOT_GRANTED, this::source);

    assertThat(failure.provider()).isEqualTo("GitHub Actions");
    assertThat(failure)
        .hasMessage(
            """
            GitHub Actions: The variables ACTIONS_ID_TOKEN_REQUEST_URL and \
            ACTIONS_ID_TOKEN_REQUEST_TOKEN are not set: the job lacks the permission to ask for ID \
            tokens. Grant it to the workflow or the job:

                permissions:
                  id-token: write
                  contents: read

            A reusable workflow has it only if its caller grants it too.\
            """);
  }

  @Test
  void empty_variable_counts_as_missing() {
    environment.set("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "");

    Failures.of(Kind.NOT_GRANTED, this::source);
  }

  @Test
  void pull_request_from_fork_is_told_apart() {
    environment
        .unset("ACTIONS_ID_TOKEN_REQUEST_URL")
        .set("GITHUB_EVENT_NAME", "pull_request")
        .set("GITHUB_REPOSITORY", "octo-org/octo-repo")
        .set("GITHUB_EVENT_PATH", "/github/event.json")
        .file(
            "/github/event.json",
            "{\"pull_request\":{\"head\":{\"repo\":{\"full_name\":\"mallory/octo-repo\"}}}}");

    assertThat(Failures.of(Kind.FORK_BUILD, this::source))
        .hasMessageContaining("pull request from a fork")
        .hasMessageContaining("on push");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pull_request\":{\"head\":{\"repo\":{\"full_name\":\"octo-org/octo-repo\"}}}}",
        "{\"pull_request\":{\"head\":{\"repo\":null}}}",
        "not json"
      })
  void other_pull_request_lacks_the_permission(String event) {
    environment
        .unset("ACTIONS_ID_TOKEN_REQUEST_URL")
        .set("GITHUB_EVENT_NAME", "pull_request")
        .set("GITHUB_REPOSITORY", "octo-org/octo-repo")
        .set("GITHUB_EVENT_PATH", "/github/event.json")
        .file("/github/event.json", event);

    assertThat(Failures.of(Kind.NOT_GRANTED, this::source))
        .hasMessageContaining("id-token: write")
        .hasMessageEndingWith("A pull request from a fork never has it.");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void refusal_is_not_tried_again(int status) {
    server.on("/job//token", Reply.status(status));

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining("answered with status " + status + " where 200 is required");
    assertThat(server.asked()).hasSize(1);
    assertThat(environment.pauses).isEmpty();
  }

  @Test
  void forbidden_names_the_permission() {
    server.on("/job//token", Reply.status(403));

    assertThat(failure(Kind.REFUSED)).hasMessageContaining("id-token: write");
  }

  @Test
  void redirect_is_not_followed() {
    server.on("/job//token", Reply.status(302).with("Location", server.origin() + "/elsewhere"));

    assertThat(failure(Kind.REFUSED))
        .hasMessageContaining("answered with a redirect (302), which is not followed");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void token_for_another_audience_is_refused() {
    answers(TestTokens.forAudience("https://deploy.example.com"));

    assertThat(failure(Kind.OTHER_AUDIENCE))
        .hasMessageContaining(
            "is for \"https://deploy.example.com\" where \"" + AUDIENCE + "\" was asked for");
  }

  @Test
  void token_for_other_audiences_too_is_refused() {
    answers(TestTokens.withAudience("[\"" + AUDIENCE + "\",\"b\"]"));

    assertThat(failure(Kind.OTHER_AUDIENCE))
        .hasMessageContaining("The token is not only for \"" + AUDIENCE + "\" but for [");
  }

  @Test
  void audience_in_an_array_of_one_is_accepted() throws Exception {
    answers(TestTokens.withAudience("[\"" + AUDIENCE + "\"]"));

    assertThat(source().idToken().audiences()).containsExactly(AUDIENCE);
  }

  @Test
  void expired_token_is_refused() {
    answers(TestTokens.expired(AUDIENCE));

    assertThat(failure(Kind.EXPIRED))
        .hasMessage(
            "GitHub Actions: The token expired at 2026-11-21T10:00:00Z and it is"
                + " 2026-11-21T10:00:00Z. Is the clock of this machine right?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"value\":null}", "{\"value\":7}", "{\"token\":\"x\"}"})
  void answer_without_token_is_refused(String body) {
    server.on("/job//token", Reply.json(body));

    assertThat(failure(Kind.BAD_ANSWER)).hasMessageContaining("no member \"value\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"value\":\"a\",\"value\":\"b\"}", "<html>"})
  void answer_that_is_no_strict_json_is_refused(String body) {
    server.on("/job//token", Reply.json(body));

    assertThat(failure(Kind.BAD_ANSWER)).hasMessageContaining("is not JSON");
  }

  @Test
  void answer_that_is_no_token_is_refused_without_showing_it() {
    answers("a-secret-of-another-kind");

    assertThat(failure(Kind.BAD_ANSWER))
        .hasMessageContaining("What came is no token that can be used")
        .message()
        .doesNotContain("a-secret-of");
  }

  @Test
  void html_is_refused() {
    server.on("/job//token", Reply.json("<html/>").with("Content-Type", "text/html"));

    assertThat(failure(Kind.BAD_ANSWER)).hasMessageContaining("JSON in UTF-8 is required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pipelines.example/token",
        "https://pipelines.example/token",
        "https://user@127.0.0.1/token",
        "file:///etc/passwd",
        "no url",
        "/relative"
      })
  void url_that_may_not_be_asked_is_refused_at_once(String url) {
    environment.set("ACTIONS_ID_TOKEN_REQUEST_URL", url);

    assertThat(Failures.of(Kind.BAD_ENVIRONMENT, this::source))
        .hasMessageContaining("The URL in the variable ACTIONS_ID_TOKEN_REQUEST_URL")
        .message()
        .doesNotContain("pipelines");
  }

  @Test
  void plain_http_is_refused_in_production() {
    AmbientEnvironment production =
        AmbientEnvironment.builder().variables(environment.build().variables()).build();

    assertThat(
            Failures.of(Kind.BAD_ENVIRONMENT, () -> AmbientIdTokens.detect(AUDIENCE, production)))
        .hasMessageContaining("it must begin with https://");
  }

  @Test
  void credential_with_line_break_is_refused_without_showing_it() {
    environment.set("ACTIONS_ID_TOKEN_REQUEST_TOKEN", BEARER + "\r\nX: y");

    assertThat(failure(Kind.BAD_ENVIRONMENT))
        .hasMessageContaining("The variable ACTIONS_ID_TOKEN_REQUEST_TOKEN holds characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u202Eb"})
  void impossible_audience_is_a_mistake_of_the_program(String audience) {
    assertThatThrownBy(() -> AmbientIdTokens.detect(audience, environment.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An audience has 1 to 2048 characters and no control characters");
  }
}
