package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.exception.ClientAuthenticationException;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.TrustCondition;
import dev.credence.testkit.Fault;
import dev.credence.testkit.Moment;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes that is no answer, or no answer of Entra's, and how it is told. */
@Timeout(60)
class BadAnswerTest {
  private static final String AUTHORITY = "\"login.microsoftonline.com\"";

  private final EntraScene scene = new EntraScene();

  @AfterEach
  void close() {
    scene.close();
  }

  static Stream<Arguments> badAnswers() {
    String noJson = "sent an answer that is not JSON: ";
    String noToken = "sent an answer without an access_token that fits into a header field";
    String noExpiry = "sent an answer without an expires_in that is a number of seconds";
    String gaveNone = "gave no access token: " + AUTHORITY + " ";
    return Stream.of(
        Arguments.of(Fault.body(""), noJson + "empty"),
        Arguments.of(Fault.body("[]"), noJson + "not an object but an array"),
        Arguments.of(Fault.body("{"), noJson + "cut short at character 2"),
        Arguments.of(
            Fault.captivePortal(),
            gaveNone
                + "sent content of type \"text/html; charset=utf-8\" where JSON in UTF-8 is"
                + " required"),
        Arguments.of(
            Fault.status(401).and(Fault.body("")).and(Fault.header("Content-Type")),
            gaveNone + "answered with status 401 where 200 is required"),
        Arguments.of(
            Fault.status(403), gaveNone + "answered with status 403 where 200 is required"),
        Arguments.of(
            Fault.redirectWithinServer(302),
            gaveNone + "answered with a redirect (302), which is not followed"),
        Arguments.of(Fault.gzip(), gaveNone + "sent an encoded body although none was asked for"),
        Arguments.of(
            Fault.body(" ".repeat(60_000_000)),
            gaveNone + "sent more than the 65536 octets that are read"),
        Arguments.of(
            Fault.endlessBody(), gaveNone + "sent more than the 65536 octets that are read"),
        Arguments.of(Fault.withoutMember("access_token"), noToken),
        Arguments.of(Fault.member("access_token", 42), noToken),
        Arguments.of(Fault.member("access_token", ""), noToken),
        Arguments.of(Fault.member("access_token", "a\r\nX: b"), noToken),
        Arguments.of(Fault.member("access_token", "a b"), noToken),
        Arguments.of(
            Fault.member("token_type", "pop"), "sent an answer whose token_type is not Bearer"),
        Arguments.of(
            Fault.withoutMember("token_type"), "sent an answer whose token_type is not Bearer"),
        Arguments.of(Fault.withoutMember("expires_in"), noExpiry),
        Arguments.of(Fault.member("expires_in", "3600"), noExpiry),
        Arguments.of(Fault.member("expires_in", 0.5), noExpiry),
        Arguments.of(Fault.member("expires_in", Long.MAX_VALUE), noExpiry),
        Arguments.of(Fault.member("expires_in", null), noExpiry));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAnswers")
  void bad_answer_is_told_and_not_tried_again(Fault fault, String problem) {
    scene.entra.server().faults().always(fault);

    CloudExchangeException failure = failure(scene.federation());

    assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(failure.condition()).isEqualTo(TrustCondition.NONE);
    assertThat(failure)
        .hasMessage("azure " + problem + ".\n  The job's token says:" + statement())
        .hasNoCause();
    assertThat(scene.entra.server().journal().count()).isEqualTo(1);
    assertThat(scene.events).extracting(AuditEvent::verdict).containsExactly(Verdict.UNDECIDED);
  }

  static Stream<Arguments> passingFailures() {
    String gaveNone = "gave no access token: " + AUTHORITY + " ";
    return Stream.of(
        Arguments.of(
            Fault.status(500), gaveNone + "answered with status 500 where 200 is required"),
        Arguments.of(
            Fault.status(503), gaveNone + "answered with status 503 where 200 is required"),
        Arguments.of(Fault.reset(Moment.BEFORE_HEADERS), gaveNone + "broke off the exchange"),
        Arguments.of(Fault.hangUp(Moment.MID_BODY), gaveNone + "broke off the exchange"),
        Arguments.of(Fault.noHttp(), gaveNone + "broke off the exchange"),
        Arguments.of(
            Fault.slowBody(1, Duration.ofMillis(50)),
            gaveNone + "did not finish its answer in time"),
        Arguments.of(
            Fault.stall(Moment.BEFORE_HEADERS), gaveNone + "did not finish its answer in time"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passingFailures")
  void failure_that_may_pass_is_tried_again_with_a_fresh_token(Fault fault, String problem) {
    scene.entra.server().faults().always(fault);

    CloudExchangeException failure =
        failure(scene.federation().timeout(Duration.ofMillis(300)).attempts(2));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure)
        .hasMessage("azure " + problem + ".\n  The job's token says:" + statement())
        .hasNoCause();
    assertThat(
            scene.entra.server().journal().requests().stream()
                .map(request -> request.formParameter("client_assertion").orElseThrow()))
        .hasSize(2)
        .doesNotHaveDuplicates();

    scene.entra.server().recover();
    scene.entra.server().faults().next(fault);
    try (AzureFederation azure =
        scene.federation().timeout(Duration.ofMillis(300)).attempts(2).build()) {
      assertThat(azure.getTokenSync(scene.request()).getToken()).startsWith("fake-entra-");
    }
  }

  @Test
  void throttling_says_what_entra_asks_for() {
    scene.entra.server().faults().next(Fault.status(429, Duration.ofMinutes(5)));

    CloudExchangeException failure = failure(scene.federation());

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.condition()).isEqualTo(TrustCondition.QUOTA);
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(5));
    assertThat(failure)
        .hasMessage(
            "azure gave no access token: "
                + AUTHORITY
                + " answered with status 429 where 200 is required.\n  Look first at the quota:"
                + " Entra asks for fewer requests; jobs that start together may be too many for"
                + " it.\n  The job's token says:"
                + statement());
  }

  @Test
  void token_that_has_expired_on_arrival_is_never_handed_out() {
    scene.entra.server().faults().always(Fault.member("expires_in", 0));

    CloudExchangeException failure = failure(scene.federation().attempts(2));

    assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(failure.condition()).isEqualTo(TrustCondition.EXPIRY);
    assertThat(failure)
        .hasMessageStartingWith(
            "azure sent credentials that expired at "
                + scene.clock.instant()
                + ", and it is "
                + scene.clock.instant()
                + ".\n  Look first at the expiry: this machine's clock may be ahead");
    assertThat(scene.entra.server().journal().count()).isEqualTo(2);

    scene.entra.server().recover().faults().always(Fault.member("expires_in", -600_000));
    assertThat(failure(scene.federation().attempts(1)).condition())
        .isEqualTo(TrustCondition.EXPIRY);
  }

  @Test
  void token_of_a_few_seconds_is_used_once() {
    scene.entra.server().faults().always(Fault.member("expires_in", 5));
    try (AzureFederation azure = scene.federation().build()) {
      String first = azure.getTokenSync(scene.request()).getToken();

      assertThat(azure.getTokenSync(scene.request()).getToken()).isEqualTo(first);
      scene.clock.advance(Duration.ofSeconds(5));
      assertThat(azure.getTokenSync(scene.request()).getToken()).isNotEqualTo(first);
    }
  }

  @Test
  void server_that_refuses_connections_is_unavailable() {
    scene.entra.server().refuseConnections();

    CloudExchangeException failure = failure(scene.federation().attempts(1));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure)
        .hasMessageStartingWith("azure gave no access token: " + AUTHORITY + " could not be");
  }

  private CloudExchangeException failure(AzureFederation.Builder federation) {
    try (AzureFederation azure = federation.build()) {
      ClientAuthenticationException told =
          catchThrowableOfType(
              ClientAuthenticationException.class, () -> azure.getTokenSync(scene.request()));
      return (CloudExchangeException) told.getCause();
    }
  }

  private String statement() {
    return "\n    issuer    \"https://token.actions.githubusercontent.com\""
        + "\n    audience  \"api://AzureADTokenExchange\""
        + "\n    subject   \"repo:octo-org@65/octo-repo@74:ref:refs/heads/main\""
        + "\n    expires   "
        + scene.clock.instant().plusSeconds(300);
  }
}
