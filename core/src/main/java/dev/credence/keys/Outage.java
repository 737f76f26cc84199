package dev.credence.keys;

import java.time.Duration;

/**
 * The last fetch, when it failed: how it did and until when no other may start. Times are in
 * milliseconds.
 */
record Outage(KeyFailure kind, String problem, long at, long noFetchBefore) {
  /** The longest time that a server can have itself left alone by {@code Retry-After}. */
  static final Duration MAX_BACK_OFF = Duration.ofMinutes(5);

  /** How long after a failure callers needn't wait to see whether the next fetch fails too. */
  static final Duration MEMORY = Duration.ofMinutes(1);

  static Outage of(LoadFailure failure, long now) {
    return new Outage(failure.kind(), failure.problem(), now, now + backOff(failure).toMillis());
  }

  private static Duration backOff(LoadFailure failure) {
    Duration asked = failure.retryAfter();
    if (asked == null || asked.compareTo(RefetchBudget.MINIMUM_GAP) < 0) {
      return RefetchBudget.MINIMUM_GAP;
    }
    return asked.compareTo(MAX_BACK_OFF) > 0 ? MAX_BACK_OFF : asked;
  }

  /** Whether no fetch may start yet. A clock that was set back doesn't stretch that. */
  boolean forbidsFetchAt(long now) {
    return now >= at && now < noFetchBefore;
  }

  boolean isRecentAt(long now) {
    return now >= at && now < recentUntil();
  }

  long recentUntil() {
    return Math.max(noFetchBefore, at + MEMORY.toMillis());
  }

  KeysUnavailableException reportedAt(long now, String source) {
    return new KeysUnavailableException(source, problem, Duration.ofMillis(noFetchBefore - now));
  }
}
