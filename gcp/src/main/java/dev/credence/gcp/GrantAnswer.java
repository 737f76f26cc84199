package dev.credence.gcp;

import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.http.FetchResult;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.StrictUtf8;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one of Google's services answered. Errors come in two shapes: OAuth's, of a code and a
 * description, and that of Google's APIs, an object with a status and details.
 *
 * <p>Immutable. It is a secret, and is not printed.
 */
final class GrantAnswer {
  /** Long enough for tokens of 12 kB, which the token service may issue. */
  private static final JsonLimits LIMITS = new JsonLimits(65_536, 8, 256, 20, 32_768, 64);

  private static final int OK = 200;
  private static final BigDecimal LONGEST_LIFETIME =
      BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

  private final int status;
  private final @Nullable Duration retryAfter;
  private final Map<String, Object> members;

  private GrantAnswer(int status, @Nullable Duration retryAfter, Map<String, Object> members) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.members = members;
  }

  static GrantAnswer of(FetchResult answer) {
    return new GrantAnswer(
        answer.status(), answer.retryAfter().orElse(null), members(answer.body()));
  }

  /** Nothing at all, if it is no JSON object. */
  private static Map<String, Object> members(byte[] body) {
    String text = StrictUtf8.decode(body);
    if (text == null) {
      return Map.of();
    }
    try {
      return StrictJson.parseObject(text, LIMITS);
    } catch (JsonException broken) {
      return Map.of();
    }
  }

  boolean isSuccess() {
    return status == OK;
  }

  int status() {
    return status;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** When what is granted expires, or null if not all is there that a grant consists of. */
  @Nullable Instant expiresAt(Step step, Instant now) {
    return switch (step) {
      case EXCHANGE ->
          isToken("access_token") && has("issued_token_type") && has("token_type")
              ? after(now, members.get("expires_in"))
              : null;
      case IMPERSONATION -> isToken("accessToken") ? time(members.get("expireTime")) : null;
    };
  }

  private boolean isToken(String name) {
    return members.get(name) instanceof String token && CredentialRequest.isHeaderValue(token);
  }

  private boolean has(String name) {
    return members.get(name) instanceof String;
  }

  private static @Nullable Instant after(Instant now, @Nullable Object seconds) {
    if (seconds instanceof BigDecimal number
        && number.stripTrailingZeros().scale() <= 0
        && number.abs().compareTo(LONGEST_LIFETIME) <= 0) {
      return now.plusSeconds(number.longValueExact());
    }
    return null;
  }

  private static @Nullable Instant time(@Nullable Object text) {
    try {
      return text instanceof String time ? Instant.parse(time) : null;
    } catch (DateTimeException none) {
      return null;
    }
  }

  /**
   * The error's code: of OAuth's shape the code, of the other the reason, which is more exact than
   * the status, or else the status. Empty if there is none.
   */
  String code() {
    Object error = members.get("error");
    if (error instanceof Map<?, ?> details) {
      return reason(details).orElseGet(() -> text(details.get("status")));
    }
    return text(error);
  }

  private static Optional<String> reason(Map<?, ?> error) {
    if (!(error.get("details") instanceof List<?> details)) {
      return Optional.empty();
    }
    return details.stream()
        .filter(each -> each instanceof Map<?, ?>)
        .map(each -> text(((Map<?, ?>) each).get("reason")))
        .filter(reason -> !reason.isEmpty())
        .findFirst();
  }

  /**
   * Whether the description of the error holds one of some words. It is looked at, since one code
   * stands for much, and never shown, since it may quote anything.
   *
   * @param words in lower case
   */
  boolean speaksOf(String... words) {
    String description = text(members.get("error_description")).toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (description.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }
}
