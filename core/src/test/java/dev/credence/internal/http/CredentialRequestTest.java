package dev.credence.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.credence.internal.http.FetchException.Kind;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CredentialRequestTest {
  private final LoopbackServer server = new LoopbackServer();
  private final BoundedFetch fetch =
      BoundedFetch.allowingLoopbackHttp(
          new FetchSettings(Duration.ofSeconds(5), Duration.ofSeconds(20), null, null));

  @AfterEach
  void close() {
    fetch.close();
    server.close();
  }

  private CredentialRequest post(Answer answer) {
    return CredentialRequest.post(server.url("/token?secret=1"), answer)
        .header("Authorization", "Bearer s3cret");
  }

  private FetchException failure(CredentialRequest request) {
    CompletableFuture<FetchResult> outcome = fetch.send(request);
    Throwable thrown = catchThrowable(outcome::get).getCause();
    assertThat(thrown).isInstanceOf(FetchException.class).hasNoCause();
    assertThat(thrown.getMessage()).doesNotContain("s3cret").doesNotContain("secret=1");
    return (FetchException) thrown;
  }

  @Test
  void answer_of_success_is_read() throws Exception {
    server.json("/token", "{}");

    FetchResult result = fetch.send(post(Answer.TOKEN)).get();

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.notModified()).isFalse();
    assertThat(server.requestHeaders().get(0).getFirst("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(server.requestHeaders().get(0).getFirst("Accept")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN, 201, true",
    "TOKEN, 203, false",
    "TOKEN, 304, false",
    "TOKEN, 400, false",
    "DOCUMENT, 201, false",
    "DOCUMENT, 304, false",
    "OAUTH_TOKEN, 400, true",
    "OAUTH_TOKEN, 401, true",
    "OAUTH_TOKEN, 201, false",
    "OAUTH_TOKEN, 403, false",
    "OAUTH_TOKEN, 500, false",
    "CLOUD_TOKEN, 200, true",
    "CLOUD_TOKEN, 400, true",
    "CLOUD_TOKEN, 403, true",
    "CLOUD_TOKEN, 503, true",
    "CLOUD_TOKEN, 201, false",
    "CLOUD_TOKEN, 203, false"
  })
  void statuses_are_those_of_the_kind_of_answer(Answer answer, int status, boolean read)
      throws Exception {
    server.on(
        "/token",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });

    if (read) {
      assertThat(fetch.send(post(answer)).get().status()).isEqualTo(status);
    } else {
      FetchException failure = failure(post(answer));
      assertThat(failure.kind()).isEqualTo(Kind.STATUS);
      assertThat(failure.status()).isEqualTo(status);
    }
  }

  @Test
  void unauthorized_without_challenge_is_a_status() {
    server.status("/token", 401);

    assertThat(failure(post(Answer.TOKEN)).status()).isEqualTo(401);
  }

  @Test
  void error_that_is_no_json_is_a_status() {
    server.on("/token", exchange -> LoopbackServer.respond(exchange, 400, "text/html", "<html/>"));

    FetchException failure = failure(post(Answer.OAUTH_TOKEN));
    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.status()).isEqualTo(400);
  }

  @Test
  void redirect_is_not_followed() {
    server.on(
        "/token",
        exchange -> {
          exchange.getResponseHeaders().set("Location", server.origin() + "/other");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });

    FetchException failure = failure(post(Answer.TOKEN));
    assertThat(failure.kind()).isEqualTo(Kind.REDIRECT);
    assertThat(failure.status()).isEqualTo(307);
    assertThat(server.paths()).containsExactly("/token");
  }

  @Test
  void large_answer_is_cut_off() {
    server.json("/token", " ".repeat(CredentialRequest.MAX_ANSWER_BYTES + 1));

    assertThat(failure(post(Answer.TOKEN)).kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a\nb", "a\rb", "a\u0000b", "\u00e9", "a\u007f"})
  void value_that_breaks_a_header_is_refused_without_showing_it(String value) {
    CredentialRequest request = CredentialRequest.get(server.url("/"), Answer.TOKEN);

    assertThat(CredentialRequest.isHeaderValue(value)).isFalse();
    assertThatThrownBy(() -> request.header("Authorization", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The header Authorization can't have this value");
  }

  @Test
  void form_is_encoded_field_by_field() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("a b", "c&d=e+f");
    fields.put("g", "é\n");

    CredentialRequest request = CredentialRequest.post(server.url("/"), Answer.TOKEN).form(fields);

    assertThat(request.body()).asString().isEqualTo("a+b=c%26d%3De%2Bf&g=%C3%A9%0A");
  }

  @Test
  void request_prints_neither_header_nor_body_nor_query() {
    CredentialRequest request = post(Answer.TOKEN).json("{\"secret\":1}");

    assertThat(request).hasToString("POST to 127.0.0.1");
  }

  @Test
  void https_fetcher_sends_no_credential_over_http() {
    try (BoundedFetch https = BoundedFetch.overHttps(FetchSettings.DEFAULTS)) {
      assertThat(https.send(post(Answer.TOKEN))).isCompletedExceptionally();
    }
    assertThat(server.paths()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GOOGLE_METADATA, http://169.254.169.254/a",
    "GOOGLE_METADATA, http://metadata.google.internal/a?b=c",
    "DOCKER_HOST, http://host.docker.internal:9080/mint"
  })
  void service_beside_the_program_is_reached_over_http(LocalService service, URI url) {
    assertThat(FetchAddress.of(service).objectionTo(url)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://metadata.google.internal.example/ | must be on 169.254.169.254 or"
            + " metadata.google.internal",
        "http://169.254.169.253/ | must be on 169.254.169.254 or metadata.google.internal",
        "http://host.docker.internal/ | must be on 169.254.169.254 or metadata.google.internal",
        "http://127.0.0.1/ | must be on 169.254.169.254 or metadata.google.internal",
        "http://a@169.254.169.254/ | must not contain a user name or password",
        "http://169.254.169.254/#a | must not contain a fragment",
        "https://169.254.169.254/ | must begin with http://",
        "file:///etc/passwd | must begin with http://"
      })
  void nothing_else_is_reached_with_it(URI url, String objection) {
    assertThat(FetchAddress.of(LocalService.GOOGLE_METADATA).objectionTo(url)).isEqualTo(objection);
  }

  @ParameterizedTest
  @EnumSource(LocalService.class)
  void fetcher_for_a_local_service_asks_no_proxy(LocalService service) {
    try (BoundedFetch beside = BoundedFetch.beside(service, FetchSettings.DEFAULTS)) {
      assertThat(beside.address().objectionTo(URI.create("https://keys.example/"))).isNotNull();
    }
    assertThat(FetchSettings.DEFAULTS.withoutProxy().proxySelector().select(server.url("/")))
        .containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void loopback_stands_in_for_a_local_service_in_tests() throws Exception {
    server.on(
        "/identity",
        exchange -> {
          exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
          LoopbackServer.respond(exchange, 200, "text/html", "text");
        });
    URI real = URI.create("http://metadata.google.internal/identity");
    FetchSettings settings =
        new FetchSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            LoopbackOnly.inPlaceOf(real, server.url("/")),
            null);

    try (BoundedFetch beside = BoundedFetch.beside(LocalService.GOOGLE_METADATA, settings)) {
      FetchResult result = beside.send(CredentialRequest.get(real, Answer.METADATA)).get();
      assertThat(result.body()).asString().isEqualTo("text");
    }
  }
}
