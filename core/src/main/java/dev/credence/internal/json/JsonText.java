package dev.credence.internal.json;

import java.util.List;
import java.util.Map;

/**
 * Writes plain Java objects as one line of JSON (RFC 8259), in their own order and in ASCII only.
 *
 * <p>Static and thread-safe.
 */
public final class JsonText {

  private static final int FIRST_PRINTABLE = ' ';
  private static final int DELETE = 0x7f;

  private JsonText() {}

  /**
   * Returns an object as JSON.
   *
   * @param members String, Boolean, whole Number, List, Map with String keys, or {@link JsonNull}
   * @return the text
   * @throws IllegalArgumentException if a value is of another kind; it is not shown
   */
  public static String of(Map<String, ?> members) {
    StringBuilder text = new StringBuilder();
    appendObject(text, members);
    return text.toString();
  }

  private static void append(StringBuilder text, Object value) {
    if (value instanceof String string) {
      appendString(text, string);
    } else if (value instanceof Map<?, ?> map) {
      appendObject(text, map);
    } else if (value instanceof List<?> list) {
      appendArray(text, list);
    } else if (isPlain(value)) {
      text.append(value);
    } else {
      throw new IllegalArgumentException("No JSON for a " + value.getClass().getName());
    }
  }

  private static boolean isPlain(Object value) {
    return value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof JsonNull;
  }

  private static void appendObject(StringBuilder text, Map<?, ?> map) {
    String separator = "";
    text.append('{');
    for (Map.Entry<?, ?> member : map.entrySet()) {
      text.append(separator);
      appendString(text, (String) member.getKey());
      text.append(':');
      append(text, member.getValue());
      separator = ",";
    }
    text.append('}');
  }

  private static void appendArray(StringBuilder text, List<?> list) {
    String separator = "";
    text.append('[');
    for (Object element : list) {
      text.append(separator);
      append(text, element);
      separator = ",";
    }
    text.append(']');
  }

  private static void appendString(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      appendUnit(text, string.charAt(i));
    }
    text.append('"');
  }

  private static void appendUnit(StringBuilder text, char unit) {
    if (unit == '"' || unit == '\\') {
      text.append('\\').append(unit);
    } else if (unit >= FIRST_PRINTABLE && unit < DELETE) {
      text.append(unit);
    } else {
      text.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        text.append(Character.forDigit(unit >> shift & 0xF, 16));
      }
    }
  }
}
