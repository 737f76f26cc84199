package dev.credence.keys;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A fetch that brought no keys, and why, as a fragment of a sentence. */
final class LoadFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final KeyFailure kind;
  private final String problem;
  private final @Nullable Duration retryAfter;

  LoadFailure(KeyFailure kind, String problem) {
    this(kind, problem, null);
  }

  LoadFailure(KeyFailure kind, String problem, @Nullable Duration retryAfter) {
    super(problem, null, false, false);
    this.kind = kind;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  KeyFailure kind() {
    return kind;
  }

  String problem() {
    return problem;
  }

  /** How long the server asked to be left alone. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
