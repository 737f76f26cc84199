package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.ReplayGuard.Use;
import dev.credence.ReplayGuard.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was let in can be given back, by whom it was let in as, and once. */
class ReplayReleaseTest {
  private final ReplayGuard guard = ReplayGuard.inMemory(10, TokenForge.CLOCK);
  private final TrustPolicy policy = TestPolicies.builder().onlyOnce(guard).build();
  private final String token = TokenForge.sign(claims());

  /** A guard that notes what it is asked, and answers as it is told to. */
  private static final class Told implements ReplayGuard {
    private final Verdict verdict;
    private final List<Use> claimed = new ArrayList<>();
    private final List<Use> released = new ArrayList<>();

    Told(Verdict verdict) {
      this.verdict = verdict;
    }

    @Override
    public Verdict claim(Use use) {
      claimed.add(use);
      return verdict;
    }

    @Override
    public void release(Use use) {
      released.add(use);
    }
  }

  private static VerifiedToken letIn(TrustPolicy policy, String token) {
    Decision decision = evaluate(policy, token);
    assertThat(decision).isInstanceOf(Decision.Trusted.class);
    return ((Decision.Trusted) decision).token();
  }

  private void assertReplayed() {
    assertThat(rejection(evaluate(policy, token)).reason()).isEqualTo(RejectionReason.REPLAYED);
  }

  @Test
  void a_released_token_can_be_used_once_more() {
    letIn(policy, token).release();
    letIn(policy, token);
    assertReplayed();
  }

  @Test
  void a_second_release_takes_nothing_from_the_next_use() {
    VerifiedToken first = letIn(policy, token);
    first.release();
    letIn(policy, token);
    first.release();
    assertReplayed();
  }

  @Test
  void a_release_of_another_token_changes_nothing() {
    letIn(policy, token);
    letIn(policy, TokenForge.sign(claims().with("jti", "\"2\""))).release();
    assertReplayed();
  }

  @Test
  void a_guard_gives_back_only_the_use_that_it_let_pass() {
    Use winner = new Use("a", "1", TokenForge.NOW.plusSeconds(60));
    Use loser = new Use("a", "2", TokenForge.NOW.plusSeconds(60));
    assertThat(guard.claim(winner)).isEqualTo(Verdict.FIRST);
    guard.release(loser);
    assertThat(guard.claim(loser)).isEqualTo(Verdict.SEEN);
    guard.release(winner);
    assertThat(guard.claim(loser)).isEqualTo(Verdict.FIRST);
  }

  @Test
  void a_release_makes_room_in_a_full_guard() {
    TrustPolicy small =
        TestPolicies.builder().onlyOnce(ReplayGuard.inMemory(1, TokenForge.CLOCK)).build();
    VerifiedToken first = letIn(small, token);
    String other = TokenForge.sign(claims().with("jti", "\"2\""));
    assertThat(rejection(evaluate(small, other)).reason())
        .isEqualTo(RejectionReason.REPLAY_UNDECIDED);
    first.release();
    letIn(small, other);
  }

  @Test
  void a_guard_is_asked_to_release_the_use_that_it_let_pass_once() {
    Told told = new Told(Verdict.FIRST);
    VerifiedToken job = letIn(TestPolicies.builder().onlyOnce(told).build(), token);
    job.release();
    job.release();
    assertThat(told.released).isEqualTo(told.claimed).hasSize(1);
  }

  @Test
  void each_presentation_has_its_own_id() {
    Told told = new Told(Verdict.SEEN);
    TrustPolicy once = TestPolicies.builder().onlyOnce(told).build();
    evaluate(once, token);
    evaluate(once, token);
    assertThat(told.claimed)
        .extracting(Use::fingerprint)
        .hasSize(2)
        .containsOnly(told.claimed.get(0).fingerprint());
    assertThat(told.claimed).extracting(Use::id).doesNotHaveDuplicates();
  }

  @Test
  void a_set_gives_back_what_any_of_its_guards_let_pass_and_nothing_else() throws Exception {
    Told passing = new Told(Verdict.FIRST);
    Told refusing = new Told(Verdict.SEEN);
    TrustPolicySet set =
        TrustPolicySet.of(
            named("open").build(),
            named("refusing").onlyOnce(refusing).build(),
            named("passing").onlyOnce(passing).build(),
            named("passing-too").onlyOnce(passing).build());
    Decision.Trusted decision = set.verify(token);
    assertThat(decision.policies()).hasSize(3);
    decision.token().release();
    decision.token().release();
    assertThat(passing.released).isEqualTo(passing.claimed).hasSize(1);
    assertThat(refusing.claimed).hasSize(1);
    assertThat(refusing.released).isEmpty();
  }

  private TrustPolicy.Builder named(String name) {
    return TrustPolicy.named(name)
        .issuer(policy.issuer())
        .audience(policy.audience())
        .require(policy.requirements().get(0))
        .clock(TokenForge.CLOCK);
  }

  @Test
  void without_a_guard_a_release_does_nothing() {
    VerifiedToken job = letIn(TestPolicies.policy(), token);
    job.release();
    letIn(TestPolicies.policy(), token);
  }

  @Test
  void a_guard_that_throws_leaves_the_token_refused() {
    ReplayGuard broken =
        new ReplayGuard() {
          @Override
          public Verdict claim(Use use) {
            throw new IllegalStateException("secret of the grid");
          }

          @Override
          public void release(Use use) {
            throw new AssertionError("nothing was let in");
          }
        };
    Rejection rejection =
        rejection(evaluate(TestPolicies.builder().onlyOnce(broken).build(), token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.REPLAY_UNDECIDED);
    assertThat(rejection.explain()).doesNotContain("secret");
  }

  @Test
  void a_guard_that_answers_nothing_leaves_the_token_refused() {
    @SuppressWarnings("NullAway") // what a guard compiled without null checks can do
    Told silent = new Told(null);
    assertThat(rejection(evaluate(TestPolicies.builder().onlyOnce(silent).build(), token)).reason())
        .isEqualTo(RejectionReason.REPLAY_UNDECIDED);
  }

  @Test
  void a_release_that_fails_leaves_the_token_used() {
    ReplayGuard unreachable =
        new ReplayGuard() {
          @Override
          public Verdict claim(Use use) {
            return guard.claim(use);
          }

          @Override
          public void release(Use use) {
            throw new IllegalStateException("out of reach");
          }
        };
    letIn(TestPolicies.builder().onlyOnce(unreachable).build(), token).release();
    assertReplayed();
  }
}
