package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault as a client sees it that looks at every octet. */
class FaultTest {
  private static final Duration TICK = Duration.ofMillis(1);

  private final SpiffeIssuer issuer = CiIssuer.spiffe();
  private final ServerEndpoint keys = issuer.server().keys();
  private final int bodyOctets = issuer.jwks().length();

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void without_a_fault_the_key_set_is_served() throws Exception {
    RawAnswer answer = RawClient.get(keys.url());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(bodyOctets));
    assertThat(answer.bodyText()).isEqualTo(issuer.jwks());
    assertThat(answer.reset()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void reset_breaks_the_connection_off(Moment moment) throws Exception {
    RawAnswer answer = met(Fault.reset(moment));

    assertThat(answer.reset()).isTrue();
    assertThat(answer.octets().length).isLessThanOrEqualTo(expectedOctets(moment));
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void hang_up_ends_the_connection_early_but_in_order(Moment moment) throws Exception {
    RawAnswer answer = met(Fault.hangUp(moment));

    assertThat(answer.reset()).isFalse();
    assertThat(answer.octets()).hasSize(expectedOctets(moment));
    assertThat(answer.headIsComplete()).isEqualTo(moment.compareTo(Moment.AFTER_HEADERS) >= 0);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void stall_says_nothing_more_until_the_server_is_closed(Moment moment) throws Exception {
    int expected = expectedOctets(moment);
    keys.faults().always(Fault.stall(moment));
    try (RawClient client = RawClient.connect(keys.url())) {
      client.ask("GET", keys.url().getRawPath(), "Connection: close\r\n");
      client.read(expected);
      assertThat(keys.journal().await(2, Duration.ofSeconds(20))).isTrue();
      assertThat(issuer.server().awaitOpenConnections(1, Duration.ofSeconds(20))).isTrue();
      assertThat(issuer.server().openConnections()).isOne();

      issuer.close();

      assertThat(client.everything().octets()).isEmpty();
    }
  }

  @Test
  void stalled_connection_ends_when_the_client_hangs_up() throws Exception {
    int expected = expectedOctets(Moment.AFTER_HEADERS);
    keys.faults().always(Fault.stall(Moment.AFTER_HEADERS));
    try (RawClient client = RawClient.connect(keys.url())) {
      client.ask("GET", keys.url().getRawPath(), "Connection: close\r\n");
      client.read(expected);
    }

    assertThat(issuer.server().awaitOpenConnections(0, Duration.ofSeconds(20))).isTrue();
  }

  static Stream<Fault> slowness() {
    return Stream.of(
        Fault.slowBody(64, TICK),
        Fault.slowHead(16, TICK),
        Fault.slowBody(Integer.MAX_VALUE, TICK),
        Fault.delay(TICK),
        Fault.heldUntil(CompletableFuture.completedFuture("now")),
        Fault.heldUntil(CompletableFuture.failedFuture(new IOException("whatever"))));
  }

  @ParameterizedTest
  @MethodSource("slowness")
  void slow_answer_is_a_sound_one_in_the_end(Fault fault) throws Exception {
    assertThat(met(fault).bodyText()).isEqualTo(issuer.jwks());
  }

  @Test
  void slow_body_pauses_before_each_piece() throws Exception {
    long start = System.nanoTime();
    met(Fault.slowBody((bodyOctets + 3) / 4, Duration.ofMillis(5)));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(20));
  }

  @Test
  void held_answer_comes_once_it_is_released() throws Exception {
    CompletableFuture<Void> release = new CompletableFuture<>();
    keys.faults().always(Fault.heldUntil(release));
    try (RawClient client = RawClient.connect(keys.url())) {
      client.ask("GET", keys.url().getRawPath(), "");
      assertThat(keys.journal().await(1, Duration.ofSeconds(20))).isTrue();

      release.complete(null);

      assertThat(client.answer().bodyText()).isEqualTo(issuer.jwks());
    }
  }

  @Test
  void held_answer_never_comes_once_the_server_is_closed() throws Exception {
    keys.faults().always(Fault.heldUntil(new CompletableFuture<>()));
    try (RawClient client = RawClient.connect(keys.url())) {
      client.ask("GET", keys.url().getRawPath(), "");
      assertThat(keys.journal().await(1, Duration.ofSeconds(20))).isTrue();

      issuer.close();

      assertThat(client.everything().octets()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 10})
  void wrong_content_length_is_announced(int difference) throws Exception {
    RawAnswer answer = met(Fault.wrongContentLength(difference));

    assertThat(answer.header("Content-Length")).isEqualTo("" + (bodyOctets + difference));
    assertThat(answer.bodyText()).isEqualTo(issuer.jwks());
    assertThat(answer.reset()).isFalse();
  }

  @Test
  void endless_body_goes_on_until_the_client_hangs_up() throws Exception {
    keys.faults().always(Fault.endlessBody());
    try (RawClient client = RawClient.connect(keys.url())) {
      client.ask("GET", keys.url().getRawPath(), "");
      String text = text(client.read(1_000_000));
      assertThat(text).contains("Transfer-Encoding: chunked").contains(issuer.jwks());
      assertThat(text).doesNotContain("Content-Length");
    }

    assertThat(issuer.server().awaitOpenConnections(0, Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void endless_head_goes_on_until_the_client_hangs_up() throws Exception {
    keys.faults().always(Fault.endlessHead(1_000, Duration.ZERO));
    try (RawClient client = RawClient.connect(keys.url())) {
      client.ask("GET", keys.url().getRawPath(), "");
      String text = text(client.read(1_000_000));
      assertThat(text).startsWith("HTTP/1.1 200").doesNotContain("\r\n\r\n");
    }

    assertThat(issuer.server().awaitOpenConnections(0, Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void no_http_is_another_protocol() throws Exception {
    assertThat(met(Fault.noHttp()).text()).startsWith("SSH-2.0-");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 203, 206, 400, 401, 403, 404, 410, 429, 500, 502, 503, 504})
  void status_comes_with_the_good_document(int status) throws Exception {
    RawAnswer answer = met(Fault.status(status));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.bodyText()).isEqualTo(issuer.jwks());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void status_that_has_no_body_comes_without(int status) throws Exception {
    RawAnswer answer = met(Fault.status(status));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers("Content-Length")).isEmpty();
  }

  @Test
  void retry_after_is_in_seconds() throws Exception {
    RawAnswer answer = met(Fault.status(503, Duration.ofMinutes(2)));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("120");
  }

  @Test
  void not_modified_comes_without_being_asked_for() throws Exception {
    assertThat(met(Fault.notModified()).status()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_names_another_server(int status) throws Exception {
    RawAnswer answer = met(Fault.redirect(status, URI.create("http://localhost:1/elsewhere")));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Location")).isEqualTo("http://localhost:1/elsewhere");
    assertThat(answer.bodyText()).isEqualTo(issuer.jwks());
  }

  @Test
  void redirect_within_the_server_leads_to_the_good_document() throws Exception {
    RawAnswer answer = met(Fault.redirectWithinServer(302));
    URI there = keys.url().resolve(answer.header("Location"));

    assertThat(there.getPort()).isEqualTo(keys.url().getPort());
    assertThat(there).isNotEqualTo(keys.url());
    assertThat(RawClient.get(there).bodyText()).isEqualTo(issuer.jwks());
  }

  @Test
  void redirect_loop_leads_to_itself() throws Exception {
    assertThat(met(Fault.redirectLoop(307)).header("Location")).isEqualTo(keys.url().getRawPath());
  }

  @Test
  void header_is_set_repeated_or_left_out() throws Exception {
    assertThat(met(Fault.header("Cache-Control", "no-store")).headers("Cache-Control"))
        .containsExactly("no-store");
    assertThat(met(Fault.header("Age", "1", "2")).headers("Age")).containsExactly("1", "2");
    assertThat(met(Fault.header("content-type")).headers("Content-Type")).isEmpty();
    assertThat(met(Fault.header("ETag")).headers("ETag")).isEmpty();
  }

  @Test
  void content_type_is_another() throws Exception {
    assertThat(met(Fault.contentType("text/plain")).headers("Content-Type"))
        .containsExactly("text/plain");
  }

  @Test
  void gzip_is_the_document_compressed() throws Exception {
    RawAnswer answer = met(Fault.gzip());

    assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())))
        .hasContent(issuer.jwks());
  }

  @Test
  void captive_portal_is_html_with_status_200() throws Exception {
    RawAnswer answer = met(Fault.captivePortal());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.bodyText()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void stale_copy_is_an_earlier_key_set_with_a_tag_of_its_own() throws Exception {
    String earlier = issuer.jwks();
    String earlierTag = RawClient.get(keys.url()).header("ETag");
    issuer.keyring().replace();

    RawAnswer answer = met(Fault.staleCopy(earlier).and(Fault.header("Age", "600")));

    assertThat(answer.bodyText()).isEqualTo(earlier).isNotEqualTo(issuer.jwks());
    assertThat(answer.header("ETag")).isEqualTo(earlierTag);
    assertThat(answer.header("Age")).isEqualTo("600");
  }

  @Test
  void body_is_any_text() throws Exception {
    assertThat(met(Fault.body("{\"keys\":7}")).bodyText()).isEqualTo("{\"keys\":7}");
  }

  @Test
  void member_is_another_or_missing() throws Exception {
    ServerEndpoint discovery = issuer.server().discovery();
    discovery
        .faults()
        .next(
            Fault.member("issuer", "https://evil.example"),
            Fault.withoutMember("jwks_uri"),
            Fault.member("issuer", null).and(Fault.member("jwks_uri", "file:///etc/passwd")));

    assertThat(RawClient.get(discovery.url()).bodyText())
        .startsWith("{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"https://");
    assertThat(RawClient.get(discovery.url()).bodyText())
        .contains("\"issuer\":\"" + issuer.identifier())
        .doesNotContain("jwks_uri");
    assertThat(RawClient.get(discovery.url()).bodyText())
        .startsWith("{\"issuer\":null,\"jwks_uri\":\"file:///etc/passwd\"");
  }

  static Stream<Arguments> brokenDocuments() {
    return Stream.of(
        Arguments.of(BrokenDocument.EMPTY, "^$"),
        Arguments.of(BrokenDocument.MALFORMED, "^\\{\"keys\":\\[\\{.*\\}$"),
        Arguments.of(BrokenDocument.TRAILING, "^\\{\"keys\":.*\\]\\}\\{\"keys\":.*\\}$"),
        Arguments.of(BrokenDocument.DUPLICATE_MEMBERS, "^\\{\"keys\":.*,\"keys\":\\[\\{.*\\}$"),
        Arguments.of(BrokenDocument.BYTE_ORDER_MARK, "^\u00ef\u00bb\u00bf\\{\"keys\":.*"),
        Arguments.of(BrokenDocument.UTF_16, "^\u00fe\u00ff\u0000\\{\u0000\"\u0000k.*"),
        Arguments.of(BrokenDocument.INVALID_UTF_8, "^\\{\"\u00ffkeys\":.*"),
        Arguments.of(BrokenDocument.NO_MEMBERS, "^\\{\\}$"),
        Arguments.of(BrokenDocument.KEYS_NULL, "^\\{\"keys\":null\\}$"),
        Arguments.of(BrokenDocument.KEYS_EMPTY, "^\\{\"keys\":\\[\\]\\}$"),
        Arguments.of(BrokenDocument.KEYS_OBJECT, "^\\{\"keys\":\\{\"0\":\\{.*\\}\\}$"),
        Arguments.of(BrokenDocument.TOP_LEVEL_ARRAY, "^\\[\\{\"keys\":\\[.*\\]\\}\\]$"),
        Arguments.of(BrokenDocument.TOP_LEVEL_NULL, "^null$"),
        Arguments.of(BrokenDocument.OVERSIZE, "^\\{\"keys\":.*\\]\\} {4194304}$"),
        Arguments.of(BrokenDocument.DEEP, "^\\{\"keys\":\\[{100000}\\]{100000}\\}$"));
  }

  @ParameterizedTest
  @MethodSource("brokenDocuments")
  void document_is_broken_under_a_sound_head(BrokenDocument how, String pattern) throws Exception {
    RawAnswer answer = met(Fault.document(how));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length);
    assertThat(text(answer.body())).matches(pattern);
  }

  @Test
  void every_broken_document_has_a_case() {
    assertThat(brokenDocuments().map(one -> one.get()[0]))
        .containsExactly((Object[]) BrokenDocument.values());
  }

  @Test
  void faults_of_answer_time_and_transport_combine() throws Exception {
    Fault fault =
        Fault.delay(TICK)
            .and(Fault.gzip())
            .and(Fault.status(500))
            .and(Fault.hangUp(Moment.MID_BODY));
    RawAnswer answer = met(fault);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.body()).hasSize(Integer.parseInt(answer.header("Content-Length")) / 2);
    assertThat(fault)
        .hasToString("after PT0.001S, gzip, status 500, hang-up in the middle of the body");
  }

  @Test
  void impossible_faults_are_refused() {
    assertThatThrownBy(() -> Fault.slowBody(0, TICK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A piece has at least one octet, not 0");
    assertThatThrownBy(() -> Fault.status(99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The status has to be from 200 to 599, not 99");
    assertThatThrownBy(() -> Fault.redirectLoop(200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The status has to be from 300 to 399, not 200");
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private RawAnswer met(Fault fault) throws IOException {
    keys.faults().next(1, fault);
    RawAnswer answer = RawClient.get(keys.url());
    assertThat(keys.journal().last().fault()).contains(fault);
    return answer;
  }

  private int expectedOctets(Moment moment) throws IOException {
    RawAnswer sound = RawClient.get(keys.url());
    return moment.octets(sound.octets().length - bodyOctets, bodyOctets);
  }
}
