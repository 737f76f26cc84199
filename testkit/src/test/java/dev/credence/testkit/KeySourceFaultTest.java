package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What a source of keys makes of each fault, and that it recovers from it. */
class KeySourceFaultTest {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SpiffeIssuer issuer = CiIssuer.spiffe();
  private final IssuerServer server = issuer.server();

  @AfterEach
  void close() {
    issuer.close();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.reset(Moment.BEFORE_HEADERS), "broke off"),
        Arguments.of(Fault.reset(Moment.MID_HEADERS), "broke off"),
        Arguments.of(Fault.reset(Moment.MID_BODY), "broke off"),
        Arguments.of(Fault.hangUp(Moment.BEFORE_HEADERS), "broke off"),
        Arguments.of(Fault.hangUp(Moment.MID_HEADERS), "broke off"),
        Arguments.of(Fault.hangUp(Moment.AFTER_HEADERS), "broke off"),
        Arguments.of(Fault.hangUp(Moment.MID_BODY), "broke off"),
        Arguments.of(Fault.wrongContentLength(10), "broke off"),
        Arguments.of(Fault.wrongContentLength(-10), "strict JSON"),
        Arguments.of(Fault.endlessBody(), "octets that are read"),
        Arguments.of(Fault.noHttp(), "broke off"),
        Arguments.of(Fault.gzip(), "encoded body"),
        Arguments.of(Fault.captivePortal(), "text/html"),
        Arguments.of(Fault.contentType("text/plain"), "text/plain"),
        Arguments.of(Fault.contentType("application/json; charset=utf-16"), "utf-16"),
        Arguments.of(Fault.header("Content-Type"), "content of type none"),
        Arguments.of(Fault.status(204), "status 204"),
        Arguments.of(Fault.status(206), "status 206"),
        Arguments.of(Fault.status(404), "status 404"),
        Arguments.of(Fault.status(429, Duration.ofSeconds(7)), "status 429"),
        Arguments.of(Fault.status(503), "status 503"),
        Arguments.of(Fault.notModified(), "status 304"),
        Arguments.of(Fault.redirectWithinServer(301), "redirect (301)"),
        Arguments.of(Fault.redirectLoop(307), "redirect (307)"),
        Arguments.of(Fault.withoutMember("keys"), "no array named keys"),
        Arguments.of(Fault.body("no JSON"), "strict JSON"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_costs_the_keys_and_says_why(Fault fault, String why) throws Exception {
    server.keys().faults().always(fault);
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertUnavailable(source, why);
    }
    assertThat(server.journal().requests())
        .extracting(RecordedRequest::path)
        .startsWith(server.discovery().url().getPath(), server.keys().url().getPath())
        .containsOnly(server.discovery().url().getPath(), server.keys().url().getPath());
    assertRecovers();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "OVERSIZE")
  void broken_key_set_costs_the_keys(BrokenDocument how) throws Exception {
    server.keys().faults().always(Fault.document(how));
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertUnavailable(source, "");
    }
    assertRecovers();
  }

  @Test
  void oversize_key_set_is_not_read_to_its_end() throws Exception {
    server.keys().faults().always(Fault.document(BrokenDocument.OVERSIZE));
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertUnavailable(source, "octets that are read");
      assertThat(server.awaitOpenConnections(1, PATIENCE)).isTrue();
    }
  }

  static Stream<Arguments> discoveryFaults() {
    return Stream.of(
        Arguments.of(Fault.member("issuer", "https://oidc.prod.acme.com/"), "issuer"),
        Arguments.of(Fault.member("issuer", "https://OIDC.prod.acme.com"), "issuer"),
        Arguments.of(Fault.member("issuer", null), "issuer"),
        Arguments.of(Fault.withoutMember("issuer"), "issuer"),
        Arguments.of(Fault.withoutMember("jwks_uri"), "jwks_uri"),
        Arguments.of(Fault.member("jwks_uri", 7), "jwks_uri"),
        Arguments.of(Fault.member("jwks_uri", "file:///etc/passwd"), "jwks_uri"),
        Arguments.of(Fault.document(BrokenDocument.DUPLICATE_MEMBERS), "strict JSON"),
        Arguments.of(Fault.document(BrokenDocument.UTF_16), "UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("discoveryFaults")
  void faulty_discovery_document_leads_to_no_keys(Fault fault, String why) throws Exception {
    server.discovery().faults().always(fault);
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertUnavailable(source, why);
    }
    assertThat(server.keys().journal().isEmpty()).isTrue();
    assertRecovers();
  }

  static Stream<Fault> delays() {
    return Stream.of(
        Fault.stall(Moment.BEFORE_HEADERS),
        Fault.stall(Moment.MID_HEADERS),
        Fault.stall(Moment.AFTER_HEADERS),
        Fault.stall(Moment.MID_BODY),
        Fault.slowHead(1, Duration.ofMillis(100)),
        Fault.slowBody(1, Duration.ofMillis(100)),
        Fault.endlessHead(100, Duration.ofMillis(20)),
        Fault.delay(PATIENCE));
  }

  @ParameterizedTest
  @MethodSource("delays")
  void answer_that_takes_too_long_ends_at_the_deadline(Fault fault) throws Exception {
    server.discovery().faults().always(fault);
    try (JwksKeySource source = issuer.discoveredKeysBuilder().totalTimeout(SHORT).build()) {
      assertUnavailable(source, "in time");
    }
    server.discovery().faults().clear();
    assertRecovers();
  }

  @Test
  void connection_that_is_left_alone_ends_at_the_deadline() throws Exception {
    server.stallConnections();
    try (JwksKeySource source = issuer.discoveredKeysBuilder().totalTimeout(SHORT).build()) {
      assertUnavailable(source, "in time");
    }
    assertThat(server.awaitOpenConnections(0, PATIENCE)).isTrue();
    assertRecovers();
  }

  @Test
  void refused_connection_says_so() throws Exception {
    server.refuseConnections();
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertUnavailable(source, "could not be reached");
    }
    assertThat(server.connections()).isZero();
    assertRecovers();
  }

  static Stream<Fault> harmless() {
    return Stream.of(
        Fault.delay(TICK),
        Fault.slowBody(100, TICK),
        Fault.slowHead(100, TICK),
        Fault.contentType("application/jwk-set+json"),
        Fault.header("Cache-Control", "max-age=0", "no-store"),
        Fault.member("next", "unknown members are ignored"));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void fault_that_harms_nobody_costs_nothing(Fault fault) throws Exception {
    server.faults().always(fault);
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertThat(keys(source).ids()).containsExactly(issuer.keyring().signingKeyId());
    }
  }

  private void assertRecovers() throws Exception {
    server.recover();
    try (JwksKeySource source = issuer.discoveredKeys()) {
      assertThat(keys(source).ids()).containsExactly(issuer.keyring().signingKeyId());
    }
  }

  private static void assertUnavailable(KeySource source, String why) {
    assertThatThrownBy(() -> keys(source))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining(why);
  }

  private static KeySet keys(KeySource source) throws Exception {
    return source.current().toCompletableFuture().get();
  }
}
