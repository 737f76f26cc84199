package dev.credence.ambient;

import dev.credence.internal.text.Base64Url;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Texts in the form of tokens. Their signatures are none: a job doesn't verify its own CI. */
final class TestTokens {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final Instant EXPIRY = NOW.plusSeconds(300);
  static final String SIGNATURE = "c2lnbmF0dXJlLW9mLWEtdG9rZW4tdGhhdC1pcy1ub25l";

  private TestTokens() {}

  static String forAudience(String audience) {
    return withAudience('"' + audience + '"');
  }

  /** With an {@code aud} as JSON. */
  static String withAudience(String json) {
    return of(json, EXPIRY.getEpochSecond());
  }

  static String expired(String audience) {
    return of('"' + audience + '"', NOW.getEpochSecond());
  }

  private static String of(String audience, long expiry) {
    return ofClaims(
        "{\"iss\":\"https://ci.example\",\"aud\":" + audience + ",\"exp\":" + expiry + "}");
  }

  static String ofClaims(String json) {
    return encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "." + encoded(json) + "." + SIGNATURE;
  }

  static String encoded(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }
}
