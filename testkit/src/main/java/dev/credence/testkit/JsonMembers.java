package dev.credence.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The members of a JSON object that are strings, as a fake server needs them of its clients'
 * requests; members of other kinds are passed over. Not for input of strangers.
 */
final class JsonMembers {
  private static final int UNICODE_DIGITS = 4;
  private static final int HEXADECIMAL = 16;

  private final String text;
  private int at;

  private JsonMembers(String text) {
    this.text = text;
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Map<String, String> of(String json) {
    JsonMembers reader = new JsonMembers(json);
    try {
      return reader.object();
    } catch (StringIndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("The request's body is no JSON object", e);
    }
  }

  private Map<String, String> object() {
    Map<String, String> strings = new LinkedHashMap<>();
    expect('{');
    while (next() != '}') {
      String name = string();
      expect(':');
      if (next() == '"') {
        strings.put(name, string());
      } else {
        skipValue();
      }
      if (next() == ',') {
        at++;
      }
    }
    at++;
    return strings;
  }

  private void skipValue() {
    int depth = 0;
    do {
      char c = next();
      if (c == '"') {
        string();
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : 0;
      depth -= c == '}' || c == ']' ? 1 : 0;
      at++;
    } while (depth > 0 || ",}".indexOf(next()) < 0);
  }

  private String string() {
    expect('"');
    StringBuilder read = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      read.append(c == '\\' ? escaped() : c);
    }
    at++;
    return read.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += UNICODE_DIGITS;
        yield (char) Integer.parseInt(text.substring(at - UNICODE_DIGITS, at), HEXADECIMAL);
      }
      default -> c;
    };
  }

  private void expect(char expected) {
    if (next() != expected) {
      throw new IllegalArgumentException("The request's body is no JSON object");
    }
    at++;
  }

  /** The next character that is no white space, which stays to be read. */
  private char next() {
    while (" \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.charAt(at);
  }
}
