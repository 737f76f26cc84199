package dev.credence;

import dev.credence.keys.KeySet;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for keys on behalf of one caller: whatever becomes of that caller, the fetch goes on. */
final class KeyWait {
  /** Longest wait for a key source that has no deadline of its own. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private KeyWait() {}

  static KeySet await(Issuer issuer, CompletionStage<KeySet> keys)
      throws KeysUnavailableException {
    CompletableFuture<KeySet> future = keys.toCompletableFuture();
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(issuer, "the wait for them was interrupted");
    } catch (TimeoutException e) {
      throw unavailable(issuer, "their source gave no answer within " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KeysUnavailableException unavailable) {
        throw unavailable;
      }
      throw unavailable(issuer, "their source failed with " + e.getCause().getClass().getName());
    }
  }

  private static KeysUnavailableException unavailable(Issuer issuer, String problem) {
    return new KeysUnavailableException(issuer.identifier(), problem);
  }
}
