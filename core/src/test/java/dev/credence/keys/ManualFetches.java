package dev.credence.keys;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Fetches that a test lets succeed or fail, one by one. */
final class ManualFetches {
  static final Duration LIFETIME = JwksLoader.DEFAULT_LIFETIME;

  private final List<CompletableFuture<LoadedKeys>> started = new CopyOnWriteArrayList<>();

  CompletableFuture<LoadedKeys> start() {
    CompletableFuture<LoadedKeys> fetch = new CompletableFuture<>();
    started.add(fetch);
    return fetch;
  }

  int count() {
    return started.size();
  }

  void bring(KeySet keys) {
    bring(keys, LIFETIME);
  }

  void bring(KeySet keys, Duration lifetime) {
    last().complete(new LoadedKeys(keys, lifetime));
  }

  void fail() {
    fail(null);
  }

  void fail(@Nullable Duration retryAfter) {
    last().completeExceptionally(new LoadFailure(KeyFailure.STATUS, "it is down", retryAfter));
  }

  void breakWith(Throwable surprise) {
    last().completeExceptionally(surprise);
  }

  CompletableFuture<LoadedKeys> last() {
    return started.get(started.size() - 1);
  }
}
