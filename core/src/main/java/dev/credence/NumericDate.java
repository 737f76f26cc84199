package dev.credence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a NumericDate: seconds since 1970, possibly with a fraction (RFC 7519 §2). */
final class NumericDate {
  /** The last second of the year 9999. */
  private static final BigDecimal MAX = BigDecimal.valueOf(253_402_300_799L);

  /** Most digits after the point, or zeros before it, that are worth computing with. */
  private static final int MAX_SCALE = 20;

  private NumericDate() {}

  /**
   * Returns the time, or null if it lies outside 1970 to 9999. A fraction is rounded to the side
   * that makes a token valid for less time.
   */
  static @Nullable Instant of(BigDecimal seconds, RoundingMode towards) {
    if (Math.abs((long) seconds.scale()) > MAX_SCALE
        || seconds.signum() < 0
        || seconds.compareTo(MAX) > 0) {
      return null;
    }
    return Instant.ofEpochSecond(seconds.setScale(0, towards).longValueExact());
  }
}
