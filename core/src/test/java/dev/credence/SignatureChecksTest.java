package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.credence.CountedSignatures.Verdict;
import dev.credence.claim.Claim;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
import dev.credence.keys.SignatureAlgorithm;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another implementation of signatures, and a memory of those that held. */
class SignatureChecksTest {
  private final CountedSignatures counted = new CountedSignatures(Verdict.TRUE_ONES_HOLD);
  private final SignatureChecks remembering =
      SignatureChecks.builder().provider(counted).rememberTokens(100).build();
  private final String token = TokenForge.sign(TokenForge.claims());
  private final AtomicReference<Instant> now = new AtomicReference<>(TokenForge.NOW);

  private TrustPolicy policy(SignatureChecks checks) {
    return policy(checks, TokenForge.keys());
  }

  private TrustPolicy policy(SignatureChecks checks, KeySource keys) {
    return builder(checks, keys).build();
  }

  private TrustPolicy.Builder builder(SignatureChecks checks, KeySource keys) {
    return TrustPolicy.named("production")
        .issuer(Issuer.of(TokenForge.ISSUER).withKeys(keys).withSignatureChecks(checks))
        .audience(TokenForge.AUDIENCE)
        .require(Claim.string("ref").is("refs/heads/main"))
        .clock(now::get);
  }

  private static SignatureChecks checkedBy(CountedSignatures provider) {
    return SignatureChecks.builder().provider(provider).build();
  }

  @Test
  void the_chosen_provider_checks_each_presentation() {
    TrustPolicy policy = policy(checkedBy(counted));
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    assertThat(counted.count()).isEqualTo(2);
  }

  @Test
  void the_chosen_providers_word_counts_and_no_other() {
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(342);
    assertThat(rejection(evaluate(policy(checkedBy(counted)), forged)).reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
    CountedSignatures lax = new CountedSignatures(Verdict.ALL_HOLD);
    assertThat(evaluate(policy(checkedBy(lax)), forged).isTrusted()).isTrue();
  }

  @Test
  void a_signature_that_does_not_hold_is_checked_again_with_another_key_only() {
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(342);
    KeySet same = KeySet.parse("{\"keys\":[" + TokenForge.jwk("key-1", "") + "]}");
    assertThat(
            rejection(evaluate(policy(checkedBy(counted), renewed(same, same)), forged)).explain())
        .contains("it does not verify with RS256 under key \"key-1\"");
    assertThat(counted.count()).isEqualTo(1);
    KeySource others =
        renewed(same, KeySet.parse("{\"keys\":[" + TokenForge.jwk("key-1", "") + "]}"));
    assertThat(rejection(evaluate(policy(checkedBy(counted), others), forged)).reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
    assertThat(counted.count()).isEqualTo(3);
  }

  private static KeySource renewed(KeySet before, KeySet after) {
    return new KeySource() {
      @Override
      public CompletionStage<KeySet> current() {
        return CompletableFuture.completedFuture(before);
      }

      @Override
      public CompletionStage<KeySet> newerThan(KeySet seen, String keyId) {
        return CompletableFuture.completedFuture(after);
      }
    };
  }

  @Test
  void every_algorithm_works_by_the_runtimes_own_providers_too() {
    SignatureChecks chosen =
        SignatureChecks.builder().provider(Security.getProvider("SunRsaSign")).build();
    assertThat(evaluate(policy(chosen), token).isTrusted()).isTrue();
  }

  @Test
  void a_provider_that_lacks_an_algorithm_fails_when_the_issuer_is_built() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Issuer.builder(TokenForge.ISSUER)
                .algorithms(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256)
                .signatureChecks(checkedBy(counted))
                .build())
        .withMessage(
            "The provider Counted can't check [ES256], which the issuer https://ci.example.com is"
                + " trusted with: choose another provider, or leave the choice to the Java"
                + " runtime");
  }

