package dev.credence.internal.json;

/**
 * The characters of a JSON text, checked before any parser sees them.
 *
 * <p>A text that passes holds no U+0000, no lone surrogate and no {@code \\u} escape that isn't
 * followed by four ASCII hexadecimal digits, whether written plainly or as an escape. So no string
 * in it can hold one either, and no parser that is lenient about escapes can read another string
 * than we do.
 */
final class JsonCharacters {

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int ESCAPE_LENGTH = 6;

  private JsonCharacters() {}

  /**
   * Checks a text.
   *
   * @param plainEnd up to where it is known to be printable ASCII without a backslash
   */
  static void check(char[] text, int plainEnd) throws JsonException {
    if (text.length > 0 && text[0] == BYTE_ORDER_MARK) {
      throw JsonException.of("starts with a byte order mark");
    }
    int at = plainEnd;
    while (at < text.length) {
      char c = text[at];
      at += isPlain(c) ? 1 : lengthOfSpecial(text, at);
    }
  }

  private static boolean isPlain(char c) {
    return c != '\\' && c != 0 && !Character.isSurrogate(c);
  }

  /** The length of what starts at an index and is not a plain character: an escape or a pair. */
  private static int lengthOfSpecial(char[] text, int at) throws JsonException {
    int unit = unitAt(text, at);
    int length = unitLength(text, at);
    if (unit == 0) {
      throw JsonException.at(at, "U+0000");
    }
    if (!Character.isSurrogate((char) unit)) {
      return length;
    }
    int next = at + length;
    // Both halves are written alike: UTF-8 has no way to write one half plainly.
    if (Character.isHighSurrogate((char) unit)
        && next < text.length
        && unitLength(text, next) == length
        && Character.isLowSurrogate((char) unitAt(text, next))) {
      return 2 * length;
    }
    throw JsonException.at(at, "lone surrogate");
  }

  /**
   * The UTF-16 unit that a character or an escape stands for; short escapes stand for themselves.
   */
  private static int unitAt(char[] text, int at) throws JsonException {
    return isUnicodeEscape(text, at) ? hexadecimal(text, at) : text[at];
  }

  private static int unitLength(char[] text, int at) {
    if (isUnicodeEscape(text, at)) {
      return ESCAPE_LENGTH;
    }
    return text[at] == '\\' ? 2 : 1;
  }

  private static boolean isUnicodeEscape(char[] text, int at) {
    return text[at] == '\\' && at + 1 < text.length && text[at + 1] == 'u';
  }

  private static int hexadecimal(char[] text, int at) throws JsonException {
    if (at + ESCAPE_LENGTH > text.length) {
      throw badEscape(at);
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      // Jackson looks at the low eight bits of a digit only, and Character.digit takes other
      // scripts'.
      char c = text[i];
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw badEscape(at);
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private static JsonException badEscape(int at) {
    return JsonException.at(at, "\\u without four hexadecimal digits");
  }
}
