package dev.credence.claim;

import dev.credence.internal.json.JsonNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Claims sets with a single claim, and one JSON value of every kind to put there. */
final class ClaimsOf {
  static final String NAME = "c";
  static final Map<String, Object> NOTHING = Map.of();

  private ClaimsOf() {}

  static Map<String, Object> value(Object jsonValue) {
    return Map.of(NAME, jsonValue);
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  static List<Object> strings() {
    return List.of("", "a", "b", "true", "false", "42", "null", "[]", "[\"a\"]");
  }

  static List<Object> booleans() {
    return List.of(true, false);
  }

  static List<Object> integers() {
    return List.of(number("0"), number("42"), number("-42"), number("9007199254740993"));
  }

  static List<Object> stringLists() {
    return List.of(List.of(), List.of("a"), List.of("b", "a"), List.of(""));
  }

  /** Values that are of no claim's type. */
  static List<Object> others() {
    return List.of(
        JsonNull.NULL,
        number("42.0"),
        number("42.5"),
        number("1e3"),
        Map.of(),
        Map.of("a", "a"),
        List.of(number("42")),
        List.of("a", number("42")),
        List.of("a", JsonNull.NULL),
        List.of(List.of("a")));
  }
}
