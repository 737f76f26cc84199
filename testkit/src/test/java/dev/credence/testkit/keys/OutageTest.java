package dev.credence.testkit.keys;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Decision;
import dev.credence.RejectionReason;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.Fault;
import dev.credence.testkit.Moment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An issuer that is down for hours, in no time. */
@Timeout(60)
class OutageTest {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Fault DOWN = Fault.reset(Moment.BEFORE_HEADERS);
  private static final Duration GAP = Duration.ofSeconds(10);

  private final FetchingPolicy ci = FetchingPolicy.start();

  @AfterEach
  void close() {
    ci.close();
  }

  @Test
  void issuer_that_is_down_for_less_than_the_bound_costs_no_token() throws Exception {
    assertThat(ci.decide()).isTrusted();
    ci.advance(LIFETIME);
    ci.server().faults().always(DOWN);

    for (int minute = 0; minute < 60; minute++) {
      assertThat(ci.decide()).isTrusted();
      ci.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void issuer_that_is_down_for_longer_makes_keys_unavailable_until_it_is_back() throws Exception {
    assertThat(ci.decide()).isTrusted();
    ci.advance(LIFETIME);
    ci.server().faults().always(DOWN);
    ci.advance(Duration.ofMinutes(59));
    assertThat(ci.decide()).isTrusted();

    ci.advance(Duration.ofMinutes(2));
    assertThatThrownBy(ci::decide)
        .isInstanceOfSatisfying(
            KeysUnavailableException.class, e -> assertThat(e.retryAfter()).isPresent());

    ci.server().recover();
    ci.advance(GAP);
    assertThat(ci.decide()).isTrusted();
  }

  @Test
  void day_without_an_issuer_is_possible_if_asked_for() throws Exception {
    try (FetchingPolicy patient =
        FetchingPolicy.start(builder -> builder.staleIfError(Duration.ofHours(24)))) {
      assertThat(patient.decide()).isTrusted();
      patient.advance(LIFETIME);
      patient.server().faults().always(DOWN);
      patient.advance(Duration.ofHours(24).minusMinutes(1));
      assertThat(patient.decide()).isTrusted();
      patient.advance(Duration.ofMinutes(2));
      assertThatThrownBy(patient::decide).isInstanceOf(KeysUnavailableException.class);
    }
  }

  @Test
  void withdrawn_key_is_refused_from_the_next_fetch_on() throws Exception {
    assertThat(ci.decide()).isTrusted();
    String token = ci.token();
    ci.keyring().replace();
    ci.advance(Duration.ofMinutes(4));
    assertThat(ci.decide(token)).isTrusted();

    assertThat(ci.decide()).isTrusted();
    assertThat(ci.decide(token)).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
    ci.server().faults().always(DOWN);
    assertThat(ci.decide(token)).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
  }

  @Test
  void restart_during_an_outage_goes_on_with_a_snapshot() throws Exception {
    assertThat(ci.decide()).isTrusted();
    String snapshot = ci.keys().snapshot().orElseThrow();
    ci.server().faults().always(DOWN);
    ci.advance(Duration.ofMinutes(59));

    try (JwksKeySource restarted =
        ci.github().discoveredKeysBuilder().clock(ci.clock()).snapshot(snapshot).build()) {
      assertThat(ci.policy().withKeys(restarted).evaluate(ci.token())).isTrusted();

      ci.advance(Duration.ofMinutes(2));
      assertThatThrownBy(() -> ci.policy().withKeys(restarted).evaluate(ci.token()))
          .isInstanceOf(KeysUnavailableException.class);
    }
  }

  @Test
  void refresh_under_way_holds_up_no_token() throws Exception {
    assertThat(ci.decide()).isTrusted();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    ci.server().keys().faults().next(Fault.heldUntil(answer));
    ci.advance(LIFETIME.multipliedBy(3).dividedBy(4));

    assertThat(ci.policy().evaluateAsync(ci.token()))
        .isCompletedWithValueMatching(Decision::isTrusted);
    assertThat(ci.server().keys().journal().await(2, Duration.ofSeconds(30))).isTrue();
    assertThat(ci.policy().evaluateAsync(ci.token()))
        .isCompletedWithValueMatching(Decision::isTrusted);
    answer.complete(null);
  }

  @Test
  void cancelled_decision_leaves_the_fetch_to_others() throws Exception {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    ci.server().keys().faults().next(Fault.heldUntil(answer));
    CompletableFuture<Decision> impatient = ci.policy().evaluateAsync(ci.token());
    CompletableFuture<Decision> patient = ci.policy().evaluateAsync(ci.token());
    assertThat(ci.server().keys().journal().await(1, Duration.ofSeconds(30))).isTrue();

    impatient.cancel(true);
    answer.complete(null);

    assertThat(patient.get()).isTrusted();
    assertThat(ci.fetches()).isOne();
  }
}
