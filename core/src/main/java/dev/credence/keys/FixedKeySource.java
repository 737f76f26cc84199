package dev.credence.keys;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A source whose keys never change. */
final class FixedKeySource implements KeySource {
  private final KeySet keys;
  private final CompletionStage<KeySet> stage;

  FixedKeySource(KeySet keys) {
    this.keys = keys;
    this.stage = CompletableFuture.completedStage(keys);
  }

  @Override
  public CompletionStage<KeySet> current() {
    return stage;
  }

  @Override
  public String toString() {
    return keys.toString();
  }
}
