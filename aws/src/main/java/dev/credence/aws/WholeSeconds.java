package dev.credence.aws;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Times as AWS takes them in requests. */
final class WholeSeconds {
  private WholeSeconds() {}

  /**
   * Returns a time that AWS allows.
   *
   * @param what the time is of, as the beginning of a sentence
   */
  static Duration within(Duration shortest, Duration longest, String what, Duration length) {
    boolean allowed =
        length.compareTo(shortest) >= 0
            && length.compareTo(longest) <= 0
            && length.equals(length.truncatedTo(ChronoUnit.SECONDS));
    if (!allowed) {
      throw new IllegalArgumentException(
          what
              + " is "
              + length
              + "; AWS allows whole seconds from "
              + shortest
              + " to "
              + longest);
    }
    return length;
  }
}
