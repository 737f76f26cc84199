package dev.credence.internal.http;

import java.util.List;
import java.util.Locale;

/** Reads a {@code Content-Type} as far as it takes to know JSON in UTF-8 (RFC 9110 §8.3). */
final class MediaType {
  private MediaType() {}

  /**
   * Whether it is {@code application/json} or {@code application/…+json}, such as {@code
   * application/jwk-set+json}, without a charset other than UTF-8.
   */
  static boolean isJson(String contentType) {
    List<String> parts = List.of(contentType.split(";", -1));
    return isJsonName(normal(parts.get(0)))
        && parts.stream().skip(1).allMatch(MediaType::isHarmlessParameter);
  }

  private static boolean isJsonName(String name) {
    if (!name.startsWith("application/")) {
      return false;
    }
    String subtype = name.substring("application/".length());
    boolean json = subtype.equals("json");
    boolean suffixed = subtype.endsWith("+json") && subtype.length() > "+json".length();
    return (json || suffixed) && subtype.chars().allMatch(MediaType::isSubtypeCharacter);
  }

  private static boolean isSubtypeCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0;
  }

  private static boolean isHarmlessParameter(String parameter) {
    String text = normal(parameter);
    return !text.startsWith("charset")
        || text.equals("charset=utf-8")
        || text.equals("charset=\"utf-8\"");
  }

  private static String normal(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
