package dev.credence;

import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.StrictUtf8;
import java.util.Map;

/** Stage 1: a text that is a compact JWT by its form. Nothing in it is verified. */
final class CompactToken {
  private final CompactJws jws;
  private final Map<String, Object> unverifiedClaims;

  private CompactToken(CompactJws jws, Map<String, Object> unverifiedClaims) {
    this.jws = jws;
    this.unverifiedClaims = unverifiedClaims;
  }

  static Outcome<CompactToken> parse(String text) {
    return CompactJws.parse(text).then(CompactToken::withClaims);
  }

  private static Outcome<CompactToken> withClaims(CompactJws jws) {
    if (jws.payload().length == 0) {
      return Outcome.refused(Stage.FORMAT, RejectionReason.MALFORMED, "its payload is empty");
    }
    if (jws.signature().length == 0) {
      return Outcome.refused(Stage.FORMAT, RejectionReason.MALFORMED, "its signature is empty");
    }
    String text = StrictUtf8.decode(jws.payload());
    if (text == null) {
      return jsonInvalid("its payload is not UTF-8");
    }
    try {
      return Outcome.passed(
          new CompactToken(jws, StrictJson.parseObject(text, JsonLimits.TOKEN_CLAIMS)));
    } catch (JsonException e) {
      return jsonInvalid("in its payload, " + e.getMessage());
    }
  }

  private static Outcome<CompactToken> jsonInvalid(String detail) {
    return Outcome.refused(Stage.FORMAT, RejectionReason.JSON_INVALID, detail);
  }

  CompactJws jws() {
    return jws;
  }

  Map<String, Object> unverifiedClaims() {
    return unverifiedClaims;
  }
}
