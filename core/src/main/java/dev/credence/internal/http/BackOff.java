package dev.credence.internal.http;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to leave a server alone between attempts: spans that double, up to a limit, and of which
 * chance takes up to a half off, so that many clients don't come back at once.
 *
 * @param first the span after the first attempt
 * @param longest the limit of all spans
 */
public record BackOff(Duration first, Duration longest) {
  /** More doublings than any span outgrows its limit with; more would overflow. */
  private static final int MOST_DOUBLINGS = 30;

  /**
   * The pause after a number of attempts.
   *
   * @param made how many attempts were made, at least one
   * @param jitter from 0 to 1
   */
  public Duration after(int made, DoubleSupplier jitter) {
    Duration span = first.multipliedBy(1L << Math.min(made - 1, MOST_DOUBLINGS));
    Duration capped = span.compareTo(longest) > 0 ? longest : span;
    long half = capped.toNanos() / 2;
    return Duration.ofNanos(half + (long) (half * jitter.getAsDouble()));
  }
}
