package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.credence.ReplayGuard.Verdict;
import dev.credence.claim.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stage 8: one use for one token. */
class ReplayGuardTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(TokenForge.NOW);

  private TrustPolicy guarded(ReplayGuard guard) {
    return TestPolicies.builder().onlyOnce(guard).clock(now::get).build();
  }

  private TrustPolicy guarded(int capacity) {
    return guarded(ReplayGuard.inMemory(capacity, now::get));
  }

  @Test
  void a_second_use_is_a_replay() {
    TrustPolicy policy = guarded(100);
    String token = TokenForge.sign(claims());
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    Rejection rejection = rejection(evaluate(policy, token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.REPLAYED);
    assertThat(rejection.stage()).isEqualTo(Stage.REPLAY);
  }

  @Test
  void another_token_with_the_same_id_is_a_replay() {
    TrustPolicy policy = guarded(100);
    assertThat(evaluate(policy, TokenForge.sign(claims())).isTrusted()).isTrue();
    String sameId = TokenForge.sign(claims().with("more", "1"));
    assertThat(rejection(evaluate(policy, sameId)).reason()).isEqualTo(RejectionReason.REPLAYED);
  }

  @Test
  void a_token_of_another_issuer_with_the_same_id_is_another_token() {
    ReplayGuard guard = ReplayGuard.inMemory(100, now::get);
    String elsewhere = TokenForge.ISSUER + "/elsewhere";
    TrustPolicy other =
        TrustPolicy.named("elsewhere")
            .issuer(Issuer.of(elsewhere).withKeys(TokenForge.keys()))
            .audience(TokenForge.AUDIENCE)
            .require(Claim.string("repository_id").is("74"))
            .clock(now::get)
            .onlyOnce(guard)
            .build();
    String here = TokenForge.sign(claims());
    String there = TokenForge.sign(claims().with("iss", "\"" + elsewhere + "\""));

    assertThat(evaluate(guarded(guard), here).isTrusted()).isTrue();
    assertThat(evaluate(other, there).isTrusted()).isTrue();
    assertThat(rejection(evaluate(other, there)).reason()).isEqualTo(RejectionReason.REPLAYED);
  }

  @Test
  void a_token_without_id_is_known_by_its_content() {
    TrustPolicy policy = guarded(100);
    String token = TokenForge.sign(claims().without("jti"));
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    assertThat(rejection(evaluate(policy, token)).reason()).isEqualTo(RejectionReason.REPLAYED);
    String other = TokenForge.sign(claims().without("jti").with("more", "1"));
    assertThat(evaluate(policy, other).isTrusted()).isTrue();
  }

  @Test
  void a_refused_token_is_not_used_up() {
    TrustPolicy policy = guarded(100);
    assertThat(
            evaluate(policy, TokenForge.sign(claims().with("ref", "\"refs/heads/x\""))).isTrusted())
        .isFalse();
    assertThat(evaluate(policy, TokenForge.sign(claims())).isTrusted()).isTrue();
  }

  @Test
  void a_token_is_remembered_until_it_cannot_be_accepted_any_more() {
    ReplayGuard guard = ReplayGuard.inMemory(1, now::get);
    Instant until = TokenForge.NOW.plusSeconds(60);
    assertThat(guard.claim(new ReplayGuard.Use("a", "1", until))).isEqualTo(Verdict.FIRST);
    now.set(until.minusNanos(1));
    assertThat(guard.claim(new ReplayGuard.Use("a", "2", until))).isEqualTo(Verdict.SEEN);
    now.set(until);
    assertThat(guard.claim(new ReplayGuard.Use("b", "3", until.plusSeconds(60))))
        .isEqualTo(Verdict.FIRST);
  }

  @Test
  void a_guard_whose_clock_would_let_it_forget_at_once_admits_nothing() {
    ReplayGuard ahead = ReplayGuard.inMemory(9, () -> now.get().plus(Duration.ofDays(1)));
    String token = TokenForge.sign(claims());
    assertThat(rejection(evaluate(guarded(ahead), token)).reason())
        .isEqualTo(RejectionReason.REPLAY_UNDECIDED);
    assertThat(evaluate(guarded(9), token).isTrusted()).isTrue();
  }

  @Test
  void a_guard_itself_is_undecided_on_what_is_over_by_its_clock() {
    ReplayGuard guard = ReplayGuard.inMemory(9, now::get);
    assertThat(guard.claim(new ReplayGuard.Use("a", "1", now.get())))
        .isEqualTo(ReplayGuard.Verdict.UNDECIDED);
    assertThat(guard.claim(new ReplayGuard.Use("a", "1", now.get().plusSeconds(1))))
        .isEqualTo(ReplayGuard.Verdict.FIRST);
  }

  @Test
  void a_token_is_remembered_for_every_policy_that_shares_the_guard() {
    ReplayGuard guard = ReplayGuard.inMemory(1, now::get);
    TrustPolicy strict =
        TestPolicies.builder().onlyOnce(guard).clock(now::get).clockSkew(Duration.ZERO).build();
    TrustPolicy lenient =
        TestPolicies.builder()
            .onlyOnce(guard)
            .clock(now::get)
            .clockSkew(Expectations.MAX_CLOCK_SKEW)
            .build();
    String token = TokenForge.sign(claims());
    assertThat(evaluate(strict, token).isTrusted()).isTrue();
    now.set(TokenForge.NOW.plusSeconds(290).plus(Expectations.MAX_CLOCK_SKEW).minusNanos(1));
    assertThat(rejection(evaluate(lenient, token)).reason()).isEqualTo(RejectionReason.REPLAYED);
  }

  @Test
  void a_full_guard_refuses_rather_than_forgets() {
    TrustPolicy policy = guarded(1);
    String first = TokenForge.sign(claims());
    String second = TokenForge.sign(claims().with("jti", "\"2\""));
    assertThat(evaluate(policy, first).isTrusted()).isTrue();
    assertThat(rejection(evaluate(policy, second)).reason())
        .isEqualTo(RejectionReason.REPLAY_UNDECIDED);
    assertThat(rejection(evaluate(policy, first)).reason()).isEqualTo(RejectionReason.REPLAYED);
    now.set(TokenForge.NOW.plus(Duration.ofSeconds(290).plus(Expectations.MAX_CLOCK_SKEW)));
    long iat = now.get().getEpochSecond();
    String third =
        TokenForge.sign(claims().with("jti", "\"3\"").with("iat", iat).with("exp", iat + 9));
    assertThat(evaluate(policy, third).isTrusted()).isTrue();
  }

  @Test
  void of_many_threads_with_one_token_one_wins() throws Exception {
    TrustPolicy policy = guarded(1_000);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (int round = 0; round < 50; round++) {
        String token = TokenForge.sign(claims().with("jti", "\"" + round + "\""));
        CountDownLatch start = new CountDownLatch(1);
        Callable<Boolean> use =
            () -> {
              start.await();
              return policy.evaluate(token).isTrusted();
            };
        List<Future<Boolean>> uses = Stream.generate(() -> threads.submit(use)).limit(16).toList();
        start.countDown();
        int trusted = 0;
        for (Future<Boolean> each : uses) {
          trusted += each.get() ? 1 : 0;
        }
        assertThat(trusted).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_capacity_is_positive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayGuard.inMemory(0))
        .withMessage("The capacity of a replay guard is positive; this is 0");
  }
}
