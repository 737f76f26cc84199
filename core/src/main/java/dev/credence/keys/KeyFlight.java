package dev.credence.keys;

import java.util.concurrent.CompletableFuture;

/** One fetch under way, shared by all who wait for it. */
final class KeyFlight {
  private final long number;
  private final long startedAt;
  private final boolean isAskedFor;
  private final boolean isAwaited;
  private final CompletableFuture<HeldKeys> landing = new CompletableFuture<>();
  private boolean isLaunched;

  /**
   * A fetch that starts now.
   *
   * @param isAskedFor whether it was taken from the budget
   * @param isAwaited whether somebody looks for a key that the set at hand doesn't have
   */
  KeyFlight(long number, long startedAt, boolean isAskedFor, boolean isAwaited) {
    this.number = number;
    this.startedAt = startedAt;
    this.isAskedFor = isAskedFor;
    this.isAwaited = isAwaited;
  }

  long number() {
    return number;
  }

  long startedAt() {
    return startedAt;
  }

  boolean isAskedFor() {
    return isAskedFor;
  }

  boolean isAwaited() {
    return isAwaited;
  }

  /** Completes with keys, or fails with {@link KeysUnavailableException}. For dependents only. */
  CompletableFuture<HeldKeys> landing() {
    return landing;
  }

  /** Whether the caller is the one to launch it; guarded by the lock of its cache. */
  boolean claimLaunch() {
    boolean first = !isLaunched;
    isLaunched = true;
    return first;
  }
}
