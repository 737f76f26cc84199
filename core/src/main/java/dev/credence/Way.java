package dev.credence;

import dev.credence.keys.KeySet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A token on its way through the stages: at hand, or waiting for its issuer's keys. With the keys
 * at hand the whole way is walked at once, by the caller's thread.
 */
sealed interface Way<T> {

  static <T> Way<T> at(Outcome<T> outcome) {
    return new AtHand<>(outcome);
  }

  /** Goes on with an issuer's keys as soon as they are there. */
  static Way<KeySet> with(Issuer issuer, CompletionStage<KeySet> keys) {
    CompletableFuture<KeySet> future = keys.toCompletableFuture();
    return future.isDone() && !future.isCompletedExceptionally()
        ? at(Outcome.passed(future.join()))
        : new Waiting<>(
            issuer, future.handle((set, failure) -> KeyWait.keys(issuer, set, failure)));
  }

  <R> Way<R> then(Outcome.Step<? super T, R> next);

  <R> Way<R> thenWay(Function<? super T, Way<R>> next);

  /**
   * The outcome; fails with {@link dev.credence.keys.KeysUnavailableException} or a wrapper of it.
   */
  CompletableFuture<Outcome<T>> outcome();

  record AtHand<T>(Outcome<T> here) implements Way<T> {
    @Override
    public <R> Way<R> then(Outcome.Step<? super T, R> next) {
      return new AtHand<>(here.then(next));
    }

    @Override
    public <R> Way<R> thenWay(Function<? super T, Way<R>> next) {
      return here instanceof Outcome.Passed<T> passed
          ? next.apply(passed.value())
          : new AtHand<>(Outcome.refused(((Outcome.Refused<T>) here).refusal()));
    }

    @Override
    public CompletableFuture<Outcome<T>> outcome() {
      return CompletableFuture.completedFuture(here);
    }
  }

  record Waiting<T>(Issuer issuer, CompletableFuture<Outcome<T>> outcome) implements Way<T> {
    @Override
    public <R> Way<R> then(Outcome.Step<? super T, R> next) {
      return new Waiting<>(issuer, outcome.thenApply(reached -> reached.then(next)));
    }

    @Override
    public <R> Way<R> thenWay(Function<? super T, Way<R>> next) {
      return new Waiting<>(
          issuer, outcome.thenCompose(reached -> new AtHand<>(reached).thenWay(next).outcome()));
    }
  }
}
