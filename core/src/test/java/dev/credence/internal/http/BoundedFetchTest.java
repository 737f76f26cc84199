package dev.credence.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.credence.internal.http.FetchException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BoundedFetchTest {
  private static final int LIMIT = 1000;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final LoopbackServer server = new LoopbackServer();
  private final BoundedFetch fetch = BoundedFetch.allowingLoopbackHttp(settings(LONG));

  @AfterEach
  void close() {
    fetch.close();
    server.close();
  }

  @Test
  void json_document_is_fetched() throws Exception {
    server.json("/keys", "{\"a\":\"ä\"}");

    FetchResult result = fetch.get(request("/keys")).get();

    assertThat(result.notModified()).isFalse();
    assertThat(result.body()).isEqualTo("{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(result.headers().firstValue("content-type")).contains("application/json");
  }

  @Test
  void request_carries_no_credentials_cookies_or_encodings() throws Exception {
    server.on(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().set("Set-Cookie", "a=b");
          LoopbackServer.respond(exchange, 200, "application/json", "{}");
        });

    fetch.get(request("/keys")).get();
    fetch.get(request("/keys")).get();

    assertThat(server.requestHeaders())
        .hasSize(2)
        .allSatisfy(headers ->
            assertThat(headers)
                .doesNotContainKeys(
                    "Cookie",
                    "Authorization",
                    "Proxy-authorization",
                    "Accept-encoding",
                    "If-none-match",
                    "Upgrade",
                    "Http2-settings"));
  }

  @Test
  void body_at_the_limit_is_read() throws Exception {
    server.json("/keys", " ".repeat(LIMIT));

    assertThat(fetch.get(request("/keys")).get().body()).hasSize(LIMIT);
  }

  @Test
  void body_beyond_the_limit_is_refused() {
    server.json("/keys", " ".repeat(LIMIT + 1));

    assertFails(
        "/keys", Kind.TOO_LARGE, "\"127.0.0.1\" sent more than the 1000 octets that are read");
  }

  @Test
  void endless_body_is_refused_at_the_limit() {
    CompletableFuture<Void> hungUp = new CompletableFuture<>();
    server.on(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(new byte[8192]);
            }
          } catch (IOException clientGone) {
            hungUp.complete(null);
          }
        });

    assertFails(
        "/keys", Kind.TOO_LARGE, "\"127.0.0.1\" sent more than the 1000 octets that are read");
    assertThat(hungUp).succeedsWithin(LONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_is_refused_without_a_second_connection(int status) {
    try (LoopbackServer elsewhere = new LoopbackServer()) {
      elsewhere.json("/keys", "{}");
      for (String target : List.of(elsewhere.url("/keys").toString(), "/other")) {
        server.on(
            "/keys",
            exchange -> {
              exchange.getResponseHeaders().set("Location", target);
              LoopbackServer.respond(exchange, status, "application/json", "{}");
            });

        assertFails(
            "/keys",
            Kind.REDIRECT,
            "\"127.0.0.1\" answered with a redirect (" + status + "), which is not followed");
      }
      assertThat(elsewhere.paths()).isEmpty();
      assertThat(server.paths()).containsExactly("/keys", "/keys");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 304, 400, 401, 403, 404, 407, 429, 500, 503})
  void status_other_than_200_is_refused(int status) {
    server.on(
        "/keys",
        exchange ->
            LoopbackServer.respond(
                exchange, status, "application/json", status == 204 || status == 304 ? "" : "{}"));

    assertFails(
        "/keys",
        Kind.STATUS,
        "\"127.0.0.1\" answered with status " + status + " where 200 is required");
  }

  @ParameterizedTest
  @MethodSource
  void retry_after_is_reported_when_given_in_seconds(String header, Duration expected) {
    server.on(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", header);
          LoopbackServer.respond(exchange, 503, "application/json", "{}");
        });

    assertThat(failure(fetch, "/keys").retryAfter().orElse(null)).isEqualTo(expected);
  }

  static Stream<Arguments> retry_after_is_reported_when_given_in_seconds() {
    return Stream.of(
        argumentSet("seconds", "120", Duration.ofSeconds(120)),
        argumentSet("zero", "0", Duration.ZERO),
        argumentSet("a year", "31536000", Duration.ofHours(1)),
        argumentSet("too many digits", "9999999999999999999", null),
        argumentSet("negative", "-5", null),
        argumentSet("a date", "Fri, 07 Nov 2014 23:59:59 GMT", null));
  }

  @Test
  void conditional_request_takes_304_for_an_answer() throws Exception {
    server.on(
        "/keys",
        exchange -> {
          String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
          LoopbackServer.respond(exchange, "\"v1\"".equals(tag) ? 304 : 500, "text/html", "");
        });

    FetchResult result = fetch.get(new FetchRequest(server.url("/keys"), LIMIT, "\"v1\"")).get();

    assertThat(result.notModified()).isTrue();
    assertThat(result.body()).isEmpty();
  }

  @Test
  void conditional_request_takes_200_for_an_answer() throws Exception {
    server.json("/keys", "{}");

    FetchResult result = fetch.get(new FetchRequest(server.url("/keys"), LIMIT, "\"v1\"")).get();

    assertThat(result.notModified()).isFalse();
    assertThat(result.body()).hasSize(2);
  }

  @Test
  void content_type_other_than_json_is_refused() {
    server.on("/keys", exchange -> LoopbackServer.respond(exchange, 200, "text/html", "<html>"));

    assertFails(
        "/keys",
        Kind.CONTENT_TYPE,
        "\"127.0.0.1\" sent content of type \"text/html\" where JSON in UTF-8 is required");
  }

  @Test
  void missing_content_type_is_refused() {
    server.on(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'{', '}'});
          exchange.close();
        });

    assertFails(
        "/keys",
        Kind.CONTENT_TYPE,
        "\"127.0.0.1\" sent content of type none where JSON in UTF-8 is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "identity", ""})
  void content_encoding_is_refused(String encoding) {
    server.on(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", encoding);
          LoopbackServer.respond(exchange, 200, "application/json", "{}");
        });

    assertFails(
        "/keys",
        Kind.CONTENT_ENCODING,
        "\"127.0.0.1\" sent an encoded body although none was asked for");
  }

  @Test
  void drip_fed_body_ends_at_the_deadline_and_the_connection_with_it() {
    CompletableFuture<Void> hungUp = server.drip("/keys");
    try (BoundedFetch hasty = BoundedFetch.allowingLoopbackHttp(settings(SHORT))) {
      FetchException failure = failure(hasty, "/keys");

      assertThat(failure.kind()).isEqualTo(Kind.DEADLINE);
      assertThat(failure).hasMessage("\"127.0.0.1\" did not finish its answer in time");
      assertThat(hungUp).succeedsWithin(LONG);
    }
  }

  @Test
  void stalled_answer_ends_at_the_deadline() {
    server.stall("/keys");
    try (BoundedFetch hasty = BoundedFetch.allowingLoopbackHttp(settings(SHORT))) {
      assertThat(failure(hasty, "/keys").kind()).isEqualTo(Kind.DEADLINE);
    }
  }

  @Test
  void refused_connection_is_told_from_other_failures() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      unused = socket.getLocalPort();
    }

    FetchException failure = failure(fetch, URI.create("http://127.0.0.1:" + unused + "/keys"));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
    assertThat(failure).hasMessage("\"127.0.0.1\" could not be reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: x\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz"
      })
  void broken_response_fails_without_its_text(String response) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      new Thread(() -> answerAll(socket, response)).start();

      FetchException failure =
          failure(fetch, URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/keys"));

      assertThat(failure.kind()).isEqualTo(Kind.IO);
      assertThat(failure).hasMessage("\"127.0.0.1\" broke off the exchange").hasNoCause();
    }
  }

  private static void answerAll(ServerSocket socket, String response) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.getInputStream().read(new byte[4096]);
        connection.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  void http_url_is_refused_by_the_ordinary_fetcher() {
    server.json("/keys", "{}");
    try (BoundedFetch strict = BoundedFetch.overHttps(settings(LONG))) {
      FetchException failure = failure(strict, "/keys");

      assertThat(failure.kind()).isEqualTo(Kind.ADDRESS);
      assertThat(failure)
          .hasMessage("\"127.0.0.1\" is not asked: the URL must begin with https://");
    }
    assertThat(server.paths()).isEmpty();
  }

  @Test
  void foreign_host_is_refused_by_the_loopback_fetcher() {
    FetchException failure = failure(fetch, URI.create("http://keys.example/keys"));

    assertThat(failure.kind()).isEqualTo(Kind.ADDRESS);
    assertThat(failure)
        .hasMessage(
            "\"keys.example\" is not asked: the URL must be on this machine: 127.0.0.1, [::1] or"
                + " localhost");
  }

  @Test
  void settings_with_the_loopback_permission_make_a_loopback_fetcher() {
    FetchSettings permitted = new FetchSettings(LONG, LONG, new LoopbackOnly(), null);
    try (BoundedFetch loopback = BoundedFetch.with(permitted);
        BoundedFetch ordinary = BoundedFetch.with(FetchSettings.DEFAULTS)) {
      assertThat(loopback.address().isPlain()).isTrue();
      assertThat(ordinary.address()).isEqualTo(FetchAddress.HTTPS);
    }
  }

  @Test
  void loopback_fetcher_goes_through_no_proxy() throws Exception {
    server.json("/keys", "{}");
    ProxySelector elsewhere = ProxySelector.of(new InetSocketAddress("proxy.example", 8080));
    FetchSettings settings = new FetchSettings(LONG, LONG, elsewhere, null);
    try (BoundedFetch direct = BoundedFetch.allowingLoopbackHttp(settings)) {
      assertThat(direct.get(request("/keys")).get().body()).hasSize(2);
    }
  }

  @Test
  void closing_fails_what_is_under_way() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    server.on(
        "/keys",
        exchange -> {
          asked.countDown();
          awaitQuietly(done);
        });
    CompletableFuture<FetchResult> underWay = fetch.get(request("/keys"));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    fetch.close();

    assertThatThrownBy(underWay::get)
        .cause()
        .isInstanceOf(FetchException.class)
        .hasMessage("\"127.0.0.1\" is no longer asked: this source of keys is closed");
    done.countDown();
  }

  @Test
  void fetching_after_close_fails() {
    fetch.close();

    assertFails(
        "/keys", Kind.IO, "\"127.0.0.1\" is no longer asked: this source of keys is closed");
    assertThat(server.paths()).isEmpty();
  }

  @Test
  void common_pool_full_of_blocked_work_does_not_hold_up_a_fetch() throws Exception {
    server.json("/keys", "{}");
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
      ForkJoinPool.commonPool().execute(() -> awaitQuietly(done));
    }
    try {
      assertThat(fetch.get(request("/keys")).get().body()).hasSize(2);
      assertFails(
          "/absent", Kind.STATUS, "\"127.0.0.1\" answered with status 404 where 200 is required");
    } finally {
      done.countDown();
    }
  }

  @Test
  void threads_are_daemons() throws Exception {
    server.json("/keys", "{}");

    fetch.get(request("/keys")).get();

    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(credence-fetch|HttpClient)-.*")))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT1M0.001S"})
  void senseless_timeout_is_refused(String timeout) {
    assertThatThrownBy(() -> settings(Duration.parse(timeout)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be positive and at most PT1M");
  }

  private static FetchSettings settings(Duration total) {
    return new FetchSettings(Duration.ofSeconds(2), total, null, null);
  }

  private FetchRequest request(String path) {
    return new FetchRequest(server.url(path), LIMIT);
  }

  private void assertFails(String path, Kind kind, String message) {
    FetchException failure = failure(fetch, path);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage(message).hasNoCause();
  }

  private FetchException failure(BoundedFetch fetcher, String path) {
    return failure(fetcher, server.url(path));
  }

  private static FetchException failure(BoundedFetch fetcher, URI uri) {
    Throwable thrown = catchThrowable(() -> fetcher.get(new FetchRequest(uri, LIMIT)).get());
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    assertThat(thrown.getCause()).isInstanceOf(FetchException.class);
    return (FetchException) thrown.getCause();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
