package dev.credence;

import static dev.credence.TestClaims.quoted;
import static dev.credence.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.audit.AuditEvent;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A candidate is observed and has no effect. */
class PolicyTrialTest {
  private static final StringClaim REF = Claim.string("ref");
  private static final StringClaim REPOSITORY_ID = Claim.string("repository_id");
  private static final Issuer ISSUER =
      Issuer.builder(TokenForge.ISSUER)
          .identityClaims(REPOSITORY_ID)
          .keys(TokenForge.keys())
          .build();
  private static final TrustPolicySet MAIN = set("main", REF.is("refs/heads/main"), "deploy");
  private static final TrustPolicySet TAGS = set("tags", REF.matches("refs/tags/*"), "deploy");

  private final List<TrialDifference> differences = new ArrayList<>();
  private final String main = TokenForge.sign(claims());
  private final String tag = TokenForge.sign(claims().with("ref", quoted("refs/tags/v1")));

  private static TrustPolicy.Builder policy(String name, Requirement requirement, String grant) {
    return TrustPolicy.named(name)
        .issuer(ISSUER)
        .audience(TokenForge.AUDIENCE)
        .require(requirement)
        .grants(grant)
        .clock(TokenForge.CLOCK);
  }

  private static TrustPolicySet set(String name, Requirement requirement, String grant) {
    return TrustPolicySet.of(policy(name, requirement, grant).build());
  }

  private PolicyTrial trial(TrustPolicySet live, TrustPolicySet candidate) {
    return PolicyTrial.builder(live, candidate).onDifference(differences::add).build();
  }

  private static Decision evaluate(PolicyTrial trial, String token) {
    try {
      return trial.evaluate(token);
    } catch (KeysUnavailableException e) {
      throw new AssertionError("the keys are fixed", e);
    }
  }

  @Test
  void a_job_that_the_candidate_would_refuse_is_reported_with_the_nearest_miss() {
    PolicyTrial trial = trial(MAIN, TAGS);
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    TrialDifference difference = differences.get(0);
    assertThat(differences).hasSize(1);
    assertThat(difference.kind()).isEqualTo(TrialDifference.Kind.WOULD_REJECT);
    assertThat(difference.token().isVerified()).isTrue();
    assertThat(difference.token().claims()).containsEntry("repository_id", "74");
    assertThat(difference.liveGrants()).containsExactly("deploy");
    assertThat(difference.candidateGrants()).isEmpty();
    Rejection miss = difference.nearestMiss().orElseThrow();
    assertThat(miss.policy()).contains("tags");
    assertThat(miss.mismatches()).extracting(Mismatch::claim).containsExactly("ref");
  }

  @Test
  void a_job_that_the_candidate_would_trust_stays_refused() {
    PolicyTrial trial = trial(MAIN, TAGS);
    assertThat(evaluate(trial, tag).isTrusted()).isFalse();
    assertThat(differences.get(0).kind()).isEqualTo(TrialDifference.Kind.WOULD_TRUST);
    assertThat(differences.get(0).nearestMiss().orElseThrow().policy()).contains("main");
    assertThat(differences.get(0).candidateGrants()).containsExactly("deploy");
  }

  @Test
  void other_grants_are_a_difference() throws Exception {
    PolicyTrial trial = trial(MAIN, set("main", REF.is("refs/heads/main"), "read"));
    assertThat(trial.verify(main).grants()).containsExactly("deploy");
    assertThat(differences.get(0).kind()).isEqualTo(TrialDifference.Kind.OTHER_GRANTS);
    assertThat(differences.get(0).nearestMiss()).isEmpty();
    assertThat(differences.get(0).toString())
        .endsWith(", grants [deploy] live and [read] by the candidate");
  }

  @Test
  void equal_verdicts_are_counted_and_not_reported() {
    PolicyTrial trial = trial(MAIN, set("other-name", REF.isPresent(), "deploy"));
    evaluate(trial, main);
    evaluate(trial, "x");
    evaluate(trial, main.substring(0, main.length() - 8) + "AAAAAAAA");
    assertThat(differences).isEmpty();
    assertThat(trial.report().agreements()).isEqualTo(3);
    assertThat(trial.report().differences()).isZero();
    assertThat(trial.report().uncompared()).isZero();
  }

  @Test
  void a_report_counts_all_and_keeps_the_first_examples_of_each_kind() {
    PolicyTrial trial = PolicyTrial.builder(MAIN, TAGS).examples(2).build();
    for (int i = 0; i < 5; i++) {
      evaluate(trial, main);
    }
    evaluate(trial, tag);
    TrialReport report = trial.report();
    assertThat(report.differences(TrialDifference.Kind.WOULD_REJECT)).isEqualTo(5);
    assertThat(report.differences(TrialDifference.Kind.WOULD_TRUST)).isEqualTo(1);
    assertThat(report.differences()).isEqualTo(6);
    assertThat(report.examples())
        .extracting(TrialDifference::kind)
        .containsExactly(
            TrialDifference.Kind.WOULD_REJECT,
            TrialDifference.Kind.WOULD_REJECT,
            TrialDifference.Kind.WOULD_TRUST);
    assertThat(report.toString())
        .startsWith("0 decisions agree, 6 differ, 0 could not be compared, 0 failures, ")
        .contains("WOULD_REJECT: 5", "ref    matches \"refs/tags/*\"  \"refs/heads/main\"");
  }

