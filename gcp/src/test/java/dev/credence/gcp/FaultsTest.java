package dev.credence.gcp;

import static dev.credence.gcp.TestGoogle.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.auth.oauth2.GoogleCredentials;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.TrustCondition;
import dev.credence.testkit.Fault;
import dev.credence.testkit.Moment;
import dev.credence.testkit.ServerEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in place of a sound answer, nothing unsound is handed out, and no token shown. */
@Timeout(60)
class FaultsTest {
  private static final URI ANY = URI.create("https://storage.googleapis.com/");

  private final TestGoogle cloud = new TestGoogle();

  @AfterEach
  void close() {
    cloud.close();
  }

  static Stream<Arguments> badAnswers() {
    String notUnderstood = "gcp sent an answer that was not understood: ";
    String noAnswer = "gcp sent no answer of its own: ";
    return Stream.of(
        Arguments.of(Fault.body(""), notUnderstood),
        Arguments.of(Fault.body("[]"), notUnderstood),
        Arguments.of(Fault.body("{\"access_token\":\"a\",\"access_token\":\"b\"}"), notUnderstood),
        Arguments.of(Fault.withoutMember("access_token"), notUnderstood),
        Arguments.of(Fault.member("access_token", 7), notUnderstood),
        Arguments.of(Fault.member("access_token", ""), notUnderstood),
        Arguments.of(Fault.member("access_token", "a\r\nX-Injected: b"), notUnderstood),
        Arguments.of(Fault.withoutMember("issued_token_type"), notUnderstood),
        Arguments.of(Fault.withoutMember("token_type"), notUnderstood),
        Arguments.of(Fault.withoutMember("expires_in"), notUnderstood),
        Arguments.of(Fault.member("expires_in", "3600"), notUnderstood),
        Arguments.of(Fault.member("expires_in", 3600.5), notUnderstood),
        Arguments.of(Fault.member("expires_in", 1_000_000_000_000L), notUnderstood),
        Arguments.of(Fault.captivePortal(), noAnswer + "\"sts.googleapis.com\" sent content of"),
        Arguments.of(Fault.gzip(), noAnswer + "\"sts.googleapis.com\" sent an encoded body"),
        Arguments.of(Fault.endlessBody(), noAnswer + "\"sts.googleapis.com\" sent "),
        Arguments.of(Fault.body(" ".repeat(60_000_000)), noAnswer + "\"sts.googleapis.com\" sent "),
        Arguments.of(
            Fault.redirectWithinServer(302), noAnswer + "\"sts.googleapis.com\" answered with a"),
        Arguments.of(
            Fault.status(401).and(Fault.contentType("text/plain")),
            "gcp refuses the job's token at"
                + " projects/123456789012/locations/global/workloadIdentityPools/ci-pool/providers/github,"
                + " with status 401 and no reason"),
        Arguments.of(
            Fault.status(403).and(Fault.contentType("text/html")),
            "gcp refuses the job's token at"
                + " projects/123456789012/locations/global/workloadIdentityPools/ci-pool/providers/github,"
                + " with status 403 and no reason"));
  }

