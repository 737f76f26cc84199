package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeysUnavailableException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuerServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestClock clock = TestClock.at(Instant.parse("2026-11-01T08:49:37Z"));
  private final SpiffeIssuer issuer = CiIssuer.spiffe().clock(clock);
  private final IssuerServer server = issuer.server();
  private final URI keys = server.keys().url();

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void real_issuers_paths_are_served_on_loopback() throws Exception {
    assertThat(server.url()).isEqualTo(issuer.url()).hasScheme("http").hasHost("127.0.0.1");
    assertThat(keys).isEqualTo(server.url().resolve("/keys"));
    assertThat(RawClient.get(server.discovery().url()).bodyText())
        .startsWith("{\"issuer\":\"https://oidc.prod.acme.com\",\"jwks_uri\":");
  }

  @Test
  void discovery_leads_a_key_source_to_the_keys() throws Exception {
    try (JwksKeySource source = issuer.discoveredKeys()) {
      KeySet found = source.current().toCompletableFuture().get();

      assertThat(found.ids()).containsExactly(issuer.keyring().signingKeyId());
      assertThat(server.journal().requests())
          .extracting(RecordedRequest::path)
          .containsExactly("/.well-known/openid-configuration", "/keys");
    }
  }

  @Test
  void unknown_path_is_not_found_and_recorded() throws Exception {
    ServerEndpoint admin = server.endpoint("/admin");
    assertThat(RawClient.get(admin.url()).status()).isEqualTo(404);

    assertThat(admin.journal().count()).isOne();
    assertThat(server.keys().journal().isEmpty()).isTrue();
  }

  @Test
  void odd_path_is_not_found_and_recorded() throws Exception {
    for (String path : List.of("//evil.example/x", "/{}|^", "/%zz", "/moved/{}")) {
      try (RawClient client = RawClient.connect(keys)) {
        client.ask("GET", path, "");
        assertThat(client.answer().status()).isEqualTo(404);
        assertThat(server.journal().last().path()).isEqualTo(path);
      }
    }
  }

  @Test
  void other_method_is_not_allowed() throws Exception {
    try (RawClient client = RawClient.connect(keys)) {
      client.ask("POST", keys.getPath(), "Content-Length: 2\r\n");
      client.send("{}");
      RawAnswer answer = client.answer();

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET");
    }
  }

  @Test
  void request_that_is_no_http_ends_the_connection() throws Exception {
    try (RawClient client = RawClient.connect(keys)) {
      client.send("EHLO client\r\n");
      assertThat(client.everything().octets()).isEmpty();
    }
    assertThat(server.journal().isEmpty()).isTrue();
    assertThat(server.connections()).isOne();
  }

  @Test
  void connection_serves_one_request_after_another() throws Exception {
    try (RawClient client = RawClient.connect(keys)) {
      client.ask("GET", keys.getPath(), "");
      assertThat(client.answer().status()).isEqualTo(200);
      client.ask("GET", keys.getPath() + "?again", "");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    RawClient.get(keys);

    assertThat(server.connections()).isEqualTo(2);
    assertThat(server.journal().requests())
        .extracting(RecordedRequest::connection)
        .containsExactly(1, 1, 2);
  }

  @Test
  void conditional_request_is_answered_with_304_while_nothing_changes() throws Exception {
    String tag = RawClient.get(keys).header("ETag");
    RawAnswer unchanged = RawClient.get(keys, "If-None-Match: \"other\", W/" + tag);
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.header("ETag")).isEqualTo(tag);
    assertThat(unchanged.body()).isEmpty();
    assertThat(RawClient.get(keys, "If-None-Match: *").status()).isEqualTo(304);

    issuer.keyring().rotate();
    RawAnswer changed = RawClient.get(keys, "If-None-Match: " + tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    assertThat(changed.bodyText()).isEqualTo(issuer.jwks());
  }

  @Test
  void fault_shows_even_to_a_conditional_request() throws Exception {
    String tag = RawClient.get(keys).header("ETag");
    server.keys().faults().next(Fault.contentType("text/plain"), Fault.hangUp(Moment.MID_BODY));

    assertThat(RawClient.get(keys, "If-None-Match: " + tag).status()).isEqualTo(200);
    assertThat(RawClient.get(keys, "If-None-Match: " + tag).body())
        .hasSize(issuer.jwks().length() / 2);
  }

  @Test
  void fault_of_time_or_header_fields_leaves_304_possible() throws Exception {
    String tag = RawClient.get(keys).header("ETag");
    server
        .keys()
        .faults()
        .always(Fault.delay(Duration.ofMillis(1)).and(Fault.header("Cache-Control", "no-cache")));

    RawAnswer answer = RawClient.get(keys, "If-None-Match: " + tag);
    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void header_fields_of_an_endpoint_are_settable() throws Exception {
    server
        .keys()
        .header("Cache-Control", "max-age=600")
        .header("Age", "30")
        .header("ETag", "W/\"v1\"");
    RawAnswer answer = RawClient.get(keys);
    assertThat(answer.headers("Cache-Control")).containsExactly("max-age=600");
    assertThat(answer.headers("Age")).containsExactly("30");
    assertThat(answer.headers("ETag")).containsExactly("W/\"v1\"");
    assertThat(RawClient.get(keys, "If-None-Match: \"v1\"").status()).isEqualTo(304);

    server.keys().header("etag");
    assertThat(RawClient.get(keys).headers("ETag")).isEmpty();
    assertThat(RawClient.get(server.discovery().url()).headers("Cache-Control")).isEmpty();
  }

  @Test
  void answers_are_dated_by_the_issuers_clock() throws Exception {
    assertThat(RawClient.get(keys).header("Date")).isEqualTo("Sun, 01 Nov 2026 08:49:37 GMT");
    clock.advance(Duration.ofHours(1));
    assertThat(RawClient.get(keys).header("Date")).isEqualTo("Sun, 01 Nov 2026 09:49:37 GMT");
    assertThat(server.journal().requests())
        .extracting(RecordedRequest::at)
        .containsExactly(clock.instant().minus(Duration.ofHours(1)), clock.instant());
  }

  @Test
  void fault_of_the_server_comes_before_those_of_an_endpoint() throws Exception {
    server.keys().faults().always(Fault.status(404));
    server.faults().next(1, Fault.status(500));

    assertThat(RawClient.get(keys).status()).isEqualTo(500);
    assertThat(RawClient.get(keys).status()).isEqualTo(404);
    assertThat(RawClient.get(server.discovery().url()).status()).isEqualTo(200);
  }

  @Test
  void recovered_server_has_no_faults() throws Exception {
    server.keys().faults().always(Fault.status(404));
    server.faults().always(Fault.status(500));
    server.recover();

    assertThat(RawClient.get(keys).status()).isEqualTo(200);
  }

  @Test
  void refused_connections_are_accepted_again_at_the_same_port() throws Exception {
    try (RawClient early = RawClient.connect(keys)) {
      early.ask("GET", keys.getPath(), "");
      early.answer();
      server.refuseConnections();

      assertThat(early.everything().octets()).isEmpty();
      assertThatThrownBy(() -> RawClient.get(keys)).isInstanceOf(ConnectException.class);
    }
    server.recover();

    assertThat(server.keys().url()).isEqualTo(keys);
    assertThat(RawClient.get(keys).status()).isEqualTo(200);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void server_goes_down_and_up_many_times() throws Exception {
    for (int i = 0; i < 20; i++) {
      server.refuseConnections().refuseConnections();
      assertThatThrownBy(() -> RawClient.get(keys)).isInstanceOf(ConnectException.class);
      server.recover().recover();
      assertThat(RawClient.get(keys).status()).isEqualTo(200);
    }
  }

  @Test
  void connections_may_break_at_once() throws Exception {
    server.resetConnections();
    try (RawClient client = RawClient.connect(keys)) {
      assertThat(client.everything().octets()).isEmpty();
    }

    assertThat(server.journal().isEmpty()).isTrue();
    assertThat(server.connections()).isOne();
  }

  @Test
  void connections_may_be_accepted_and_left_alone() throws Exception {
    server.stallConnections();
    try (RawClient client = RawClient.connect(keys)) {
      client.ask("GET", keys.getPath(), "");
      assertThat(server.awaitOpenConnections(1, PATIENCE)).isTrue();

      issuer.close();

      assertThat(client.everything().octets()).isEmpty();
    }
    assertThat(server.journal().isEmpty()).isTrue();
  }

  @Test
  void request_is_recorded_with_what_it_carried() throws Exception {
    server.keys().faults().next(1, Fault.status(503));
    RawClient.get(keys, "Authorization: Bearer hush", "Accept: application/json");
    RecordedRequest request = server.keys().journal().last();

    assertThat(request.number()).isOne();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/keys");
    assertThat(request.query()).isEmpty();
    assertThat(request.header("authorization")).contains("Bearer hush");
    assertThat(request.headers().get("ACCEPT")).containsExactly("application/json");
    assertThat(request.header("Cookie")).isEmpty();
    assertThat(request.fault()).isPresent();
  }

  @Test
  void text_of_the_journal_shows_no_credentials() throws Exception {
    server.keys().faults().next(1, Fault.status(503));
    try (RawClient client = RawClient.connect(keys)) {
      client.ask(
          "GET",
          keys.getPath() + "?token=hush",
          "Authorization: Bearer hush\r\nCookie: s=hush\r\nX-Key: hush\r\nAccept: */*\r\n");
      client.answer();
    }

    assertThat(server.journal().last().query()).isEqualTo("token=hush");
    assertThat(server.journal())
        .hasToString(
            "#1 2026-11-01T08:49:37Z GET /keys?(hidden) Accept=\"*/*\""
                + " Authorization=(hidden) Cookie=(hidden) Host=\"127.0.0.1\" X-Key=(hidden)"
                + " met: status 503");
  }

  @Test
  void journal_waits_for_requests_of_other_threads() throws Exception {
    CompletableFuture<Void> asking =
        CompletableFuture.runAsync(() -> {
          try {
            RawClient.get(keys);
            RawClient.get(keys);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });

    assertThat(server.keys().journal().await(2, PATIENCE)).isTrue();
    asking.get();
    assertThat(server.keys().journal().await(3, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void empty_journal_has_no_last_request() {
    assertThatThrownBy(() -> server.journal().last())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No request came yet");
    assertThat(server.journal()).hasToString("");
  }

  @Test
  void many_connections_are_counted_and_released() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(RawClient.connect(keys));
      clients.get(i).ask("GET", keys.getPath(), "");
      clients.get(i).answer();
    }
    assertThat(server.openConnections()).isEqualTo(50);
    for (RawClient client : clients) {
      client.close();
    }

    assertThat(server.awaitOpenConnections(0, PATIENCE)).isTrue();
    assertThat(server.connections()).isEqualTo(50);
  }

  @Test
  void closed_issuer_leaves_no_thread_and_no_socket() throws Exception {
    server.keys().faults().next(1, Fault.stall(Moment.MID_BODY)).next(1, Fault.endlessBody());
    try (RawClient stalled = RawClient.connect(keys);
        RawClient flooded = RawClient.connect(keys);
        RawClient idle = RawClient.connect(keys)) {
      for (RawClient client : List.of(stalled, flooded, idle)) {
        client.ask("GET", keys.getPath(), "");
        client.read(1);
      }
      String port = " " + keys.getPort() + " ";
      assertThat(threads(port)).hasSize(4);

      issuer.close();

      assertThat(threads(port)).isEmpty();
      assertThat(server.openConnections()).isZero();
      assertThatThrownBy(() -> RawClient.get(keys)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void closed_server_stays_closed() throws Exception {
    issuer.close();
    server.recover();

    assertThatThrownBy(() -> RawClient.get(keys)).isInstanceOf(ConnectException.class);
    assertThat(issuer.server()).isNotSameAs(server);
  }

  @Test
  void key_source_has_to_do_without_keys_in_an_outage() throws Exception {
    server.faults().during(Duration.ofHours(1), Fault.reset(Moment.BEFORE_HEADERS));
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertThatThrownBy(() -> source.current().toCompletableFuture().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(KeysUnavailableException.class);
    }
  }

  private static List<String> threads(String part) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("credence-testkit ") && name.contains(part))
        .toList();
  }
}