  @Test
  void no_piece_of_a_token_is_in_a_report() {
    PolicyTrial trial = trial(MAIN, TAGS);
    evaluate(trial, main);
    evaluate(trial, tag);
    String printed = trial.report().toString() + differences;
    for (String token : List.of(main, tag)) {
      for (int from = 0; from + 16 <= token.length(); from++) {
        assertThat(printed).doesNotContain(token.substring(from, from + 16));
      }
    }
  }

  /** Keys that tell how often they were asked for. */
  private static final class CountedKeys implements KeySource {
    private final AtomicInteger asked = new AtomicInteger();
    private final KeySource keys = TokenForge.keys();

    @Override
    public CompletionStage<KeySet> current() {
      asked.incrementAndGet();
      return keys.current();
    }
  }

  @Test
  void with_a_shared_issuer_the_signature_is_checked_once() {
    CountedKeys keys = new CountedKeys();
    PolicyTrial trial =
        trial(MAIN.withKeys(TokenForge.ISSUER, keys), TAGS.withKeys(TokenForge.ISSUER, keys));
    evaluate(trial, main);
    assertThat(keys.asked).hasValue(1);
    assertThat(trial.report().differences()).isEqualTo(1);
  }

  @Test
  void with_a_shared_issuer_a_bad_signature_asks_for_keys_once() {
    CountedKeys keys = new CountedKeys();
    PolicyTrial trial =
        trial(MAIN.withKeys(TokenForge.ISSUER, keys), TAGS.withKeys(TokenForge.ISSUER, keys));
    PolicyTrial alone =
        trial(MAIN.withKeys(TokenForge.ISSUER, keys), set("x", REF.isPresent(), "x"));
    String forged = main.substring(0, main.length() - 8) + "AAAAAAAA";
    evaluate(trial, forged);
    int shared = keys.asked.getAndSet(0);
    evaluate(alone, forged);
    assertThat(shared).isEqualTo(keys.asked.get()).isPositive();
    assertThat(trial.report().agreements()).isEqualTo(1);
  }

