package dev.credence.document;

import java.util.List;
import java.util.Map;

/**
 * Lays JSON out for people and for diffs: the document and each policy with a member to a line, and
 * what is inside on one line as long as it fits.
 */
final class JsonLayout {
  private static final int MAX_COLUMN = 100;

  /** The document, its list of policies or issuers, and these themselves. */
  private static final int ALWAYS_BROKEN_LEVELS = 3;

  private static final int FIRST_PRINTABLE = ' ';

  private final StringBuilder text = new StringBuilder();

  private JsonLayout() {}

  static String of(Map<String, Object> document) {
    JsonLayout layout = new JsonLayout();
    layout.append(document, 0);
    return layout.text.toString();
  }

  private void append(Object value, int level) {
    int start = text.length();
    if (level >= ALWAYS_BROKEN_LEVELS || isPlain(value)) {
      appendFlat(value);
      if (isPlain(value) || column() <= MAX_COLUMN - 1) {
        return;
      }
      text.setLength(start);
    }
    appendBroken(value, level);
  }

  private static boolean isPlain(Object value) {
    return !(value instanceof Map) && !(value instanceof List);
  }

  private int column() {
    return text.length() - text.lastIndexOf("\n") - 1;
  }

  private void appendBroken(Object value, int level) {
    String separator = "";
    boolean object = value instanceof Map;
    text.append(object ? '{' : '[');
    for (Object element : object ? ((Map<?, ?>) value).entrySet() : (List<?>) value) {
      text.append(separator).append('\n').append("  ".repeat(level + 1));
      if (element instanceof Map.Entry<?, ?> member) {
        appendString((String) member.getKey());
        text.append(": ");
        append(member.getValue(), level + 1);
      } else {
        append(element, level + 1);
      }
      separator = ",";
    }
    text.append('\n').append("  ".repeat(level)).append(object ? '}' : ']');
  }

  private void appendFlat(Object value) {
    if (value instanceof String string) {
      appendString(string);
    } else if (isPlain(value)) {
      text.append(value);
    } else {
      appendFlatElements(value);
    }
  }

  private void appendFlatElements(Object value) {
    String separator = "";
    boolean object = value instanceof Map;
    text.append(object ? '{' : '[');
    for (Object element : object ? ((Map<?, ?>) value).entrySet() : (List<?>) value) {
      text.append(separator);
      if (element instanceof Map.Entry<?, ?> member) {
        appendString((String) member.getKey());
        text.append(": ");
        appendFlat(member.getValue());
      } else {
        appendFlat(element);
      }
      separator = ", ";
    }
    text.append(object ? '}' : ']');
  }

  private void appendString(String string) {
    text.append('"');
    string.codePoints().forEach(this::appendCodePoint);
    text.append('"');
  }

  private void appendCodePoint(int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      text.append('\\').append((char) codePoint);
    } else if (isVisible(codePoint)) {
      text.appendCodePoint(codePoint);
    } else {
      for (char unit : Character.toChars(codePoint)) {
        appendEscaped(unit);
      }
    }
  }

  private void appendEscaped(char unit) {
    text.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(Character.forDigit(unit >> shift & 0xF, 16));
    }
  }

  private static boolean isVisible(int codePoint) {
    return codePoint >= FIRST_PRINTABLE
        && switch (Character.getType(codePoint)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }
}