  @ParameterizedTest
  @MethodSource("badAnswers")
  void answer_that_is_none_of_googles_is_told_as_such(Fault fault, String message) {
    cloud.google.tokenEndpoint().faults().always(fault);

    CloudExchangeException failure = failureOf(cloud.federation());

    assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(failure).hasMessageStartingWith(message).hasNoCause();
    assertThat(failure.toString()).doesNotContain("ya29", "eyJ");
    assertThat(cloud.exchanges()).isOne();
    assertThat(cloud.events.get(0).verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  static Stream<Fault> badImpersonations() {
    return Stream.of(
        Fault.body(""),
        Fault.withoutMember("accessToken"),
        Fault.withoutMember("expireTime"),
        Fault.member("expireTime", "tomorrow"),
        Fault.member("expireTime", 3600),
        Fault.captivePortal(),
        Fault.status(401).and(Fault.contentType("text/plain")));
  }

  @ParameterizedTest
  @MethodSource("badImpersonations")
  void answer_of_impersonation_that_is_none_of_googles_is_told_as_such(Fault fault) {
    cloud.google.impersonationEndpoint(ACCOUNT).faults().always(fault);

    CloudExchangeException failure = failureOf(cloud.federation().serviceAccount(ACCOUNT));

    assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(failure).hasNoCause();
    assertThat(failure.toString()).doesNotContain("ya29", "eyJ");
    assertThat(cloud.impersonations()).isOne();
    assertThat(cloud.exchanges()).isOne();
  }

  @Test
  void refusal_with_a_sound_token_in_its_body_stays_a_refusal() {
    cloud.google.tokenEndpoint().faults().always(Fault.status(403));

    CloudExchangeException failure = failureOf(cloud.federation());

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining(", with status 403.");
  }

  @Test
  void token_that_expired_on_arrival_is_never_handed_out() {
    cloud.google.tokenEndpoint().faults().always(Fault.member("expires_in", -5));

    CloudExchangeException failure = failureOf(cloud.federation().attempts(2));

    assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(failure.condition()).isEqualTo(TrustCondition.EXPIRY);
    assertThat(failure)
        .hasMessageStartingWith(
            "gcp sent a token that expired at "
                + cloud.clock.instant().minusSeconds(5)
                + ", and it is "
                + cloud.clock.instant()
                + ".\n  Look first at the expiry: this machine's clock may be ahead of that of the"
                + " token service.");
    assertThat(cloud.exchanges()).isEqualTo(2);
  }

  @Test
  void cloud_whose_clock_is_behind_hands_out_nothing_that_is_used() {
    cloud
        .google
        .impersonationEndpoint(ACCOUNT)
        .faults()
        .always(Fault.member("expireTime", cloud.clock.instant().minusSeconds(60).toString()));

    CloudExchangeException failure =
        failureOf(cloud.federation().serviceAccount(ACCOUNT).attempts(1));

    assertThat(failure.condition()).isEqualTo(TrustCondition.EXPIRY);
  }

  @Test
  void service_that_is_overloaded_is_asked_again_after_the_pause_that_it_asks_for()
      throws Exception {
    cloud
        .google
        .tokenEndpoint()
        .faults()
        .next(Fault.status(429, Duration.ZERO), Fault.status(503, Duration.ZERO));

    try (GcpFederation federation = cloud.federation().build()) {
      assertThat(cloud.fetchResource(federation.credentials())).contains("principal://");
    }
    assertThat(cloud.exchanges()).isEqualTo(3);
    assertThat(cloud.events).hasSize(1);
  }

  @Test
  void quota_that_stays_exhausted_is_told() {
    cloud.google.tokenEndpoint().faults().always(Fault.status(429, Duration.ofMinutes(1)));

    CloudExchangeException failure = failureOf(cloud.federation());

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(1));
    assertThat(failure)
        .hasMessageStartingWith(
            "gcp can't answer just now: the token service has status 429.\n"
                + "  Look first at the quota: too many requests were made in a short time.");
    assertThat(cloud.exchanges()).isOne();
  }

  @Test
  void impersonation_that_fails_once_takes_a_fresh_token_for_both_steps() throws Exception {
    cloud.google.impersonationEndpoint(ACCOUNT).faults().next(Fault.status(500, Duration.ZERO));

    try (GcpFederation federation = cloud.federation().serviceAccount(ACCOUNT).build()) {
      assertThat(cloud.fetchResource(federation.credentials())).contains(ACCOUNT);
    }
    assertThat(cloud.exchanges()).isEqualTo(2);
    assertThat(cloud.impersonations()).isEqualTo(2);
  }

  static Stream<Fault> silences() {
    return Stream.of(
        Fault.stall(Moment.BEFORE_HEADERS),
        Fault.slowBody(1, Duration.ofMillis(100)),
        Fault.reset(Moment.MID_BODY),
        Fault.hangUp(Moment.BEFORE_HEADERS));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void service_that_falls_silent_is_given_up_in_time(Fault fault) {
    cloud.google.tokenEndpoint().faults().always(fault);

    CloudExchangeException failure =
        failureOf(cloud.federation().attempts(1).timeout(Duration.ofMillis(500)));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure)
        .hasMessageStartingWith("gcp can't be asked: \"sts.googleapis.com\" ")
        .hasNoCause();
  }

  @Test
  void forty_threads_at_a_cold_start_make_one_exchange() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(40);
    try (GcpFederation federation = cloud.federation().serviceAccount(ACCOUNT).build()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(
            threads.submit(() -> {
              start.await();
              return federation.credentials().getRequestMetadata(ANY);
            }));
      }
      start.countDown();
      for (Future<?> each : all) {
        assertThat(each.get()).isEqualTo(all.get(0).get());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(cloud.exchanges()).isOne();
    assertThat(cloud.impersonations()).isOne();
    assertThat(cloud.events).hasSize(1);
  }

  @Test
  void outage_hands_out_nothing_expired_and_ends_with_the_first_use_after_it() throws Exception {
    try (GcpFederation federation =
        cloud.federation().attempts(2).budget(Duration.ofSeconds(2)).build()) {
      GoogleCredentials credentials = federation.credentials();
      String first = tokenOf(credentials);
      cloud.google.server().refuseConnections();

      cloud.clock.advance(Duration.ofMinutes(56).plusSeconds(30)); // the library would refresh
      assertThat(tokenOf(credentials)).isEqualTo(first);

      cloud.clock.advance(Duration.ofMinutes(1)); // less is left than the library hands out
      assertThatThrownBy(() -> tokenOf(credentials))
          .isInstanceOfSatisfying(
              CloudExchangeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));

      cloud.google.server().recover();
      assertThat(tokenOf(credentials)).isNotEqualTo(first);
      assertThat(cloud.fetchResource(credentials)).contains("principal://");
    }
  }

