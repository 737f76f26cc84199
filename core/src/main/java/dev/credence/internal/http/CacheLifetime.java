package dev.credence.internal.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a response says that it may be used, to a cache of its own client (RFC 9111 §4.2):
 * {@code max-age} before {@code Expires}, less {@code Age}. What can't be read counts as no time at
 * all.
 */
public final class CacheLifetime {
  /** The longest lifetime that is told apart: what is longer counts as this (§1.2.2). */
  private static final long MAX_SECONDS = 1L << 31;

  private CacheLifetime() {}

  /**
   * The time that is left of a response's lifetime.
   *
   * @param response the response
   * @param receivedAt when it came
   * @return never negative; empty when the response says nothing of its lifetime
   */
  public static Optional<Duration> of(FetchResult response, Instant receivedAt) {
    HttpHeaders headers = response.headers();
    Duration lifetime = explicitLifetime(headers, receivedAt);
    return Optional.ofNullable(lifetime)
        .map(whole -> whole.minus(age(headers)))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  private static @Nullable Duration explicitLifetime(HttpHeaders headers, Instant receivedAt) {
    CacheControl control = CacheControl.of(headers);
    if (control.forbidsReuse()) {
      return Duration.ZERO;
    }
    String maxAge = control.maxAge();
    if (maxAge != null) {
      return seconds(maxAge).orElse(Duration.ZERO);
    }
    return headers.firstValue("Expires").map(text -> until(text, headers, receivedAt)).orElse(null);
  }

  private static Duration until(String expires, HttpHeaders headers, Instant receivedAt) {
    Instant sent = headers.firstValue("Date").flatMap(CacheLifetime::date).orElse(receivedAt);
    Duration lifetime = date(expires).map(end -> Duration.between(sent, end)).orElse(Duration.ZERO);
    return lifetime.toSeconds() > MAX_SECONDS ? Duration.ofSeconds(MAX_SECONDS) : lifetime;
  }

  /** An {@code Age} that can't be read is ignored (§5.1). */
  private static Duration age(HttpHeaders headers) {
    return headers.firstValue("Age").flatMap(CacheLifetime::seconds).orElse(Duration.ZERO);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
    } catch (DateTimeException invalid) {
      return Optional.empty();
    }
  }

  /** Delta-seconds, which never overflow (§1.2.2). */
  private static Optional<Duration> seconds(String text) {
    String digits = text.strip();
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    long seconds = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Optional.empty();
      }
      seconds = Math.min(MAX_SECONDS, seconds * 10 + digit);
    }
    return Optional.of(Duration.ofSeconds(seconds));
  }

  /**
   * The directives of {@code Cache-Control} that matter here; of repeated ones the first (§4.2.1).
   */
  private record CacheControl(boolean forbidsReuse, @Nullable String maxAge) {
    static CacheControl of(HttpHeaders headers) {
      boolean forbidsReuse = false;
      String maxAge = null;
      for (String field : headers.allValues("Cache-Control")) {
        for (String directive : field.split(",", -1)) {
          int equals = directive.indexOf('=');
          String name =
              directive
                  .substring(0, equals < 0 ? directive.length() : equals)
                  .strip()
                  .toLowerCase(Locale.ROOT);
          forbidsReuse |= name.equals("no-store") || name.equals("no-cache");
          if (maxAge == null && name.equals("max-age")) {
            maxAge = equals < 0 ? "" : unquoted(directive.substring(equals + 1).strip());
          }
        }
      }
      return new CacheControl(forbidsReuse, maxAge);
    }

    private static String unquoted(String value) {
      boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
      return quoted ? value.substring(1, value.length() - 1) : value;
    }
  }
}
