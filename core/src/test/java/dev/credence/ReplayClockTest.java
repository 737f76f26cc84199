package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A guard and a policy that go by different clocks. */
class ReplayClockTest {
  private final AtomicReference<Instant> guards = new AtomicReference<>(TokenForge.NOW);
  private final TrustPolicy once =
      TestPolicies.builder().onlyOnce(ReplayGuard.inMemory(10, guards::get)).build();
  private final String token = TokenForge.sign(TokenForge.claims());

  @Test
  void guard_whose_clock_was_ahead_forgot_at_once_and_let_a_token_in_twice() {
    guards.set(TokenForge.NOW.plus(Duration.ofDays(7)));

    for (int time = 0; time < 3; time++) {
      assertThat(TestPolicies.rejection(TestPolicies.evaluate(once, token)).reason())
          .isEqualTo(RejectionReason.REPLAY_UNDECIDED);
    }
  }

  @Test
  void guard_whose_clock_runs_away_forgot_while_the_policy_still_trusted() {
    assertThat(TestPolicies.evaluate(once, token).isTrusted()).isTrue();
    for (int minutes = 0; minutes < 60; minutes++) {
      guards.set(TokenForge.NOW.plus(Duration.ofMinutes(minutes)));
      assertThat(TestPolicies.rejection(TestPolicies.evaluate(once, token)).reason())
          .isIn(RejectionReason.REPLAYED, RejectionReason.REPLAY_UNDECIDED);
    }
  }

  @Test
  void shared_guard_whose_clock_was_ahead_relied_on_a_map_that_forgets() {
    ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    ReplayGuard shared =
        ReplayGuard.shared(
                Duration.ofHours(1), (key, id) -> map.putIfAbsent(key, id) == null, map::remove)
            .withClock(guards::get);
    TrustPolicy policy = TestPolicies.builder().onlyOnce(shared).build();
    assertThat(TestPolicies.evaluate(policy, token).isTrusted()).isTrue();
    map.clear();
    guards.set(TokenForge.NOW.plus(Duration.ofHours(1)));

    assertThat(TestPolicies.rejection(TestPolicies.evaluate(policy, token)).reason())
        .isEqualTo(RejectionReason.REPLAY_UNDECIDED);
  }
}