  @Test
  void closing_leaves_no_connection_and_no_thread_at_work() throws Exception {
    try (GcpFederation federation = cloud.federation().build()) {
      federation.credentials().refresh();
    }

    assertThat(cloud.google.server().connections()).isPositive();
    Runnable collect = System::gc; // before JDK 21 a client's connections end with the client
    for (int i = 0; i < 50 && cloud.google.server().openConnections() > 0; i++) {
      collect.run();
      cloud.google.server().awaitOpenConnections(0, Duration.ofMillis(200));
    }
    assertThat(cloud.google.server().openConnections()).isZero();
    assertThat(fetchThreadsEnd(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void closing_ends_a_refresh_that_is_under_way() throws Exception {
    ServerEndpoint endpoint = cloud.google.tokenEndpoint();
    endpoint.faults().always(Fault.stall(Moment.BEFORE_HEADERS));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    GcpFederation federation = cloud.federation().attempts(1).build();
    try {
      Future<?> refresh = thread.submit(() -> federation.credentials().getRequestMetadata(ANY));
      assertThat(endpoint.journal().await(1, Duration.ofSeconds(10))).isTrue();

      federation.close();

      assertThatThrownBy(refresh::get).hasCauseInstanceOf(CloudExchangeException.class);
    } finally {
      thread.shutdown();
    }
  }

  private static boolean fetchThreadsEnd(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (Thread each : Thread.getAllStackTraces().keySet()) {
      if (each.getName().startsWith("credence-fetch")) {
        each.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        if (each.isAlive()) {
          return false;
        }
      }
    }
    return true;
  }

  private static String tokenOf(GoogleCredentials credentials) throws Exception {
    return String.valueOf(credentials.getRequestMetadata(ANY).get("Authorization"));
  }

  private CloudExchangeException failureOf(GcpFederation.Builder builder) {
    try (GcpFederation federation = builder.build()) {
      return catchThrowableOfType(
          CloudExchangeException.class, () -> cloud.fetchResource(federation.credentials()));
    }
  }
}
