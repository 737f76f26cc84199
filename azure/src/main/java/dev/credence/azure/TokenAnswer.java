package dev.credence.azure;

import com.azure.core.credential.AccessToken;
import dev.credence.ambient.IdToken;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.cloud.Granted;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.StrictUtf8;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the token endpoint says in JSON (RFC 6749 §5). Immutable; prints nothing of it. */
final class TokenAnswer {
  private static final long LONGEST_SECONDS = Duration.ofDays(7).toSeconds();

  /** A life of this length is renewed at its half, and a shorter one 5 minutes before its end. */
  private static final Duration LONG_LIFE = Duration.ofHours(2);

  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Map<String, Object> members;
  private final IdToken assertion;

  private TokenAnswer(Map<String, Object> members, IdToken assertion) {
    this.members = members;
    this.assertion = assertion;
  }

  static TokenAnswer read(byte[] body, IdToken assertion) {
    String text = StrictUtf8.decode(body);
    if (text == null) {
      throw bad("an answer that is not UTF-8", assertion);
    }
    try {
      return new TokenAnswer(StrictJson.parseObject(text, JsonLimits.TOKEN_ANSWER), assertion);
    } catch (JsonException invalid) {
      throw bad("an answer that is not JSON: " + invalid.getMessage(), assertion);
    }
  }

  /** The token of a successful answer to a question that was asked at a time. */
  Granted<AccessToken> granted(Instant asked) {
    if (!(members.get("token_type") instanceof String type) || !type.equalsIgnoreCase("Bearer")) {
      throw bad("an answer whose token_type is not Bearer", assertion);
    }
    if (!(members.get("access_token") instanceof String token) || !isTokenText(token)) {
      throw bad("an answer without an access_token that fits into a header field", assertion);
    }
    Long lifetime = seconds("expires_in");
    if (lifetime == null) {
      throw bad("an answer without an expires_in that is a number of seconds", assertion);
    }
    Instant expiresAt = asked.plusSeconds(lifetime);
    Instant refreshAt = asked.plus(refreshIn(Duration.ofSeconds(lifetime)));
    return Granted.of(HeldToken.accessToken(token, refreshAt, expiresAt), expiresAt);
  }

  private Duration refreshIn(Duration lifetime) {
    Long told = seconds("refresh_in");
    if (told != null && told > 0 && told < lifetime.toSeconds()) {
      return Duration.ofSeconds(told);
    }
    Duration half = lifetime.dividedBy(2);
    Duration nearTheEnd = lifetime.minus(AHEAD);
    return lifetime.compareTo(LONG_LIFE) >= 0 || half.compareTo(nearTheEnd) > 0 ? half : nearTheEnd;
  }

  private static boolean isTokenText(String text) {
    return CredentialRequest.isHeaderValue(text) && text.indexOf(' ') < 0;
  }

  /** A member that is a whole number of seconds within a week of now, or null. */
  private @Nullable Long seconds(String name) {
    if (!(members.get(name) instanceof BigDecimal number)
        || number.stripTrailingZeros().scale() > 0) {
      return null;
    }
    return number.abs().compareTo(BigDecimal.valueOf(LONGEST_SECONDS)) > 0
        ? null
        : Long.valueOf(number.longValueExact());
  }

  /** What an answer that is an error means. */
  CloudExchangeException refusal(EntraRequest request) {
    String error = members.get("error") instanceof String name ? name : "";
    return EntraRefusal.explained(codeNumber(), error, request, assertion);
  }

  /** The number of the first code, such as 700213, or 0 if the answer names none. */
  private int codeNumber() {
    return members.get("error_codes") instanceof List<?> codes
            && !codes.isEmpty()
            && codes.get(0) instanceof BigDecimal number
            && number.signum() > 0
            && number.precision() - number.scale() <= 9
            && number.stripTrailingZeros().scale() <= 0
        ? number.intValueExact()
        : 0;
  }

  private static CloudExchangeException bad(String what, IdToken assertion) {
    return CloudExchangeException.of(TokenEndpoint.CLOUD, Kind.BAD_ANSWER)
        .problem("sent " + what)
        .with(assertion);
  }

  @Override
  public String toString() {
    return "answer with " + members.keySet().size() + " members";
  }
}
