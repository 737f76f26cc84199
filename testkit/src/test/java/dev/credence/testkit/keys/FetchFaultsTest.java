package dev.credence.testkit.keys;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeyFailure;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeyStatus;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.BrokenDocument;
import dev.credence.testkit.Canary;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.Fault;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.IssuerServer;
import dev.credence.testkit.Moment;
import dev.credence.testkit.ServerEndpoint;
import dev.credence.testkit.TlsIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an issuer's server can do wrong while its keys are fetched, and what a policy makes of it.
 */
@Timeout(120)
class FetchFaultsTest {
  private static final Duration DEADLINE = Duration.ofMillis(400);
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration GAP = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SLOW = Duration.ofMillis(50);

  private static final List<Function<IssuerServer, ServerEndpoint>> ENDPOINTS =
      List.of(IssuerServer::discovery, IssuerServer::keys);

  /** Its key is made once for all tests, its server for each. */
  private static final GitHubActionsIssuer GITHUB = CiIssuer.gitHubActions();

  private static FetchingPolicy start() {
    return FetchingPolicy.start(GITHUB, builder -> builder.totalTimeout(DEADLINE));
  }

  static Stream<Arguments> faultsOfTheFetch() {
    return Stream.of(
            faults(KeyFailure.REDIRECT, 301, 302, 303, 307, 308),
            Stream.of(
                fault(KeyFailure.REDIRECT, Fault.redirectWithinServer(302)),
                fault(KeyFailure.REDIRECT, Fault.redirectWithinServer(308)),
                fault(KeyFailure.REDIRECT, Fault.redirectLoop(301)),
                fault(KeyFailure.DEADLINE, Fault.stall(Moment.BEFORE_HEADERS)),
                fault(KeyFailure.DEADLINE, Fault.stall(Moment.MID_HEADERS)),
                fault(KeyFailure.DEADLINE, Fault.stall(Moment.AFTER_HEADERS)),
                fault(KeyFailure.DEADLINE, Fault.stall(Moment.MID_BODY)),
                fault(KeyFailure.DEADLINE, Fault.slowBody(1, SLOW)),
                fault(KeyFailure.DEADLINE, Fault.slowHead(1, SLOW)),
                fault(KeyFailure.IO, Fault.reset(Moment.BEFORE_HEADERS)),
                fault(KeyFailure.IO, Fault.reset(Moment.MID_BODY)),
                fault(KeyFailure.IO, Fault.hangUp(Moment.BEFORE_HEADERS)),
                fault(KeyFailure.IO, Fault.hangUp(Moment.MID_BODY)),
                fault(KeyFailure.IO, Fault.wrongContentLength(10)),
                fault(KeyFailure.IO, Fault.noHttp()),
                fault(KeyFailure.TOO_LARGE, Fault.endlessBody()),
                fault(KeyFailure.TOO_LARGE, Fault.document(BrokenDocument.OVERSIZE)),
                fault(KeyFailure.CONTENT_ENCODING, Fault.gzip()),
                fault(KeyFailure.CONTENT_TYPE, Fault.captivePortal()),
                fault(KeyFailure.CONTENT_TYPE, Fault.contentType("text/plain")),
                fault(KeyFailure.CONTENT_TYPE, Fault.header("Content-Type"))),
            Stream.of(201, 204, 206, 304, 400, 401, 403, 404, 429, 500, 502, 503)
                .map(status -> fault(KeyFailure.STATUS, Fault.status(status))))
        .flatMap(Function.identity());
  }

  private static Stream<Arguments> faults(KeyFailure expected, Integer... statuses) {
    return Stream.of(statuses)
        .map(
            status -> fault(expected, Fault.redirect(status, URI.create("https://evil.example/"))));
  }

