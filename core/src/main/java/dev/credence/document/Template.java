package dev.credence.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the fields of a text such as {@code https://{server}/_services/token}. */
final class Template {
  private Template() {}

  static Optional<Map<String, Object>> match(String template, String text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    int at = 0;
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
      String before = template.substring(from, open);
      if (!text.startsWith(before, at)) {
        return Optional.empty();
      }
      at += before.length();
      int close = template.indexOf('}', open);
      from = close + 1;
      int end = endOfField(template, from, text, at);
      if (end <= at) {
        return Optional.empty();
      }
      fields.put(template.substring(open + 1, close), text.substring(at, end));
      at = end;
    }
    return text.substring(at).equals(template.substring(from))
        ? Optional.of(fields)
        : Optional.empty();
  }

  /** A field ends where what follows it in the template begins, or with the text. */
  private static int endOfField(String template, int from, String text, int at) {
    int next = template.indexOf('{', from);
    String after = template.substring(from, next < 0 ? template.length() : next);
    return after.isEmpty() ? text.length() : text.indexOf(after, at);
  }
}
