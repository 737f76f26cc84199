package dev.credence;

/**
 * What a stage makes of a token: the token in its next form, or a refusal.
 *
 * <p>Stages are chained with {@link #then}; a refusal passes through the rest of the chain
 * untouched, without an exception being thrown.
 */
sealed interface Outcome<T> {

  static <T> Outcome<T> passed(T value) {
    return new Passed<>(value);
  }

  static <T> Outcome<T> refused(Stage stage, RejectionReason reason, String detail) {
    return new Refused<>(Refusal.of(stage, reason, detail));
  }

  static <T> Outcome<T> refused(Stage stage, RejectionReason reason, Mismatch mismatch) {
    return new Refused<>(Refusal.of(stage, reason, mismatch));
  }

  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  <R> Outcome<R> then(Step<? super T, R> next);

  /** One stage of the way: the token as the last stage left it, to what this stage makes of it. */
  @FunctionalInterface
  interface Step<T, R> {
    Outcome<R> apply(T value);
  }

  final class Passed<T> implements Outcome<T> {
    private final T value;

    private Passed(T value) {
      this.value = value;
    }

    T value() {
      return value;
    }

    @Override
    public <R> Outcome<R> then(Step<? super T, R> next) {
      return next.apply(value);
    }
  }

  final class Refused<T> implements Outcome<T> {
    private final Refusal refusal;

    private Refused(Refusal refusal) {
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }

    @Override
    public <R> Outcome<R> then(Step<? super T, R> next) {
      return new Refused<>(refusal);
    }
  }
}