  @Test
  void with_keys_of_its_own_the_candidate_checks_the_signature_itself() {
    PolicyTrial trial =
        trial(
            MAIN,
            MAIN.withKeys(
                TokenForge.ISSUER,
                KeySource.ofJwks("{\"keys\":[" + TokenForge.otherJwk("key-1") + "]}")));
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    assertThat(differences.get(0).nearestMiss().orElseThrow().reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
  }

  @Test
  void another_audience_of_the_candidate_is_compared() {
    TrustPolicySet theirs =
        TrustPolicySet.of(
            TrustPolicy.named("theirs")
                .issuer(ISSUER)
                .audience("theirs")
                .require(REF.isPresent())
                .grants("deploy")
                .clock(TokenForge.CLOCK)
                .build());
    PolicyTrial trial = trial(MAIN, theirs);
    evaluate(trial, main);
    evaluate(trial, TokenForge.sign(claims().with("aud", quoted("theirs"))));
    assertThat(differences)
        .extracting(TrialDifference::kind)
        .containsExactly(TrialDifference.Kind.WOULD_REJECT, TrialDifference.Kind.WOULD_TRUST);
    assertThat(differences.get(0).nearestMiss().orElseThrow().reason())
        .isEqualTo(RejectionReason.AUDIENCE_MISMATCH);
  }

  @Test
  void a_candidate_claims_no_token() {
    ReplayGuard guard = ReplayGuard.inMemory(10, TokenForge.CLOCK);
    TrustPolicySet once =
        TrustPolicySet.of(policy("once", REF.isPresent(), "deploy").onlyOnce(guard).build());
    PolicyTrial trial = trial(MAIN, once);
    evaluate(trial, main);
    assertThat(trial.report().agreements()).isEqualTo(1);
    PolicyTrial alive = trial(once, MAIN);
    assertThat(evaluate(alive, main).isTrusted()).isTrue();
  }

  @Test
  void a_token_that_was_used_before_is_not_compared() {
    ReplayGuard guard = ReplayGuard.inMemory(10, TokenForge.CLOCK);
    TrustPolicySet once =
        TrustPolicySet.of(policy("once", REF.isPresent(), "deploy").onlyOnce(guard).build());
    PolicyTrial trial = trial(once, MAIN);
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    assertThat(evaluate(trial, main).isTrusted()).isFalse();
    assertThat(differences).isEmpty();
    assertThat(trial.report().agreements()).isEqualTo(1);
    assertThat(trial.report().uncompared()).isEqualTo(1);
  }

  @Test
  void a_candidate_waits_for_no_keys() {
    CompletableFuture<KeySet> coming = new CompletableFuture<>();
    PolicyTrial trial = trial(MAIN, TAGS.withKeys(TokenForge.ISSUER, () -> coming));
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    assertThat(trial.report().uncompared()).isEqualTo(1);
    coming.complete(
        KeySet.parse("{\"keys\":[" + TokenForge.jwk("key-1", "\"alg\":\"RS256\",") + "]}"));
    assertThat(trial.report().uncompared()).isZero();
    assertThat(differences).hasSize(1);
  }

  @Test
  void a_candidate_without_keys_is_not_compared() {
    PolicyTrial trial =
        trial(
            MAIN,
            TAGS.withKeys(
                TokenForge.ISSUER,
                () -> CompletableFuture.failedFuture(new KeysUnavailableException("ci", "down"))));
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    assertThat(trial.report().uncompared()).isEqualTo(1);
    assertThat(differences).isEmpty();
  }

  @Test
  void live_keys_that_cannot_be_had_are_the_callers_affair() {
    PolicyTrial trial =
        trial(
            MAIN.withKeys(
                TokenForge.ISSUER,
                () -> CompletableFuture.failedFuture(new KeysUnavailableException("ci", "down"))),
            TAGS);
    assertThatThrownBy(() -> trial.evaluate(main)).isInstanceOf(KeysUnavailableException.class);
    assertThat(trial.report().uncompared()).isZero();
  }

  @Test
  void a_candidate_that_throws_affects_nothing() {
    PolicyTrial trial =
        trial(
            MAIN,
            TAGS.withKeys(
                TokenForge.ISSUER,
                () -> {
                  throw new StackOverflowError();
                }));
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    assertThat(trial.report().failures()).isEqualTo(1);
    assertThat(trial.report().uncompared()).isEqualTo(1);
  }

  @Test
  void a_listener_that_throws_affects_nothing() {
    PolicyTrial trial =
        PolicyTrial.builder(MAIN, TAGS)
            .onDifference(difference -> {
              throw new IllegalStateException();
            })
            .build();
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    assertThat(trial.report().failures()).isEqualTo(1);
    assertThat(trial.report().differences()).isEqualTo(1);
  }

  @Test
  void an_executor_that_refuses_affects_nothing() {
    PolicyTrial trial =
        PolicyTrial.builder(MAIN, TAGS)
            .executor(task -> {
              throw new RejectedExecutionException();
            })
            .build();
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    assertThat(trial.report().failures()).isEqualTo(1);
  }

  @Test
  void with_an_executor_nobody_waits_for_the_candidate() {
    List<Runnable> tasks = new ArrayList<>();
    PolicyTrial trial =
        PolicyTrial.builder(MAIN, TAGS).executor(tasks::add).onDifference(differences::add).build();
    assertThat(evaluate(trial, main).isTrusted()).isTrue();
    assertThat(differences).isEmpty();
    tasks.forEach(Runnable::run);
    assertThat(differences).hasSize(1);
  }

  @Test
  void what_the_candidate_costs_is_reported() {
    AtomicLong nanos = new AtomicLong();
    PolicyTrial trial =
        PolicyTrial.builder(MAIN, TAGS)
            .nanoTime(nanos::get)
            .onDifference(difference -> nanos.addAndGet(Duration.ofMillis(150).toNanos()))
            .build();
    evaluate(trial, main);
    evaluate(trial, main);
    evaluate(trial, "x");
    assertThat(trial.report().candidateTime()).isEqualTo(Duration.ofMillis(300));
    assertThat(trial.report().slowest()).isEqualTo(Duration.ofMillis(150));
  }

  @Test
  void a_decision_that_comes_later_is_compared_when_it_comes() {
    CompletableFuture<KeySet> coming = new CompletableFuture<>();
    PolicyTrial trial =
        trial(
            MAIN.withKeys(TokenForge.ISSUER, () -> coming),
            TAGS.withKeys(TokenForge.ISSUER, TokenForge.keys()));
    CompletableFuture<Decision> decision = trial.evaluateAsync(main);
    assertThat(differences).isEmpty();
    coming.complete(
        KeySet.parse("{\"keys\":[" + TokenForge.jwk("key-1", "\"alg\":\"RS256\",") + "]}"));
    assertThat(decision).isCompletedWithValueMatching(Decision::isTrusted);
    assertThat(differences).hasSize(1);
  }

  @Test
  void only_the_live_decision_is_audited() {
    List<AuditEvent> events = new ArrayList<>();
    PolicyTrial trial = trial(MAIN.withAudit(events::add), TAGS.withAudit(events::add));
    evaluate(trial, main);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).policies()).containsExactly("main");
  }

  @Test
  void a_refusal_is_thrown_by_verify() {
    assertThatThrownBy(() -> trial(MAIN, TAGS).verify("x"))
        .isInstanceOf(TokenRejectedException.class);
  }

  @Test
  void a_report_is_bounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyTrial.builder(MAIN, TAGS).examples(1_001))
        .withMessage("A report has from 0 to 1000 examples; this is 1001");
  }
}
