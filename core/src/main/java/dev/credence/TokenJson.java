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
    Map<String, Object> plain = StrictJson.parsePlainObject(part, limits);
    if (plain != null) {
      return Outcome.passed(plain);
    }
    String text = StrictUtf8.decode(part);
    if (text == null) {
      return invalid("its " + name + " is not UTF-8");
    }
    try {
      return Outcome.passed(StrictJson.parseObject(text, limits));
    } catch (JsonException e) {
      return invalid("in its " + name + ", " + e.getMessage());
    }
  }

  private static Outcome<Map<String, Object>> invalid(String detail) {
    return Outcome.refused(Stage.FORMAT, RejectionReason.JSON_INVALID, detail);
  }
}
