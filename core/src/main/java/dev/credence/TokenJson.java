package dev.credence;

import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.StrictUtf8;
import java.util.Map;

/** Reads the JSON object that a part of a token spells, or refuses the token. */
final class TokenJson {
  private TokenJson() {}

  static Outcome<Map<String, Object>> read(byte[] part, String name, JsonLimits limits) {
    try {
      return Outcome.passed(StrictJson.parseObject(part, StrictUtf8::decode, limits));
    } catch (JsonException e) {
      return Outcome.refused(
          Stage.FORMAT, RejectionReason.JSON_INVALID, "in its " + name + ", " + e.getMessage());
    }
  }
}