  private static Arguments fault(KeyFailure expected, Fault fault) {
    return Arguments.of(expected, fault);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("faultsOfTheFetch")
  void fault_at_either_endpoint_is_a_failure_of_its_kind(KeyFailure expected, Fault fault)
      throws Exception {
    for (Function<IssuerServer, ServerEndpoint> endpoint : ENDPOINTS) {
      try (FetchingPolicy ci = start()) {
        endpoint.apply(ci.server()).faults().always(fault);

        assertThatThrownBy(ci::decide).isInstanceOf(KeysUnavailableException.class).hasNoCause();
        assertThat(ci.keys().status().lastFailureKind()).contains(expected);
        assertThat(ci.keys().status().state()).isEqualTo(KeyStatus.State.EMPTY);

        ci.server().recover();
        ci.advance(GAP);
        assertThat(ci.decide()).isTrusted();
      }
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("faultsOfTheFetch")
  void fault_of_a_refresh_costs_no_key(KeyFailure expected, Fault fault) throws Exception {
    try (FetchingPolicy ci = start()) {
      ci.server().keys().header("ETag");
      assertThat(ci.decide()).isTrusted();
      ci.server().keys().faults().always(fault);
      ci.advance(LIFETIME);

      assertThat(ci.decide()).isTrusted();
      assertThat(ci.keys().status().lastFailureKind()).contains(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(BrokenDocument.class)
  void broken_key_set_never_replaces_a_good_one(BrokenDocument how) throws Exception {
    try (FetchingPolicy ci = start()) {
      assertThat(ci.decide()).isTrusted();
      ci.server().keys().faults().always(Fault.document(how));
      ci.advance(LIFETIME);

      assertThat(ci.decide()).isTrusted();
      assertThat(ci.keys().status().lastFailure()).isPresent();

      ci.server().recover();
      ci.advance(GAP);
      ci.keys().prefetch().get();
      assertThat(ci.keys().status().state()).isEqualTo(KeyStatus.State.FRESH);
    }
  }

  @ParameterizedTest
  @EnumSource(BrokenDocument.class)
  void broken_discovery_document_yields_no_key(BrokenDocument how) {
    try (FetchingPolicy ci = start()) {
      ci.server().discovery().faults().always(Fault.document(how));

      assertThatThrownBy(ci::decide).isInstanceOf(KeysUnavailableException.class);
      assertThat(ci.fetches()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_to_another_host_is_never_followed(int status) {
    try (Canary canary = Canary.start();
        FetchingPolicy ci = start()) {
      for (Function<IssuerServer, ServerEndpoint> endpoint : ENDPOINTS) {
        endpoint.apply(ci.server()).faults().next(Fault.redirect(status, canary.urlAtLocalhost()));
        assertThatThrownBy(ci::decide)
            .isInstanceOf(KeysUnavailableException.class)
            .hasMessageContaining(
                "answered with a redirect (" + status + "), which is not followed");
        ci.advance(GAP);
      }
      assertThat(canary.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://token.actions.githubusercontent.com/.well-known/jwks",
        "https://evil.example/jwks",
        "https://token.actions.githubusercontent.com@evil.example/jwks",
        "file:///etc/passwd",
        "jar:file:/a.jar!/b",
        "data:application/json,{}",
        "ftp://token.actions.githubusercontent.com/jwks"
      })
  void key_set_elsewhere_than_on_the_pinned_host_is_not_fetched(String jwksUri) {
    try (FetchingPolicy ci =
        FetchingPolicy.start(builder -> builder.jwksHost("token.actions.githubusercontent.com"))) {
      ci.server().discovery().faults().always(Fault.member("jwks_uri", jwksUri));

      assertThatThrownBy(ci::decide)
          .isInstanceOf(KeysUnavailableException.class)
          .hasMessageContaining("the jwks_uri of its discovery document is ");
      assertThat(ci.keys().status().lastFailureKind()).contains(KeyFailure.DISCOVERY);
      assertThat(ci.fetches()).isZero();
    }
  }

  @Test
  void key_set_on_the_pinned_host_is_fetched() throws Exception {
    try (FetchingPolicy ci =
        FetchingPolicy.start(builder -> builder.jwksHost("Token.Actions.GitHubUserContent.com"))) {
      assertThat(ci.decide()).isTrusted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://token.actions.githubusercontent.com/",
        "https://Token.actions.githubusercontent.com",
        "https://token.actions.githubusercontent.com:443",
        "https://evil.example"
      })
  void document_of_another_issuer_is_refused(String issuer) {
    try (FetchingPolicy ci = start()) {
      ci.server().discovery().faults().always(Fault.member("issuer", issuer));

      assertThatThrownBy(ci::decide)
          .isInstanceOf(KeysUnavailableException.class)
          .hasMessageContaining("its discovery document names the issuer \"" + issuer + "\"");
      assertThat(ci.fetches()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/?x=https://token.actions.githubusercontent.com",
        "https://token.actions.githubusercontent.com.evil.example",
        "https://token.actions.githubusercontent.com@evil.example",
        "https://evil.example\\@token.actions.githubusercontent.com"
      })
  void issuer_of_a_token_never_leads_to_a_connection(String issuer) throws Exception {
    try (FetchingPolicy ci = start()) {
      String token = ci.github().pushToMain().inconsistent().claim("iss", issuer).sign();

      assertThat(ci.decide(token)).isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
      assertThat(ci.server().connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://issuer.example", "file:///keys", "jar:x", "data:,", "ftp://a/b"})
  void keys_are_never_configured_from_anything_but_https(String url) {
    assertThatThrownBy(() -> JwksKeySource.jwksUrl(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must begin with https://");
  }

  static List<Fault> slowFaults() {
    return List.of(
        Fault.slowBody(1, SLOW),
        Fault.slowHead(1, SLOW),
        Fault.stall(Moment.BEFORE_HEADERS),
        Fault.stall(Moment.MID_BODY),
        Fault.endlessHead(16, SLOW));
  }

  @ParameterizedTest
  @MethodSource("slowFaults")
  void slow_server_is_hung_up_on_at_the_deadline(Fault fault) {
    try (FetchingPolicy ci = start()) {
      ci.server().discovery().faults().always(fault);

      assertThatThrownBy(ci::decide).hasMessageContaining("did not finish its answer in time");
      assertThat(ci.server().awaitOpenConnections(0, PATIENCE)).isTrue();
    }
  }

  @Test
  void confirmation_without_keys_is_a_failure() {
    try (FetchingPolicy ci = start()) {
      ci.server().keys().faults().always(Fault.notModified());

      assertThatThrownBy(ci::decide)
          .isInstanceOf(KeysUnavailableException.class)
          .hasMessageContaining("answered with status 304 where 200 is required");
    }
  }

  @Test
  void unchanged_keys_are_only_confirmed() throws Exception {
    try (FetchingPolicy ci = start()) {
      assertThat(ci.decide()).isTrusted();
      KeySet before = ci.keys().current().toCompletableFuture().get();
      ci.advance(LIFETIME);
      assertThat(ci.decide()).isTrusted();

      assertThat(ci.server().keys().journal().last().header("If-None-Match")).isPresent();
      assertThat(ci.keys().current().toCompletableFuture().get()).isSameAs(before);
      assertThat(ci.keys().status().state()).isEqualTo(KeyStatus.State.FRESH);
    }
  }

  @Test
  void server_that_cannot_be_reached_is_asked_once_for_a_thousand_tokens() {
    try (FetchingPolicy ci = start()) {
      ci.server().faults().always(Fault.status(503));
      for (int i = 0; i < 1000; i++) {
        assertThatThrownBy(ci::decide).isInstanceOf(KeysUnavailableException.class);
      }
      assertThat(ci.server().journal().count()).isOne();
    }
  }

  @Test
  void retry_after_of_the_server_is_kept_and_passed_on() {
    try (FetchingPolicy ci = start()) {
      ci.server().discovery().faults().next(Fault.status(429, Duration.ofSeconds(90)));

      assertThatThrownBy(ci::decide)
          .isInstanceOfSatisfying(
              KeysUnavailableException.class,
              e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(90)));
      ci.advance(Duration.ofSeconds(89));
      assertThatThrownBy(ci::decide).isInstanceOf(KeysUnavailableException.class);
      assertThat(ci.server().journal().count()).isOne();
    }
  }

  @Test
  void algorithms_that_discovery_names_change_nothing() throws Exception {
    try (FetchingPolicy ci = start()) {
      ci.server()
          .discovery()
          .faults()
          .always(Fault.member("id_token_signing_alg_values_supported", List.of("none", "HS256")));

      assertThat(ci.decide()).isTrusted();
      String unsigned = ci.github().pushToMain().inconsistent().header("alg", "HS256").sign();
      assertThat(ci.decide(unsigned)).isRejectedBecause(RejectionReason.ALGORITHM_NOT_ALLOWED);
    }
  }

  @Test
  void nothing_but_what_is_needed_is_sent() throws Exception {
    try (FetchingPolicy ci = start()) {
      ci.server().discovery().header("Set-Cookie", "session=1");
      assertThat(ci.decide()).isTrusted();

      assertThat(ci.server().journal().requests())
          .hasSize(2)
          .allSatisfy(request ->
              assertThat(request.headers().keySet())
                  .doesNotContain("Cookie", "Authorization", "Accept-Encoding"));
    }
  }

  @Test
  void certificates_are_checked_as_everywhere() throws Exception {
    TlsIdentity identity = TlsIdentity.generate();
    try (FetchingPolicy ci =
        FetchingPolicy.start(CiIssuer.gitHubActions().overTls(identity), builder -> builder)) {
      assertThat(ci.decide()).isTrusted();
    }
    for (TlsIdentity bad :
        List.of(identity.expired(), identity.wrongHost(), identity.unknownAuthority())) {
      try (FetchingPolicy ci =
          FetchingPolicy.start(CiIssuer.gitHubActions().overTls(identity), builder -> builder)) {
        ci.server().presents(bad);

        assertThatThrownBy(ci::decide)
            .isInstanceOf(KeysUnavailableException.class)
            .hasMessageContaining("could not be reached over trusted TLS");
        assertThat(ci.keys().status().lastFailureKind()).contains(KeyFailure.TLS);
        assertThat(ci.server().journal().isEmpty()).isTrue();
      }
    }
  }
}
