package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.claim.Claim;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.keys.SignatureAlgorithm;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stages 4 and 5: which key, and whether it signed. */
class KeySelectionTest {
  private final String token = TokenForge.sign(TokenForge.claims());

  private static TrustPolicy with(String... jwks) {
    return TestPolicies.policy().withKeys(KeySource.ofJwks(set(jwks)));
  }

  private static String set(String... jwks) {
    return "{\"keys\":[" + String.join(",", jwks) + "]}";
  }

  @Test
  void the_key_that_the_header_names_verifies_among_others() {
    TrustPolicy policy =
        with(TokenForge.jwk("other", "\"alg\":\"RS256\","), TokenForge.jwk("key-1", ""));
    assertThat(evaluate(policy, token).isTrusted()).isTrue();
  }

  @Test
  void no_other_key_is_tried() {
    Rejection rejection =
        rejection(evaluate(with(TokenForge.jwk("other", "\"alg\":\"RS256\",")), token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.KEY_UNKNOWN);
    assertThat(rejection.mismatches())
        .containsExactly(new Mismatch("kid", "names a key of the issuer", "\"key-1\""));
  }

  @Test
  void a_key_for_another_algorithm_is_unsuitable() {
    Rejection rejection =
        rejection(evaluate(with(TokenForge.jwk("key-1", "\"alg\":\"RS512\",")), token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.KEY_UNSUITABLE);
    assertThat(rejection.mismatches())
        .containsExactly(new Mismatch("alg", "is RS512 as its key demands", "RS256"));
  }

  @Test
  void a_key_without_algorithm_serves_the_one_that_the_issuer_leaves() {
    String jwk = TokenForge.jwk("key-1", "");
    assertThat(evaluate(with(jwk), token).isTrusted()).isTrue();
    Issuer two =
        Issuer.builder(TokenForge.ISSUER)
            .algorithms(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256)
            .keys(KeySource.ofJwks(set(jwk)))
            .build();
    TrustPolicy policy =
        TrustPolicy.named("two")
            .issuer(two)
            .audience(TokenForge.AUDIENCE)
            .require(Claim.string("ref").isPresent())
            .clock(TokenForge.CLOCK)
            .build();
    assertThat(rejection(evaluate(policy, token)).explain())
        .contains("is one algorithm only, where its key names none");
  }

  @Test
  void a_published_key_that_is_not_fit_says_why() {
    TrustPolicy policy =
        with(
            TokenForge.jwk("other", "\"alg\":\"RS256\","),
            TokenForge.jwk("key-1", "\"use\":\"enc\","));
    Rejection rejection = rejection(evaluate(policy, token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.KEY_UNSUITABLE);
    assertThat(rejection.explain()).contains("the issuer's key \"key-1\" can't be used: ");
  }

  @Test
  void a_signature_by_another_key_is_invalid() {
    Rejection rejection = rejection(evaluate(with(TokenForge.otherJwk("key-1")), token));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.SIGNATURE_INVALID);
    assertThat(rejection.isVerified()).isFalse();
    assertThat(rejection.explain()).contains("it does not verify with RS256 under key \"key-1\"");
  }

  @Test
  void a_key_set_without_the_key_is_asked_for_a_newer_one_once() {
    KeySet old = KeySet.parse(set(TokenForge.jwk("other", "")));
    KeySet rotated = KeySet.parse(set(TokenForge.jwk("key-1", "")));
    AtomicInteger asked = new AtomicInteger();
    KeySource source =
        new KeySource() {
          @Override
          public CompletionStage<KeySet> current() {
            return CompletableFuture.completedFuture(old);
          }

          @Override
          public CompletionStage<KeySet> newerThan(KeySet seen, String keyId) {
            assertThat(seen).isSameAs(old);
            assertThat(keyId).isEqualTo("key-1");
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(rotated);
          }
        };
    assertThat(evaluate(TestPolicies.policy().withKeys(source), token).isTrusted()).isTrue();
    assertThat(asked).hasValue(1);
  }

  @Test
  void keys_are_not_asked_for_when_the_token_is_refused_before() {
    KeySource untouchable =
        () -> {
          throw new AssertionError("no key is needed");
        };
    TrustPolicy policy = TestPolicies.policy().withKeys(untouchable);
    for (TestClaims claims :
        new TestClaims[] {
          TokenForge.claims().with("iss", "\"https://evil.example\""),
          TokenForge.claims().with("aud", "\"theirs\""),
          TokenForge.claims().with("exp", 1),
          TokenForge.claims().without("exp")
        }) {
      assertThat(evaluate(policy, TokenForge.sign(claims)).isTrusted()).isFalse();
    }
  }

  @Test
  void keys_that_cannot_be_had_are_no_refusal() {
    KeySource unavailable =
        () ->
            CompletableFuture.failedFuture(
                new KeysUnavailableException(TokenForge.ISSUER, "it is down"));
    assertThatThrownBy(() -> TestPolicies.policy().withKeys(unavailable).verify(token))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessage("The keys of \"https://ci.example.com\" are unavailable: it is down.");
  }

  @Test
  void a_key_source_that_breaks_its_contract_is_no_refusal_and_leaks_nothing() {
    KeySource broken =
        () -> CompletableFuture.failedFuture(new IllegalStateException("secret " + token));
    assertThatThrownBy(() -> TestPolicies.policy().withKeys(broken).verify(token))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("their source failed with java.lang.IllegalStateException")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void an_interrupt_ends_the_wait_and_is_kept() {
    KeySource never = CompletableFuture::new;
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> TestPolicies.policy().withKeys(never).verify(token))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("the wait for them was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
