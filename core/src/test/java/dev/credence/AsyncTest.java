package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
import dev.credence.keys.KeysUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Decisions that wait for keys, and keys that change under a token. */
class AsyncTest {
  private final String token = TokenForge.sign(TokenForge.claims());
  private final KeySet right = KeySet.parse("{\"keys\":[" + TokenForge.jwk("key-1", "") + "]}");

  /** A source whose answers a test gives one by one. */
  private static final class ScriptedKeys implements KeySource {
    private CompletableFuture<KeySet> current = new CompletableFuture<>();
    private CompletableFuture<KeySet> newer = new CompletableFuture<>();
    private final AtomicInteger asksForNewer = new AtomicInteger();

    @Override
    public CompletionStage<KeySet> current() {
      return current;
    }

    @Override
    public CompletionStage<KeySet> newerThan(KeySet seen, String keyId) {
      asksForNewer.incrementAndGet();
      return newer;
    }
  }

  private static TrustPolicy over(KeySource keys) {
    return TestPolicies.policy().withKeys(keys);
  }

  @Test
  void with_keys_at_hand_the_decision_is_there_at_once() {
    assertThat(over(KeySource.of(right)).evaluateAsync(token))
        .isCompletedWithValueMatching(Decision::isTrusted);
    assertThat(over(KeySource.of(right)).evaluateAsync(token + "x"))
        .isCompletedWithValueMatching(decision -> !decision.isTrusted());
  }

  @Test
  void a_token_that_is_refused_early_waits_for_no_keys() {
    assertThat(over(new ScriptedKeys()).evaluateAsync("x"))
        .isCompletedWithValueMatching(decision -> !decision.isTrusted());
  }

  @Test
  void a_decision_comes_when_the_keys_come() {
    ScriptedKeys keys = new ScriptedKeys();
    CompletableFuture<Decision> decision = over(keys).evaluateAsync(token);
    assertThat(decision).isNotDone();
    keys.current.complete(right);
    assertThat(decision).isCompletedWithValueMatching(Decision::isTrusted);
  }

  @Test
  void keys_that_cannot_be_had_fail_the_decision_with_the_reason_itself() {
    ScriptedKeys keys = new ScriptedKeys();
    CompletableFuture<Decision> decision = over(keys).evaluateAsync(token);
    keys.current.completeExceptionally(new KeysUnavailableException("ci", "it is down"));
    assertThatThrownBy(decision::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessage("The keys of \"ci\" are unavailable: it is down.");
  }

  @Test
  void cancelling_one_decision_leaves_the_keys_to_others() {
    ScriptedKeys keys = new ScriptedKeys();
    CompletableFuture<Decision> cancelled = over(keys).evaluateAsync(token);
    CompletableFuture<Decision> other = over(keys).evaluateAsync(token);
    cancelled.cancel(true);
    assertThat(keys.current).isNotDone();
    keys.current.complete(right);
    assertThat(other).isCompletedWithValueMatching(Decision::isTrusted);
  }

  @Test
  void a_key_that_was_replaced_under_its_id_is_looked_for_once() throws Exception {
    ScriptedKeys keys = new ScriptedKeys();
    keys.current = CompletableFuture.completedFuture(wrongKeyOfThatId());
    keys.newer = CompletableFuture.completedFuture(right);
    assertThat(over(keys).evaluate(token).isTrusted()).isTrue();
    assertThat(keys.asksForNewer).hasValue(1);
  }

  @Test
  void a_bad_signature_asks_for_newer_keys_once_and_stays_a_refusal() throws Exception {
    ScriptedKeys keys = new ScriptedKeys();
    keys.current = CompletableFuture.completedFuture(wrongKeyOfThatId());
    keys.newer = keys.current;
    assertThat(TestPolicies.rejection(over(keys).evaluate(token)).reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
    assertThat(keys.asksForNewer).hasValue(1);
  }

  @Test
  void a_bad_signature_during_an_outage_is_a_refusal() throws Exception {
    ScriptedKeys keys = new ScriptedKeys();
    keys.current = CompletableFuture.completedFuture(wrongKeyOfThatId());
    keys.newer = CompletableFuture.failedFuture(new KeysUnavailableException("ci", "it is down"));
    assertThat(TestPolicies.rejection(over(keys).evaluate(token)).reason())
        .isEqualTo(RejectionReason.SIGNATURE_INVALID);
  }

  @Test
  void an_unknown_key_during_an_outage_is_no_refusal() {
    ScriptedKeys keys = new ScriptedKeys();
    keys.current =
        CompletableFuture.completedFuture(
            KeySet.parse("{\"keys\":[" + TokenForge.jwk("other", "") + "]}"));
    keys.newer = CompletableFuture.failedFuture(new KeysUnavailableException("ci", "it is down"));
    assertThatThrownBy(() -> over(keys).evaluate(token))
        .isInstanceOf(KeysUnavailableException.class);
  }

  private static KeySet wrongKeyOfThatId() {
    return KeySet.parse("{\"keys\":[" + TokenForge.otherJwk("key-1") + "]}");
  }
}
