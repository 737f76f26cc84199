package dev.credence.internal.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} where it is in seconds (RFC 9110 §10.2.3). */
final class RetryAfter {
  /** A longer time is cut to this. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /** How long the server asks to be left alone, or null when it doesn't say so in seconds. */
  static @Nullable Duration in(HttpHeaders headers) {
    String text = headers.firstValue("Retry-After").orElse("");
    if (text.isEmpty()
        || text.length() > MAX_DIGITS
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(text));
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
