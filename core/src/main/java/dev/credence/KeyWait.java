package dev.credence;

import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for keys on behalf of one caller: whatever becomes of that caller, the fetch goes on. */
final class KeyWait {
  /** Longest wait for a key source that has no deadline of its own. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private KeyWait() {}

  static Outcome<VerifiedToken> await(Issuer issuer, Way<VerifiedToken> way)
      throws KeysUnavailableException {
    if (way instanceof Way.AtHand<VerifiedToken> atHand) {
      return atHand.here();
    }
    try {
      return way.outcome().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(issuer, "the wait for them was interrupted");
    } catch (TimeoutException e) {
      throw unavailable(issuer, "their source gave no answer within " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw reason(issuer, e);
    }
  }

  /**
   * Finds the reason under what futures wrap around it; of any other failure only the type is told.
   */
  static KeysUnavailableException reason(Issuer issuer, Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null
        && (inner instanceof ExecutionException || inner instanceof CompletionException)) {
      inner = inner.getCause();
    }
    return inner instanceof KeysUnavailableException unavailable
        ? unavailable
        : unavailable(issuer, "their source failed with " + inner.getClass().getName());
  }

  private static KeysUnavailableException unavailable(Issuer issuer, String problem) {
    return new KeysUnavailableException(issuer.identifier(), problem);
  }
}
