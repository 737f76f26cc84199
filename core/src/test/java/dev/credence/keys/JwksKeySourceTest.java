package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.internal.http.LoopbackOnly;
import dev.credence.internal.http.LoopbackServer;
import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.jose.TestJson;
import dev.credence.internal.jose.TestKeys;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JwksKeySourceTest {
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final ManualClock clock = new ManualClock();
  private final LoopbackServer server = new LoopbackServer();
  private final List<JwksKeySource> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(JwksKeySource::close);
    server.close();
  }

  @Test
  void keys_are_found_by_the_discovery_document() throws Exception {
    server.json(DISCOVERY, discovery(server.origin()));
    server.json("/keys", JwksDocuments.keySet("a"));

    KeySet keys = Answers.keys(discovering(server.origin()).current());

    assertThat(keys.ids()).containsExactly("a");
    assertThat(server.paths()).containsExactly(DISCOVERY, "/keys");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /.well-known/openid-configuration",
    "/, /.well-known/openid-configuration",
    "/acme, /acme/.well-known/openid-configuration",
    "/acme/, /acme/.well-known/openid-configuration",
    "/acme//, /acme//.well-known/openid-configuration",
    "/a%20b, /a b/.well-known/openid-configuration"
  })
  void one_trailing_slash_is_dropped_before_the_path(String path, String expected)
      throws Exception {
    String issuer = server.origin() + path;
    server.json(expected, discovery(issuer));
    server.json("/keys", JwksDocuments.keySet("a"));

    Answers.keys(discovering(issuer).current());

    assertThat(server.paths()).containsExactly(expected, "/keys");
  }

  @Test
  void known_url_is_fetched_without_discovery() throws Exception {
    server.json("/keys", JwksDocuments.keySet("a"));

    KeySet keys = Answers.keys(known("/keys?appid=7").current());

    assertThat(keys.ids()).containsExactly("a");
    assertThat(server.paths()).containsExactly("/keys");
  }

  @Test
  void other_issuer_in_the_document_is_refused_before_its_keys_are_fetched() {
    server.json(DISCOVERY, discovery("https://other.example"));

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessage(
            unavailable(
                server.origin(),
                "its discovery document names the issuer \"https://other.example\" where exactly \""
                    + server.origin()
                    + "\" is required"));
    assertThat(server.paths()).containsExactly(DISCOVERY);
  }

  @Test
  void issuer_that_differs_by_its_trailing_slash_is_refused_with_a_hint() {
    server.json(DISCOVERY, discovery(server.origin() + "/"));

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessageEndingWith(
            " is required (they differ only in the trailing slash; configure the issuer as it names"
                + " itself).");
  }

  @Test
  void issuer_that_differs_by_case_is_refused_with_a_hint() {
    server.json("/Acme" + DISCOVERY, discovery(server.origin() + "/acme"));

    assertThat(Answers.failure(discovering(server.origin() + "/Acme").current()))
        .hasMessageEndingWith(
            " is required (they differ only in upper and lower case; configure the issuer as it"
                + " names itself).");
  }

  @Test
  void document_without_issuer_is_refused() {
    server.json(DISCOVERY, TestJson.write(Map.of("jwks_uri", server.origin() + "/keys")));

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessageContaining("its discovery document names no issuer where exactly");
  }

  @Test
  void issuer_with_control_characters_is_shown_escaped() {
    server.json(DISCOVERY, discovery("evil\r\nX"));

    assertThat(Answers.failure(discovering(server.origin()).current()).getMessage())
        .contains("\"evil\\r\\nX\"")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://keys.example/keys",
        "https://keys.example/keys",
        "file:///etc/passwd",
        "http://127.0.0.1@keys.example/",
        "/keys",
        ""
      })
  void jwks_uri_that_may_not_be_fetched_is_refused(String jwksUri) {
    server.json(DISCOVERY, JwksDocuments.discovery(server.origin(), jwksUri));

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessageContaining(
            "the jwks_uri of its discovery document is \"" + jwksUri + "\"; it must");
    assertThat(server.paths()).containsExactly(DISCOVERY);
  }

  @Test
  void jwks_uri_that_is_no_url_is_refused() {
    server.json(DISCOVERY, JwksDocuments.discovery(server.origin(), "http://[bad"));

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessageEndingWith("is \"http://[bad\"; it must be a URL.");
  }

  @Test
  void missing_jwks_uri_is_refused() {
    server.json(DISCOVERY, TestJson.write(Map.of("issuer", server.origin(), "jwks_uri", 5)));

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessageEndingWith("its discovery document has no jwks_uri that is a string.");
  }

  @Test
  void discovery_document_that_is_no_json_is_refused() {
    server.json(DISCOVERY, "<html>");

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessageContaining("its discovery document is not strict JSON: ");
  }

  @Test
  void redirect_is_refused_without_a_second_connection() {
    server.on(
        DISCOVERY,
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          LoopbackServer.respond(exchange, 302, "application/json", "{}");
        });

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessage(
            unavailable(
                server.origin(),
                "its discovery document was not fetched: \"127.0.0.1\" answered with a redirect"
                    + " (302), which is not followed"));
    assertThat(server.paths()).containsExactly(DISCOVERY);
  }

  @Test
  void failed_fetch_of_the_key_set_names_the_key_set() {
    server.json(DISCOVERY, discovery(server.origin()));
    server.status("/keys", 503);

    assertThat(Answers.failure(discovering(server.origin()).current()))
        .hasMessage(
            unavailable(
                server.origin(),
                "its key set was not fetched: \"127.0.0.1\" answered with status 503 where 200 is"
                    + " required"));
  }

  @Test
  void web_page_instead_of_keys_is_refused() {
    server.on("/keys", exchange -> LoopbackServer.respond(exchange, 200, "text/html", "<html>"));

    assertThat(Answers.failure(known("/keys").current()))
        .hasMessageContaining("sent content of type \"text/html\" where JSON in UTF-8 is required");
  }

  @Test
  void oversize_key_set_is_refused() {
    server.json("/keys", JwksDocuments.keySet("a") + " ".repeat(131_072));

    assertThat(Answers.failure(known("/keys").current()))
        .hasMessageContaining("sent more than the 131072 octets that are read");
  }

  @Test
  void compressed_key_set_is_refused() {
    server.on(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          LoopbackServer.respond(exchange, 200, "application/json", "x");
        });

    assertThat(Answers.failure(known("/keys").current()))
        .hasMessageContaining("sent an encoded body although none was asked for");
  }

  @Test
  void key_set_that_is_not_utf8_is_refused() {
    server.on(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {(byte) 0xc0, (byte) 0xaf});
          exchange.close();
        });

    assertThat(Answers.failure(known("/keys").current()))
        .hasMessage(unavailable(server.origin() + "/keys", "its key set is not UTF-8"));
  }

  @Test
  void drip_fed_key_set_ends_at_the_deadline() {
    server.drip("/keys");
    JwksKeySource hasty =
        opened(
            JwksKeySource.jwksUrlBuilder(server.url("/keys")).totalTimeout(Duration.ofMillis(300)));

    assertThat(Answers.failure(hasty.current()))
        .hasMessageEndingWith("\"127.0.0.1\" did not finish its answer in time.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"keys\":[]}", "{\"keys\":[null]}", "not json"})
  void broken_set_never_replaces_a_good_one(String broken) throws Exception {
    server.json("/keys", JwksDocuments.keySet("good"));
    JwksKeySource source = known("/keys");
    KeySet good = Answers.keys(source.current());

    server.json("/keys", broken);
    assertThat(Answers.failure(source.newerThan(good, "new"))).hasMessageContaining("JWK set");

    assertThat(Answers.keys(source.current())).isSameAs(good);
    assertThat(Answers.keys(source.newerThan(good, "good"))).isSameAs(good);
    assertThat(server.paths()).hasSize(2);
  }

  @Test
  void rotated_key_is_found_when_asked_for_and_the_old_one_is_gone() throws Exception {
    server.json("/keys", JwksDocuments.keySet("old"));
    JwksKeySource source = known("/keys");
    KeySet old = Answers.keys(source.current());

    server.json("/keys", JwksDocuments.keySet("new"));
    KeySet rotated = Answers.keys(source.newerThan(old, "new"));

    assertThat(rotated.ids()).containsExactly("new");
    assertThat(Answers.keys(source.current())).isSameAs(rotated);
  }

  @Test
  void expired_set_is_fetched_again() throws Exception {
    server.json("/keys", JwksDocuments.keySet("a"));
    JwksKeySource source = known("/keys");
    Answers.keys(source.current());

    clock.advance(Duration.ofMinutes(10));
    Answers.keys(source.current());

    assertThat(server.paths()).hasSize(2);
  }

  @Test
  void two_hundred_cold_callers_lead_to_one_fetch() throws Exception {
    CountDownLatch allAsked = new CountDownLatch(200);
    server.on(
        "/keys",
        exchange -> {
          awaitQuietly(allAsked);
          LoopbackServer.respond(exchange, 200, "application/json", JwksDocuments.keySet("a"));
        });
    JwksKeySource source = known("/keys");
    ExecutorService callers = Executors.newFixedThreadPool(200);
    try {
      CountDownLatch start = new CountDownLatch(1);
      Callable<KeySet> caller =
          () -> {
            start.await();
            CompletionStage<KeySet> answer = source.current();
            allAsked.countDown();
            return Answers.keys(answer);
          };
      List<Future<KeySet>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(callers.submit(caller));
      }
      start.countDown();

      KeySet first = answers.get(0).get();
      for (Future<KeySet> answer : answers) {
        assertThat(answer.get()).isSameAs(first);
      }
      assertThat(server.paths()).hasSize(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void poisoned_entry_does_not_cost_the_good_key() throws Exception {
    server.json(
        "/keys",
        TestJson.keySet(Map.of("kty", "AKP"), TestKeys.jwk("good", JwsAlgorithm.ES256), 5));

    KeySet keys = Answers.keys(known("/keys").current());

    assertThat(keys.ids()).containsExactly("good");
    assertThat(keys.skipped()).hasSize(2);
  }

  @Test
  void same_id_at_two_sources_never_mixes() throws Exception {
    server.json("/a", TestJson.keySet(TestKeys.jwk("shared", TestKeys.rsa())));
    server.json("/b", TestJson.keySet(TestKeys.jwk("shared", TestKeys.otherRsa())));
    byte[] input = {1};
    byte[] byA = TestKeys.signature(JwsAlgorithm.RS256, TestKeys.rsa().getPrivate(), input);

    VerificationKey a = Answers.keys(known("/a").current()).withId("shared").get(0);
    VerificationKey b = Answers.keys(known("/b").current()).withId("shared").get(0);

    assertThat(a.verifies(SignatureAlgorithm.RS256, input, byA)).isTrue();
    assertThat(b.verifies(SignatureAlgorithm.RS256, input, byA)).isFalse();
  }

  @Test
  void closed_source_fails_without_a_connection() {
    JwksKeySource source = known("/keys");

    source.close();

    assertThat(Answers.failure(source.current()))
        .hasMessage(unavailable(server.origin() + "/keys", "this source of keys is closed"));
    assertThat(server.paths()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://issuer.example | must begin with https://",
        "http://127.0.0.1:8080 | must begin with https://",
        "issuer.example | must begin with https://",
        "https://issuer.example?a=b | must not contain a query",
        "https://issuer.example#a | must not contain a fragment",
        "https://good.example@issuer.example | must not contain a user name or password",
        "https://issuer .example | must be a URL",
        "'' | must begin with https://"
      })
  void issuer_unfit_for_discovery_is_refused_at_once(String issuer, String objection) {
    assertThatThrownBy(() -> JwksKeySource.discovery(issuer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Keys can't be fetched for \"" + issuer + "\": it " + objection + ".")
        .hasNoCause();
  }

  @Test
  void plain_http_url_is_refused_at_once() {
    assertThatThrownBy(() -> JwksKeySource.jwksUrl(URI.create("http://127.0.0.1/keys?secret=1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Keys can't be fetched for \"http://127.0.0.1/keys\": it must begin with https://.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT2M"})
  void senseless_timeout_is_refused(String timeout) {
    JwksKeySource.Builder builder = JwksKeySource.discoveryBuilder("https://issuer.example");

    assertThatThrownBy(() -> builder.totalTimeout(Duration.parse(timeout)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The total timeout is " + timeout + "; it must be positive and at most PT1M");
  }

  @Test
  void text_names_the_issuer() {
    try (JwksKeySource source = KeySource.discovery("https://issuer.example")) {
      assertThat(source).hasToString("keys of \"https://issuer.example\"");
    }
  }

  private String discovery(String issuer) {
    return JwksDocuments.discovery(issuer, server.origin() + "/keys");
  }

  private JwksKeySource discovering(String issuer) {
    return opened(JwksKeySource.discoveryBuilder(issuer));
  }

  private JwksKeySource known(String path) {
    return opened(JwksKeySource.jwksUrlBuilder(server.url(path)));
  }

  private JwksKeySource opened(JwksKeySource.Builder builder) {
    JwksKeySource source = builder.proxySelector(new LoopbackOnly()).clock(clock).build();
    open.add(source);
    return source;
  }

  private static String unavailable(String source, String problem) {
    return "The keys of \"" + source + "\" are unavailable: " + problem + ".";
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
