package dev.credence.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.CorrelationIds;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.internal.text.Base64Url;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudExchangeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3_600);
  private static final AuditedExchange ASKED =
      AuditedExchange.of("aws", "arn:aws:iam::123456789012:role/deploy").inAccount("123456789012");

  private final List<AuditEvent> events = new ArrayList<>();
  private final List<IdToken> presented = new ArrayList<>();
  private int minted;

  private final IdTokenSource ci =
      new IdTokenSource() {
        @Override
        public IdToken idToken() {
          return IdToken.parse(jwt(++minted));
        }

        @Override
        public String audience() {
          return "sts.amazonaws.com";
        }
      };

  private final CloudExchange exchange = with(ci).build();

  private CloudExchange.Builder with(IdTokenSource source) {
    return CloudExchange.of(ASKED, source).audit(events::add).clock(() -> NOW);
  }

  @Test
  void what_the_cloud_grants_is_handed_out_and_told_to_the_audit() {
    Granted<String> granted = exchange.exchange(answering(Granted.of("key", LATER)));

    assertThat(granted.credentials()).isEqualTo("key");
    assertThat(granted.expiresAt()).isEqualTo(LATER);
    AuditEvent event = onlyEvent();
    assertThat(event.kind()).isEqualTo(AuditEvent.Kind.EXCHANGE);
    assertThat(event.time()).isEqualTo(NOW);
    assertThat(event.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(event.exchange().orElseThrow().lifetime()).contains(Duration.ofHours(1));
    assertThat(event.exchange().orElseThrow().account()).contains("123456789012");
    assertThat(event.latency()).isPresent();
    assertThat(event.correlationId().orElseThrow()).hasSize(22);
    assertThat(event.fingerprint().orElseThrow()).startsWith("sha256:");
    assertThat(event.token().orElseThrow().issuer()).contains("https://ci.example");
    assertThat(event.token().orElseThrow().expiresAt()).contains(NOW.plusSeconds(300));
    assertThat(event.token().orElseThrow().isVerified()).isFalse();
    assertThat(event.token().orElseThrow().subject()).contains("repo:octo-org/octo-repo:x");
    assertThat(event.token().orElseThrow().audience()).containsExactly("sts.amazonaws.com");
    assertThat(event.token().orElseThrow().id()).contains("id-1");
    assertThat(event.token().orElseThrow().claims())
        .containsExactly(
            java.util.Map.entry("repository_id", "74"), java.util.Map.entry("private", "true"));
  }

  @Test
  void refusal_is_final_and_says_where_to_look_and_what_the_token_says() {
    CloudExchangeException failure =
        catchThrowableOfType(
            CloudExchangeException.class,
            () ->
                exchange.exchange(token -> {
                  presented.add(token);
                  throw CloudExchangeException.of("aws", Kind.REFUSED)
                      .code("AccessDenied")
                      .problem("does not let the job act as arn:aws:iam::123456789012:role/deploy")
                      .lookAt(TrustCondition.SUBJECT, "the role's trust policy names it.")
                      .with(token);
                }));

    assertThat(failure)
        .hasMessage(
            """
            aws does not let the job act as arn:aws:iam::123456789012:role/deploy (AccessDenied).
              Look first at the subject: the role's trust policy names it.
              The job's token says:
                issuer    "https://ci.example"
                audience  "sts.amazonaws.com"
                subject   "repo:octo-org/octo-repo:x"
                expires   2026-11-21T10:05:00Z\
            """);
    assertThat(failure.code()).contains("AccessDenied");
    assertThat(failure.condition()).isEqualTo(TrustCondition.SUBJECT);
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(presented).hasSize(1);
    assertThat(onlyEvent().verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(onlyEvent().reason()).contains("AccessDenied");
  }

  @Test
  void unavailable_cloud_is_asked_again_with_a_fresh_token_each_time() {
    Granted<String> granted = exchange.exchange(failingFirst(2, Kind.UNAVAILABLE));

    assertThat(granted.credentials()).isEqualTo("key");
    assertThat(presented).hasSize(3).doesNotHaveDuplicates();
    assertThat(onlyEvent().verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void exchange_is_one_event_with_the_id_that_is_given() {
    with(ci).correlationIds(() -> "job-7").build().exchange(failingFirst(1, Kind.UNAVAILABLE));

    assertThat(onlyEvent().correlationId()).contains("job-7");
  }

  @Test
  void exchange_whose_id_cannot_be_had_goes_on_with_one_of_our_own() {
    CorrelationIds failing =
        () -> {
          throw new IllegalStateException("no request");
        };
    with(ci).correlationIds(failing).build().exchange(answering(Granted.of("key", LATER)));

    assertThat(onlyEvent().correlationId().orElseThrow()).hasSize(22);
  }

  @Test
  void listener_that_throws_changes_no_exchange() {
    CloudExchange told =
        with(ci)
            .audit(event -> {
              events.add(event);
              throw new IllegalStateException("the disk is full");
            })
            .build();

    assertThat(told.exchange(answering(Granted.of("key", LATER))).credentials()).isEqualTo("key");
    assertThat(onlyEvent().verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void attempts_are_limited() {
    CloudExchangeException failure =
        catchThrowableOfType(
            CloudExchangeException.class,
            () -> exchange.exchange(failingFirst(3, Kind.UNAVAILABLE)));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(presented).hasSize(3);
    assertThat(onlyEvent().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(onlyEvent().reason()).contains("UNAVAILABLE");
  }

  @Test
  void pause_that_is_longer_than_the_budget_ends_the_exchange() {
    CloudExchangeException failure =
        catchThrowableOfType(
            CloudExchangeException.class,
            () ->
                exchange.exchange(token -> {
                  presented.add(token);
                  throw CloudExchangeException.of("aws", Kind.UNAVAILABLE)
                      .problem("answers 503")
                      .retryAfter(Duration.ofMinutes(1))
                      .with(token);
                }));

    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(1));
    assertThat(presented).hasSize(1);
  }

  @Test
  void credentials_that_expired_on_arrival_are_never_handed_out() {
    CloudExchangeException failure =
        catchThrowableOfType(
            CloudExchangeException.class,
            () -> with(ci).attempts(1).build().exchange(answering(Granted.of("key", NOW))));

    assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(failure.condition()).isEqualTo(TrustCondition.EXPIRY);
    assertThat(failure).hasMessageContaining("expired at 2026-11-21T10:00:00Z, and it is 2026");
  }

  @Test
  void what_an_sdk_stumbles_over_becomes_a_bad_answer_without_its_words() {
    assertThatThrownBy(() ->
            exchange.exchange(token -> {
              throw new ClassCastException("body was " + token.reveal());
            }))
        .isInstanceOfSatisfying(
            CloudExchangeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_ANSWER))
        .hasMessageContaining("java.lang.ClassCastException")
        .hasMessageNotContaining(jwt(1))
        .hasNoCause();
    assertThat(onlyEvent().verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void job_without_a_token_is_told_what_its_ci_misses() {
    IdTokenUnavailableException missing =
        new IdTokenUnavailableException(
            "GitHub Actions", IdTokenUnavailableException.Kind.NOT_GRANTED, "add id-token: write.");
    IdTokenSource none =
        new IdTokenSource() {
          @Override
          public IdToken idToken() throws IdTokenUnavailableException {
            throw missing;
          }

          @Override
          public String audience() {
            return "sts.amazonaws.com";
          }
        };

    assertThatThrownBy(() -> with(none).build().exchange(answering(Granted.of("key", LATER))))
        .hasMessage("aws: the job has no token to exchange. GitHub Actions: add id-token: write.")
        .hasCause(missing);
    assertThat(presented).isEmpty();
    assertThat(onlyEvent().reason()).contains("NOT_GRANTED");
  }

  @Test
  void what_is_no_code_is_not_taken_for_one() {
    IdToken token = IdToken.parse(jwt(1));
    CloudExchangeException failure =
        CloudExchangeException.of("aws", Kind.REFUSED)
            .code("<html>" + token.reveal())
            .problem("refuses")
            .with(token);

    assertThat(failure.code()).isEmpty();
    assertThat(failure).hasMessageStartingWith("aws refuses.\n");
  }

  @Test
  void texts_hold_no_token_and_no_credentials() {
    Granted<String> granted = exchange.exchange(answering(Granted.of("key", LATER)));

    assertThat(granted).hasToString("Granted[until 2026-11-21T11:00:00Z]");
    assertThat(onlyEvent().toJson() + onlyEvent()).doesNotContain(jwt(1), "\"key\"");
  }

  @Test
  void senseless_limits_are_refused() {
    CloudExchange.Builder builder = with(ci);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.attempts(0))
        .withMessage("The attempts are 0; they must be from 1 to 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.budget(Duration.ZERO))
        .withMessage("The budget is PT0S; it must be positive and at most PT5M");
  }

  private CloudExchange.Attempt<String> answering(Granted<String> granted) {
    return token -> {
      presented.add(token);
      return granted;
    };
  }

  private CloudExchange.Attempt<String> failingFirst(int failures, Kind kind) {
    return token -> {
      presented.add(token);
      if (presented.size() > failures) {
        return Granted.of("key", LATER);
      }
      throw CloudExchangeException.of("aws", kind)
          .problem("answers 503")
          .retryAfter(Duration.ofMillis(1))
          .with(token);
    };
  }

  private AuditEvent onlyEvent() {
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static String jwt(int number) {
    return encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}")
        + '.'
        + encoded(
            "{\"iss\":\"https://ci.example\",\"aud\":\"sts.amazonaws.com\","
                + "\"sub\":\"repo:octo-org/octo-repo:x\",\"jti\":\"id-"
                + number
                + "\",\"iat\":"
                + NOW.getEpochSecond()
                + ",\"exp\":"
                + NOW.plusSeconds(300).getEpochSecond()
                + ",\"repository_id\":\"74\",\"private\":true}")
        + ".c2lnbmF0dXJl";
  }

  private static String encoded(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }
}
