package dev.credence.examples.bearer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When to try again, as an answer's {@code Retry-After} says it (RFC 9110 §10.2.3). */
public final class RetryAfter {
  /** How long to wait where whoever can't decide doesn't say. */
  private static final Duration USUAL = Duration.ofSeconds(10);

  private RetryAfter() {}

  /**
   * Returns the field's value.
   *
   * @param wait how long to wait, or null if that is not known
   * @return whole seconds, rounded up, at least one
   */
  public static String of(@Nullable Duration wait) {
    long seconds = (wait == null ? USUAL : wait).plusMillis(999).toSeconds();
    return Long.toString(Math.max(1, seconds));
  }
}
