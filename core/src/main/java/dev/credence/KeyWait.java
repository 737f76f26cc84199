package dev.credence;

import dev.credence.keys.KeySet;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for keys on behalf of one caller: whatever becomes of that caller, the fetch goes on. */
final class KeyWait {
  /** Longest wait for a key source that has no deadline of its own. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private KeyWait() {}

  static <T> Outcome<T> await(Way<T> way) throws KeysUnavailableException {
    return way instanceof Way.AtHand<T> atHand ? atHand.here() : await((Way.Waiting<T>) way);
  }

  private static <T> Outcome<T> await(Way.Waiting<T> way) throws KeysUnavailableException {
    try {
      return way.outcome().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(way.issuer(), "the wait for them was interrupted");
    } catch (TimeoutException e) {
      throw unavailable(
          way.issuer(), "their source gave no answer within " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw reason(way.issuer(), e);
    }
  }

  /** What a source answered: its keys, or the reason why they can't be had and nothing else. */
  static Outcome<KeySet> keys(Issuer issuer, @Nullable KeySet keys, @Nullable Throwable failure) {
    if (keys != null) {
      return Outcome.passed(keys);
    }
    throw new CompletionException(
        failure == null ? unavailable(issuer, "their source gave none") : reason(issuer, failure));
  }

  /**
   * Finds the reason under what futures wrap around it; of any other failure only the type is told.
   */
  private static KeysUnavailableException reason(Issuer issuer, Throwable failure) {
    Throwable inner = failure;
    for (Throwable cause = inner.getCause(); cause != null && isWrapper(inner); ) {
      inner = cause;
      cause = inner.getCause();
    }
    return inner instanceof KeysUnavailableException unavailable
        ? unavailable
        : unavailable(issuer, "their source failed with " + inner.getClass().getName());
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ExecutionException || failure instanceof CompletionException;
  }

  private static KeysUnavailableException unavailable(Issuer issuer, String problem) {
    return new KeysUnavailableException(issuer.identifier(), problem);
  }
}
