package dev.credence.testkit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON in the plain way that CI issuers do: no white space, only the needed escapes. */
final class JsonText {
  private JsonText() {}

  static String of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof String string) {
      appendString(text, string);
    } else if (value instanceof Map<?, ?> map) {
      appendObject(text, map);
    } else if (value instanceof List<?> list) {
      appendArray(text, list);
    } else if (value == null || value instanceof Boolean || value instanceof Number) {
      text.append(value);
    } else {
      throw new IllegalArgumentException(
          "A claim is a String, Boolean, Number, List, Map or null, not a "
              + value.getClass().getName());
    }
  }

  private static void appendObject(StringBuilder text, Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> member : map.entrySet()) {
      text.append(separator);
      appendString(text, String.valueOf(member.getKey()));
      text.append(':');
      append(text, member.getValue());
      separator = ",";
    }
    text.append(map.isEmpty() ? "{}" : "}");
  }

  private static void appendArray(StringBuilder text, List<?> list) {
    String separator = "[";
    for (Object element : list) {
      text.append(separator);
      append(text, element);
      separator = ",";
    }
    text.append(list.isEmpty() ? "[]" : "]");
  }

  private static void appendString(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u00").append(Character.forDigit(c >> 4, 16));
        text.append(Character.forDigit(c & 0xf, 16));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
