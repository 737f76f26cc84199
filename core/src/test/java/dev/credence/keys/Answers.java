package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What a key source answered. */
final class Answers {
  private static final long PATIENCE_SECONDS = 30;

  private Answers() {}

  static KeySet keys(CompletionStage<KeySet> answer) throws Exception {
    return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static KeysUnavailableException failure(CompletionStage<KeySet> answer) {
    Throwable thrown =
        catchThrowable(() -> answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    assertThat(thrown.getCause()).isInstanceOf(KeysUnavailableException.class).hasNoCause();
    return (KeysUnavailableException) thrown.getCause();
  }
}
