package dev.credence.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.testkit.Canary;
import dev.credence.testkit.FakeAwsSts;
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

/** Whatever comes in place of a sound answer becomes one exception that holds none of it. */
@Timeout(60)
class FaultyStsTest {
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final String PROXY = "What came is no answer of STS: was it ";

  private final Cloud cloud = new Cloud();

  @AfterEach
  void stop() {
    cloud.close();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.captivePortal(), Kind.BAD_ANSWER, PROXY),
        Arguments.of(Fault.body(""), Kind.BAD_ANSWER, PROXY),
        Arguments.of(Fault.body("no XML"), Kind.BAD_ANSWER, PROXY),
        Arguments.of(Fault.body("<A><B>"), Kind.BAD_ANSWER, PROXY),
        Arguments.of(Fault.body("<A/>"), Kind.BAD_ANSWER, PROXY),
        Arguments.of(Fault.body(withoutExpiration()), Kind.BAD_ANSWER, PROXY),
        Arguments.of(Fault.body("").and(Fault.status(401)), Kind.BAD_ANSWER, "status 401 and no"),
        Arguments.of(Fault.captivePortal().and(Fault.status(403)), Kind.BAD_ANSWER, "status 403"),
        Arguments.of(Fault.status(502), Kind.UNAVAILABLE, "aws answers with status 502."),
        Arguments.of(
            Fault.body("<A>" + "x".repeat(300_000)),
            Kind.BAD_ANSWER,
            "sent more than STS ever does"),
        Arguments.of(Fault.body("").and(Fault.endlessBody()), Kind.BAD_ANSWER, PROXY),
        Arguments.of(
            Fault.endlessBody().and(Fault.status(400)), Kind.BAD_ANSWER, "status 400 and no"),
        Arguments.of(
            Fault.slowBody(1, Duration.ofMillis(50)), Kind.UNAVAILABLE, "answer within PT0.4S at"),
        Arguments.of(
            Fault.slowHead(1, Duration.ofMillis(50)), Kind.UNAVAILABLE, "answer within PT0.4S at"),
        Arguments.of(
            Fault.stall(Moment.BEFORE_HEADERS), Kind.UNAVAILABLE, "answer within PT0.4S at"),
        Arguments.of(Fault.reset(Moment.BEFORE_HEADERS), Kind.UNAVAILABLE, "could not be asked at"),
        Arguments.of(Fault.hangUp(Moment.MID_BODY), Kind.BAD_ANSWER, "ends too soon or is no XML"),
        Arguments.of(Fault.noHttp(), Kind.UNAVAILABLE, "could not be asked at"));
  }

  private static String withoutExpiration() {
    return "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>"
        + "<AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
        + "<SessionToken>t</SessionToken></Credentials></AssumeRoleWithWebIdentityResult>"
        + "</AssumeRoleWithWebIdentityResponse>";
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_is_explained(Fault fault, Kind kind, String explanation) {
    cloud.sts.server().faults().always(fault);

    boolean slow = explanation.contains(PATIENCE.toString());
    CloudExchangeException failure = failure(slow ? PATIENCE : AwsFederation.DEFAULT_TIMEOUT);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(explanation).hasNoCause();
    assertThat(failure.getMessage())
        .doesNotContain(
            "Guest network",
            cloud.exchanges().get(0).formParameter("WebIdentityToken").orElseThrow());
    cloud.sts.server().recover();
    try (AwsFederation federation = cloud.federation().build()) {
      assertThat(federation.resolveCredentials().accessKeyId()).startsWith("ASIA");
    }
  }

  private CloudExchangeException failure() {
    return failure(AwsFederation.DEFAULT_TIMEOUT);
  }

  private CloudExchangeException failure(Duration timeout) {
    try (AwsFederation federation = cloud.federation().timeout(timeout).attempts(1).build()) {
      return catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials);
    }
  }

  @Test
  void redirect_is_not_followed() {
    try (Canary canary = Canary.start()) {
      cloud.sts.server().faults().always(Fault.redirect(307, canary.url()));

      assertThat(failure()).hasMessageContaining("aws answers with status 307 and no error of AWS");
      assertThat(canary.connections()).isZero();
    }
  }

  @Test
  void credentials_that_expired_on_arrival_are_not_handed_out() {
    cloud.sts.server().faults().always(FakeAwsSts.expiration(cloud.clock.instant()));

    assertThat(failure())
        .hasMessageContaining("aws sent credentials that expired at " + cloud.clock.instant())
        .hasMessageContaining("this machine's clock may be ahead of the cloud's");
  }

  @Test
  void sts_is_asked_as_often_as_allowed() {
    cloud.sts.server().faults().always(Fault.status(503, Duration.ZERO));
    try (AwsFederation federation = cloud.federation().attempts(4).build()) {
      assertThat(catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials))
          .hasMessageContaining("aws answers with status 503");
    }
    assertThat(cloud.exchanges()).hasSize(4);
  }

  @Test
  void throttled_exchange_waits_as_long_as_asked_and_succeeds() {
    cloud
        .sts
        .server()
        .faults()
        .next(
            FakeAwsSts.error(400, "Throttling", "Rate exceeded")
                .and(Fault.header("Retry-After", "0")),
            Fault.status(503, Duration.ZERO));
    try (AwsFederation federation = cloud.federation().build()) {
      assertThat(federation.resolveCredentials().accessKeyId()).startsWith("ASIA");
    }
    assertThat(cloud.exchanges()).hasSize(3);
    assertThat(cloud.events).hasSize(1);
  }

  @Test
  void throttling_for_longer_than_the_budget_ends_at_once_and_says_how_long() {
    cloud
        .sts
        .server()
        .faults()
        .always(
            FakeAwsSts.error(400, "Throttling", "Rate exceeded")
                .and(Fault.header("Retry-After", "3600")));
    try (AwsFederation federation = cloud.federation().build()) {
      CloudExchangeException failure =
          catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials);

      assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
    }
    assertThat(cloud.exchanges()).hasSize(1);
  }

  @Test
  void answer_that_was_cut_short_is_asked_for_again() {
    cloud.sts.server().faults().next(Fault.hangUp(Moment.MID_BODY));
    try (AwsFederation federation = cloud.federation().build()) {
      assertThat(federation.resolveCredentials().accessKeyId()).startsWith("ASIA");
    }
    assertThat(cloud.exchanges()).hasSize(2);
  }

  @Test
  void ci_without_a_token_says_what_it_misses() {
    cloud.github.server().refuseConnections();
    try (AwsFederation federation = cloud.federation(noToken()).build()) {
      assertThat(catchThrowableOfType(CloudExchangeException.class, federation::resolveCredentials))
          .hasMessage("aws: the job has no token to exchange. A CI: not granted.");
    }
    assertThat(cloud.exchanges()).isEmpty();
  }

  private static IdTokenSource noToken() {
    return new IdTokenSource() {
      @Override
      public IdToken idToken() throws IdTokenUnavailableException {
        throw new IdTokenUnavailableException(
            "A CI", IdTokenUnavailableException.Kind.NOT_GRANTED, "not granted.");
      }

      @Override
      public String audience() {
        return AwsFederation.AUDIENCE;
      }
    };
  }
}
