package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import dev.credence.internal.http.LoopbackOnly;
import dev.credence.internal.http.LoopbackServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source remembers between its fetches. */
@Timeout(60)
class JwksCachingTest {
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final Duration TICK = Duration.ofMillis(1);

  private final ManualClock clock = new ManualClock();
  private final LoopbackServer server = new LoopbackServer();
  private final List<JwksKeySource> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(JwksKeySource::close);
    server.close();
  }

  private JwksKeySource opened(JwksKeySource.Builder builder) {
    JwksKeySource source = builder.proxySelector(new LoopbackOnly()).clock(clock).build();
    open.add(source);
    return source;
  }

  private JwksKeySource known() {
    return opened(JwksKeySource.jwksUrlBuilder(server.url("/keys")));
  }

  private JwksKeySource discovering() {
    return opened(JwksKeySource.discoveryBuilder(server.origin()));
  }

  private void keys(String kid, String... headers) {
    server.on(
        "/keys",
        exchange -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          LoopbackServer.respond(exchange, 200, "application/json", JwksDocuments.keySet(kid));
        });
  }

  private void tagged(String tag, String kid, String... headersOf304) {
    server.on(
        "/keys",
        exchange -> {
          Headers answer = exchange.getResponseHeaders();
          answer.set("ETag", tag);
          if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            for (int i = 0; i < headersOf304.length; i += 2) {
              answer.set(headersOf304[i], headersOf304[i + 1]);
            }
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
          } else {
            LoopbackServer.respond(exchange, 200, "application/json", JwksDocuments.keySet(kid));
          }
        });
  }

  private void discovery(String jwksPath) {
    server.json(DISCOVERY, JwksDocuments.discovery(server.origin(), server.origin() + jwksPath));
  }

  @ParameterizedTest
  @CsvSource({
    "max-age=7200, 0, PT2H",
    "max-age=7200, 3600, PT1H",
    "max-age=0, 0, PT1M",
    "no-store, 0, PT1M",
    "max-age=30, 0, PT1M",
    "max-age=600, 9000, PT1M",
    "max-age=junk, 0, PT1M",
    "max-age=315360000, 0, PT24H",
    "public, 0, PT10M"
  })
  void keys_serve_as_long_as_the_issuer_says_within_bounds(
      String cacheControl, String age, Duration lifetime) throws Exception {
    keys("a", "Cache-Control", cacheControl, "Age", age);
    JwksKeySource source = known();
    Answers.keys(source.current());

    clock.advance(lifetime.minus(TICK));
    assertThat(source.status().state()).isEqualTo(KeyStatus.State.FRESH);
    clock.advance(TICK);
    assertThat(source.status().state()).isEqualTo(KeyStatus.State.STALE);
  }

  @Test
  void must_revalidate_does_not_shorten_the_stale_bound() throws Exception {
    keys("a", "Cache-Control", "max-age=600, must-revalidate");
    JwksKeySource source = known();
    KeySet keys = Answers.keys(source.current());
    server.status("/keys", 503);
    clock.advance(Duration.ofMinutes(60));

    assertThat(Answers.keys(source.current())).isSameAs(keys);
  }

  @Test
  void unchanged_keys_are_confirmed_by_their_tag() throws Exception {
    tagged("\"v1\"", "a", "Cache-Control", "max-age=1200");
    JwksKeySource source = known();
    KeySet first = Answers.keys(source.current());
    clock.advance(Duration.ofMinutes(10));

    KeySet confirmed = Answers.keys(source.current());

    assertThat(confirmed).isSameAs(first);
    assertThat(server.requestHeaders())
        .extracting(headers -> headers.getFirst("If-None-Match"))
        .containsExactly(null, "\"v1\"");
    assertThat(source.status().age()).contains(Duration.ZERO);
    clock.advance(Duration.ofMinutes(20).minus(TICK));
    assertThat(source.status().state()).isEqualTo(KeyStatus.State.FRESH);
  }

  @Test
  void confirmation_that_names_no_lifetime_keeps_the_one_before() throws Exception {
    server.on(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          if (exchange.getRequestHeaders().containsKey("If-None-Match")) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
          } else {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
            LoopbackServer.respond(exchange, 200, "application/json", JwksDocuments.keySet("a"));
          }
        });
    JwksKeySource source = known();
    Answers.keys(source.current());
    clock.advance(Duration.ofHours(1));
    Answers.keys(source.current());

    clock.advance(Duration.ofHours(1).minus(TICK));

    assertThat(source.status().state()).isEqualTo(KeyStatus.State.FRESH);
  }

  @Test
  void changed_keys_come_although_a_tag_was_sent() throws Exception {
    tagged("\"v1\"", "a");
    JwksKeySource source = known();
    Answers.keys(source.current());
    tagged("\"v2\"", "b");
    clock.advance(Duration.ofMinutes(10));

    assertThat(Answers.keys(source.current()).ids()).containsExactly("b");
  }

  @Test
  void confirmation_of_keys_that_are_not_there_is_a_failure() {
    server.status("/keys", 304);

    assertThat(Answers.failure(known().current()))
        .hasMessageContaining("answered with status 304 where 200 is required");
  }

  @Test
  void same_document_again_is_the_same_set() throws Exception {
    keys("a");
    JwksKeySource source = known();
    KeySet first = Answers.keys(source.current());
    clock.advance(Duration.ofMinutes(10));

    assertThat(Answers.keys(source.current())).isSameAs(first);
    assertThat(server.paths()).hasSize(2);
  }

  @Test
  void old_copy_after_a_newer_one_is_taken_and_the_new_key_is_found_again() throws Exception {
    keys("new");
    JwksKeySource source = known();
    KeySet current = Answers.keys(source.current());
    keys("old");
    clock.advance(Duration.ofMinutes(10));
    KeySet rolledBack = Answers.keys(source.current());
    assertThat(rolledBack.ids()).containsExactly("old");

    keys("new");
    assertThat(Answers.keys(source.newerThan(rolledBack, "new")).ids()).isEqualTo(current.ids());
  }

  @Test
  void discovery_is_not_repeated_for_an_hour() throws Exception {
    discovery("/keys");
    keys("a");
    JwksKeySource source = discovering();
    Answers.keys(source.current());
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(10));
      Answers.keys(source.current());
    }
    assertThat(server.paths())
        .containsExactly(DISCOVERY, "/keys", "/keys", "/keys", "/keys", "/keys", "/keys");

    clock.advance(Duration.ofMinutes(10));
    Answers.keys(source.current());

    assertThat(server.paths()).endsWith("/keys", DISCOVERY, "/keys");
  }

  @Test
  void keys_that_have_moved_are_found_by_discovery_at_the_next_fetch() throws Exception {
    discovery("/keys");
    keys("a");
    JwksKeySource source = discovering();
    KeySet first = Answers.keys(source.current());
    server.status("/keys", 404);
    server.json("/moved", JwksDocuments.keySet("b"));
    discovery("/moved");
    clock.advance(Duration.ofMinutes(10));
    assertThat(Answers.keys(source.current())).isSameAs(first);

    clock.advance(Duration.ofSeconds(10));
    source.prefetch().get();

    assertThat(Answers.keys(source.current()).ids()).containsExactly("b");
  }

  @Test
  void tag_of_another_url_is_not_sent() throws Exception {
    discovery("/keys");
    tagged("\"v1\"", "a");
    JwksKeySource source = discovering();
    Answers.keys(source.current());
    server.json("/moved", JwksDocuments.keySet("b"));
    discovery("/moved");
    clock.advance(Duration.ofHours(1));
    Answers.keys(source.current());

    assertThat(server.requestHeaders()).noneMatch(headers -> headers.containsKey("If-None-Match"));
  }

  @Test
  void keys_on_the_pinned_host_are_taken() throws Exception {
    discovery("/keys");
    keys("a");
    JwksKeySource source =
        opened(JwksKeySource.discoveryBuilder(server.origin()).jwksHost("127.0.0.1"));

    assertThat(Answers.keys(source.current()).ids()).containsExactly("a");
  }

  @Test
  void keys_off_the_pinned_host_are_refused_without_a_connection() {
    discovery("/keys");
    JwksKeySource source =
        opened(JwksKeySource.discoveryBuilder(server.origin()).jwksHost("keys.example"));

    assertThat(Answers.failure(source.current()))
        .hasMessageContaining("; it must be on the pinned host \"keys.example\"");
    assertThat(source.status().lastFailureKind()).contains(KeyFailure.DISCOVERY);
    assertThat(server.paths()).containsExactly(DISCOVERY);
  }

  @ParameterizedTest
  @CsvSource({
    "'', /.well-known/oauth-authorization-server",
    "/, /.well-known/oauth-authorization-server",
    "/acme, /.well-known/oauth-authorization-server/acme",
    "/acme/, /.well-known/oauth-authorization-server/acme",
    "/a/b, /.well-known/oauth-authorization-server/a/b"
  })
  void oauth_metadata_is_before_the_path(String path, String expected) throws Exception {
    String issuer = server.origin() + path;
    server.json(expected, JwksDocuments.discovery(issuer, server.origin() + "/keys"));
    keys("a");

    Answers.keys(opened(JwksKeySource.discoveryBuilder(issuer).oauthMetadata()).current());

    assertThat(server.paths()).containsExactly(expected, "/keys");
  }

  @Test
  void settings_of_discovery_do_not_fit_a_known_url() {
    JwksKeySource.Builder builder =
        JwksKeySource.jwksUrlBuilder(URI.create("https://issuer.example/keys"));

    assertThatThrownBy(builder::oauthMetadata).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> builder.jwksHost("keys.example"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Keys that are fetched from a known URL need no discovery document");
  }

  @ParameterizedTest
  @CsvSource({"PT-1S", "PT24H0.001S"})
  void stale_bound_beyond_its_limits_is_refused(Duration bound) {
    JwksKeySource.Builder builder = JwksKeySource.discoveryBuilder("https://issuer.example");

    assertThatThrownBy(() -> builder.staleIfError(bound))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Keys serve " + bound + " past their lifetime; it must be from zero to PT24H");
  }

  @Test
  void prefetch_has_the_keys_at_hand_when_it_completes() throws Exception {
    keys("a");
    JwksKeySource source = known();

    source.prefetch().get();

    assertThat(source.current().toCompletableFuture()).isCompleted();
    assertThat(server.paths()).hasSize(1);
  }

  @Test
  void interrupted_caller_leaves_the_fetch_to_others() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    server.on(
        "/keys",
        exchange -> {
          asked.countDown();
          try {
            answer.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          LoopbackServer.respond(exchange, 200, "application/json", JwksDocuments.keySet("a"));
        });
    JwksKeySource source = known();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread impatient =
        new Thread(() -> {
          try {
            source.current().toCompletableFuture().get();
          } catch (Exception e) {
            thrown.set(e);
          }
        });
    impatient.start();
    asked.await();
    CompletionStage<KeySet> patient = source.current();
    impatient.interrupt();
    impatient.join();
    answer.countDown();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(Answers.keys(patient).ids()).containsExactly("a");
    assertThat(server.paths()).hasSize(1);
  }

  @Test
  void closing_fails_who_waits() {
    server.stall("/keys");
    JwksKeySource source = known();
    CompletionStage<KeySet> answer = source.current();

    source.close();

    assertThat(Answers.failure(answer)).hasMessageEndingWith("this source of keys is closed.");
  }

  @Test
  void credentials_cookies_and_encodings_are_never_offered() throws Exception {
    discovery("/keys");
    keys("a", "Set-Cookie", "session=1");
    JwksKeySource source = discovering();
    Answers.keys(source.current());
    clock.advance(Duration.ofMinutes(10));
    Answers.keys(source.current());

    assertThat(server.requestHeaders())
        .hasSize(3)
        .allSatisfy(headers ->
            assertThat(headers.keySet())
                .doesNotContain("Cookie", "Authorization", "Accept-encoding"));
  }
}
