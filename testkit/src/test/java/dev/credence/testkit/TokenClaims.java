package dev.credence.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets the tests of all providers see a token's claims as they are before it is signed. */
public final class TokenClaims {
  private TokenClaims() {}

  /**
   * The claims as JSON values of the library: every number exact, members without a value left out.
   */
  public static Map<String, Object> of(CiToken<?> token) {
    return members(token.claims());
  }

  private static Map<String, Object> members(Map<?, ?> map) {
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> {
      if (value != null) {
        members.put((String) name, value(value));
      }
    });
    return members;
  }

  private static Object value(Object value) {
    if (value instanceof Map<?, ?> map) {
      return members(map);
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(value(element)));
      return elements;
    }
    return value instanceof Number number ? new BigDecimal(number.toString()) : value;
  }
}