  @Test
  void a_key_that_the_provider_refuses_is_unsuitable() {
    CountedSignatures choosy = new CountedSignatures(Verdict.NO_KEY_IS_GOOD);
    Rejection rejection = rejection(evaluate(policy(checkedBy(choosy)), token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.KEY_UNSUITABLE);
    assertThat(rejection.explain())
        .contains("the issuer's key \"key-1\" can't be used: the provider Counted refuses it");
  }

  @Test
  void a_remembered_token_is_not_checked_twice() throws Exception {
    TrustPolicy policy = policy(remembering);
    VerifiedToken first = policy.verify(token);
    VerifiedToken second = policy.verify(token);
    assertThat(counted.count()).isEqualTo(1);
    assertThat(second.claims().names()).isEqualTo(first.claims().names());
    assertThat(second.subject()).isEqualTo(first.subject());
    assertThat(policy.evaluateAsync(token).join().isTrusted()).isTrue();
    assertThat(counted.count()).isEqualTo(1);
  }

  @Test
  void another_token_is_checked_though_its_claims_are_the_same() {
    TrustPolicy policy = policy(remembering);
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    char last = token.charAt(token.length() - 5);
    String altered =
        token.substring(0, token.length() - 5)
            + (last == 'A' ? 'B' : 'A')
            + token.substring(token.length() - 4);
    assertThat(rejection(evaluate(policy, altered)).reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
    assertThat(evaluate(policy, TokenForge.sign(TokenForge.claims().with("more", "1"))).isTrusted())
        .isTrue();
    assertThat(counted.count()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void a_signature_that_did_not_hold_is_not_remembered() {
    TrustPolicy stranger =
        policy(remembering, KeySource.ofJwks("{\"keys\":[" + TokenForge.otherJwk("key-1") + "]}"));
    int before = counted.count();
    assertThat(rejection(evaluate(stranger, token)).reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
    int afterOne = counted.count();
    assertThat(rejection(evaluate(stranger, token)).reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
    assertThat(counted.count() - afterOne).isEqualTo(afterOne - before).isPositive();
  }

  @Test
  void a_withdrawn_key_counts_no_more() {
    Keys keys = new Keys(TokenForge.jwk("key-1", ""));
    TrustPolicy policy = policy(remembering, keys);
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    keys.become(TokenForge.otherJwk("key-2"));
    assertThat(rejection(evaluate(policy, token)).reason()).isEqualTo(RejectionReason.KEY_UNKNOWN);
  }

  @Test
  void another_key_under_the_same_id_counts_no_more() {
    Keys keys = new Keys(TokenForge.jwk("key-1", ""));
    TrustPolicy policy = policy(remembering, keys);
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    keys.become(TokenForge.otherJwk("key-1"));
    assertThat(rejection(evaluate(policy, token)).reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
    keys.become(TokenForge.jwk("key-1", ""));
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
  }

  @Test
  void another_issuers_key_never_counts() {
    assertThat(evaluate(policy(remembering), token).isTrusted()).isTrue();
    TrustPolicy other =
        TrustPolicy.named("other")
            .issuer(
                Issuer.of("https://other.example.com")
                    .withKeys(TokenForge.keys())
                    .withSignatureChecks(remembering))
            .audience(TokenForge.AUDIENCE)
            .require(Claim.string("ref").isPresent())
            .clock(now::get)
            .build();
    assertThat(rejection(evaluate(other, token)).reason())
        .isEqualTo(RejectionReason.ISSUER_UNKNOWN);
  }

  @Test
  void an_expired_token_is_refused() {
    TrustPolicy policy = policy(remembering);
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    now.set(TokenForge.NOW.plus(Duration.ofDays(1)));
    assertThat(rejection(evaluate(policy, token)).reason()).isEqualTo(RejectionReason.EXPIRED);
  }

  @Test
  void a_token_in_the_skew_after_its_end_is_checked_afresh() throws Exception {
    TrustPolicy policy = policy(remembering);
    Instant end = policy.verify(token).expiresAt();
    now.set(end.minusSeconds(1));
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    assertThat(counted.count()).isEqualTo(1);
    now.set(end.plusSeconds(1));
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    assertThat(counted.count()).isEqualTo(2);
  }

  @Test
  void a_token_that_is_not_yet_valid_is_refused() {
    TrustPolicy policy = policy(remembering);
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
    now.set(TokenForge.NOW.minus(Duration.ofDays(1)));
    assertThat(rejection(evaluate(policy, token)).reason())
        .isIn(RejectionReason.NOT_YET_VALID, RejectionReason.ISSUED_IN_FUTURE);
  }

  @Test
  void another_policy_decides_for_itself() {
    KeySource keys = TokenForge.keys();
    assertThat(evaluate(policy(remembering, keys), token).isTrusted()).isTrue();
    TrustPolicy changed =
        builder(remembering, keys).require(Claim.string("sha").is("another")).build();
    assertThat(rejection(evaluate(changed, token)).reason())
        .isEqualTo(RejectionReason.CLAIM_MISMATCH);
    TrustPolicy elsewhere =
        TrustPolicy.named("elsewhere")
            .issuer(changed.issuer())
            .audience("https://elsewhere.example.com")
            .require(Claim.string("ref").isPresent())
            .clock(now::get)
            .build();
    assertThat(rejection(evaluate(elsewhere, token)).reason())
        .isEqualTo(RejectionReason.AUDIENCE_MISMATCH);
    assertThat(counted.count()).isEqualTo(1);
  }

  @Test
  void an_issuer_that_is_trusted_with_less_refuses() {
    KeySource keys = TokenForge.keys();
    SignatureChecks checks = SignatureChecks.builder().rememberTokens(10).build();
    assertThat(evaluate(policy(checks, keys), token).isTrusted()).isTrue();
    TrustPolicy strict =
        TrustPolicy.named("strict")
            .issuer(
                Issuer.builder(TokenForge.ISSUER)
                    .algorithms(SignatureAlgorithm.PS256)
                    .keys(keys)
                    .signatureChecks(checks)
                    .build())
            .audience(TokenForge.AUDIENCE)
            .require(Claim.string("ref").isPresent())
            .clock(now::get)
            .build();
    assertThat(rejection(evaluate(strict, token)).reason())
        .isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_remembered_token_is_still_used_once_only(boolean hasId) {
    TestClaims claims = hasId ? TokenForge.claims() : TokenForge.claims().without("jti");
    String once = TokenForge.sign(claims);
    KeySource keys = TokenForge.keys();
    assertThat(evaluate(policy(remembering, keys), once).isTrusted()).isTrue();
    TrustPolicy guarded =
        builder(remembering, keys).onlyOnce(ReplayGuard.inMemory(10, now::get)).build();
    assertThat(evaluate(guarded, once).isTrusted()).isTrue();
    assertThat(rejection(evaluate(guarded, once)).reason()).isEqualTo(RejectionReason.REPLAYED);
    assertThat(counted.count()).isEqualTo(1);
  }

  @Test
  void a_set_remembers_as_its_policies_do() {
    KeySource keys = TokenForge.keys();
    TrustPolicySet set = TrustPolicySet.of(List.of(policy(remembering, keys)));
    assertThat(evaluate(policy(remembering, keys), token).isTrusted()).isTrue();
    assertThat(set.evaluateAsync(token).join().isTrusted()).isTrue();
    assertThat(counted.count()).isEqualTo(1);
  }

  @Test
  void policies_of_one_set_check_their_issuers_signatures_alike() {
    KeySource keys = TokenForge.keys();
    TrustPolicy one = policy(remembering, keys);
    TrustPolicy other =
        TrustPolicy.named("other")
            .issuer(one.issuer().withSignatureChecks(SignatureChecks.standard()))
            .audience(TokenForge.AUDIENCE)
            .require(Claim.string("ref").isPresent())
            .build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustPolicySet.of(one, other))
        .withMessageContaining("build both with one Issuer");
  }

  @Test
  void a_full_memory_forgets() {
    SignatureChecks few = SignatureChecks.builder().provider(counted).rememberTokens(1).build();
    TrustPolicy policy = policy(few);
    for (int i = 0; i < 50; i++) {
      String each = TokenForge.sign(TokenForge.claims().with("more", Integer.toString(i)));
      assertThat(evaluate(policy, each).isTrusted()).isTrue();
    }
    assertThat(counted.count()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, SignatureChecks.MOST_REMEMBERED + 1})
  void an_impossible_memory_is_refused(int most) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignatureChecks.builder().rememberTokens(most))
        .withMessage("From 1 to 1000000 tokens can be remembered; this is " + most);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, SignatureChecks.MOST_REMEMBERED})
  void the_least_and_the_greatest_memory_are_possible(int most) {
    SignatureChecks checks = SignatureChecks.builder().rememberTokens(most).build();
    assertThat(checks).asString().contains("remembering at most " + most + " tokens");
  }

  @Test
  void the_longest_token_is_remembered_as_well() {
    String longest = TokenForge.ofLength(CompactJws.MAX_LENGTH);
    TrustPolicy policy = policy(remembering);
    assertThat(evaluate(policy, longest).isTrusted()).isTrue();
    assertThat(evaluate(policy, longest).isTrusted()).isTrue();
    assertThat(counted.count()).isEqualTo(1);
    assertThat(rejection(evaluate(policy, longest + "A")).reason())
        .isEqualTo(RejectionReason.TOO_LARGE);
  }

  @Test
  void text_tells_what_was_chosen() {
    assertThat(SignatureChecks.standard()).hasToString("SignatureChecks[by the Java runtime]");
    assertThat(remembering)
        .hasToString("SignatureChecks[by the provider Counted, remembering at most 100 tokens]");
    assertThat(policy(remembering).issuer().signatureChecks()).isSameAs(remembering);
    assertThat(policy(remembering).withKeys(TokenForge.keys()).issuer().signatureChecks())
        .isSameAs(remembering);
  }

  /** Keys that change. */
  private static final class Keys implements KeySource {
    private KeySet keys;

    Keys(String jwk) {
      become(jwk);
    }

    void become(String jwk) {
      keys = KeySet.parse("{\"keys\":[" + jwk + "]}");
    }

    @Override
    public CompletionStage<KeySet> current() {
      return CompletableFuture.completedStage(keys);
    }
  }
}
