package dev.credence.keys;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often tokens can make one issuer's keys be fetched again: {@value #PER_MINUTE} times a minute
 * with a gap between, plus one trailing fetch after each time that this forbids. Whoever sends junk
 * can use the budget up, but can't put off the trailing fetch that finds a genuine new key.
 *
 * <p>Not thread-safe; times are in milliseconds.
 */
final class RefetchBudget {
  /** The most fetches in a minute that tokens ask for and that succeed. */
  static final int PER_MINUTE = 5;

  /** The least time between two of them. */
  static final Duration MINIMUM_GAP = Duration.ofSeconds(10);

  private static final long GAP = MINIMUM_GAP.toMillis();
  private static final long WINDOW = Duration.ofMinutes(1).toMillis();

  /** A time that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  private final Deque<Long> taken = new ArrayDeque<>();
  private long lastTaken = NEVER;
  private long due = NEVER;
  private boolean isExhausted;
  private boolean isExhaustionTold;

  /** Takes a fetch that starts now; if none may, sees to it that one is due later. */
  boolean take(long now) {
    isExhausted = left(now) == 0;
    isExhaustionTold &= isExhausted;
    if (now < due && (isExhausted || !isGapOver(now))) {
      fallDue(soonest(now));
      return false;
    }
    lastTaken = now;
    due = NEVER;
    if (!isExhausted) {
      taken.addLast(now);
    }
    return true;
  }

  /** Gives back what was taken for a fetch that failed; the gap after it remains. */
  void giveBack(long takenAt) {
    taken.removeLastOccurrence(takenAt);
  }

  /** A fetch that starts for another reason does what the trailing one was due for. */
  void settleDue() {
    due = NEVER;
  }

  void fallDue(long at) {
    due = Math.min(due, at);
  }

  /** When the trailing fetch is due; far in the future if none is. */
  long due() {
    return due;
  }

  int left(long now) {
    forgetBefore(now);
    return PER_MINUTE - taken.size();
  }

  /** Whether a fetch was wanted when the minute's fetches were used up; true once each time. */
  boolean tellsExhaustion() {
    boolean tells = isExhausted && !isExhaustionTold;
    isExhaustionTold |= tells;
    return tells;
  }

  private long soonest(long now) {
    return isGapOver(now) ? Math.min(now + GAP, taken.getFirst() + WINDOW) : lastTaken + GAP;
  }

  /** A clock that was set back must not stretch the gap. */
  private boolean isGapOver(long now) {
    return now < lastTaken || now - lastTaken >= GAP;
  }

  private void forgetBefore(long now) {
    taken.removeIf(at -> at > now || now - at >= WINDOW);
  }
}
