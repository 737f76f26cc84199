package dev.credence.ambient;

import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.Base64Url;
import dev.credence.internal.text.SafeText;
import dev.credence.internal.text.StrictUtf8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A token that a CI gave its job: a bearer secret, to be shown to its audience and to nobody else.
 *
 * <p>What is read from it is unverified: the job has no reason to doubt its own CI, and the
 * receiver verifies. {@link #toString()} is safe to log; {@link #reveal()} is not.
 *
 * <p>Immutable and thread-safe. Two tokens are equal only if they are the same object.
 */
public final class IdToken {
  /** The longest token, in characters. */
  private static final int MAX_LENGTH = 32_768;

  private static final int PARTS = 3;

  /** The last second of the year 9999. */
  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  private final String text;
  private final Map<String, Object> claims;
  private final List<String> audiences;
  private final Instant expiresAt;

  private IdToken(String text, Map<String, Object> claims) {
    this.text = text;
    this.claims = claims;
    this.audiences = audiences(claims);
    this.expiresAt = expiry(claims);
  }

  /**
   * Reads a JWT in compact serialization (RFC 7515 §7.1), for an {@link IdTokenSource} of one's
   * own.
   *
   * @param text the token, without {@code Bearer} in front and without white space
   * @return the token, its signature unchecked
   * @throws IllegalArgumentException if it is no signed JWT with an {@code exp}; the message holds
   *     nothing of it
   */
  public static IdToken parse(String text) {
    return new IdToken(text, claims(text));
  }

  /**
   * Returns the token in compact serialization, on its way to its audience. Never log it.
   *
   * @return the secret itself
   */
  public String reveal() {
    return text;
  }

  /**
   * Returns when the token expires, by its own {@code exp}.
   *
   * @return the first instant at which it is no longer valid
   */
  public Instant expiresAt() {
    return expiresAt;
  }

  /**
   * Returns whom the token is for, by its own {@code aud}.
   *
   * @return an unmodifiable list, empty if the token names nobody
   */
  public List<String> audiences() {
    return audiences;
  }

  /**
   * Returns what the token says of its job: each claim that is a text, a number or a boolean, as a
   * text by its name and in the token's order. Lists and objects are left out.
   *
   * <p>Good for naming a session or for telling what the token says, not for trusting it.
   *
   * @return an unmodifiable map, unverified
   */
  public Map<String, String> unverifiedClaims() {
    Map<String, String> plain = new LinkedHashMap<>();
    claims.forEach((name, value) -> {
      if (value instanceof BigDecimal number) {
        plain.put(name, number.toPlainString());
      } else if (value instanceof String || value instanceof Boolean) {
        plain.put(name, value.toString());
      }
    });
    return Collections.unmodifiableMap(plain);
  }

  boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  private static Map<String, Object> claims(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("It is longer than " + MAX_LENGTH + " characters");
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != PARTS || !areFilledBase64Url(parts)) {
      throw new IllegalArgumentException("It is not three parts of base64url with dots between");
    }
    byte[] octets = Base64Url.decode(parts[1]);
    String json = octets == null ? null : StrictUtf8.decode(octets);
    if (json == null) {
      throw new IllegalArgumentException("Its payload is not UTF-8");
    }
    try {
      return StrictJson.parseObject(json, JsonLimits.TOKEN_CLAIMS);
    } catch (JsonException invalid) {
      throw new IllegalArgumentException("Its payload is not JSON: " + invalid.getMessage());
    }
  }

  private static boolean areFilledBase64Url(String[] parts) {
    for (String part : parts) {
      if (part.isEmpty() || Base64Url.decode(part) == null) {
        return false;
      }
    }
    return true;
  }

  private static List<String> audiences(Map<String, Object> claims) {
    Object audience = claims.get("aud");
    if (audience == null) {
      return List.of();
    }
    if (audience instanceof String one) {
      return List.of(one);
    }
    if (audience instanceof List<?> several
        && several.stream().allMatch(String.class::isInstance)) {
      return several.stream().map(String.class::cast).toList();
    }
    throw new IllegalArgumentException("Its aud is neither a string nor an array of strings");
  }

  private static Instant expiry(Map<String, Object> claims) {
    if (!(claims.get("exp") instanceof BigDecimal seconds)) {
      throw new IllegalArgumentException("It has no exp that is a number");
    }
    if (seconds.signum() < 0 || seconds.compareTo(LATEST) > 0) {
      throw new IllegalArgumentException("Its exp is no time between the years 1970 and 9999");
    }
    return Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.DOWN).longValueExact());
  }

  /** Names the issuer and the expiry, and holds nothing else of the token. */
  @Override
  public String toString() {
    String from = claims.get("iss") instanceof String name ? SafeText.quote(name) : "no issuer";
    return "IdToken[from " + from + ", expires " + expiresAt + "]";
  }
}
