package dev.credence.internal.text;

/**
 * Finds the characters that have no place in an identifier: controls, invisible format characters
 * such as those that reverse the reading direction, line separators and lone surrogates.
 */
public final class ControlCharacters {
  private static final int FIRST_PRINTABLE = ' ';
  private static final int DELETE = 0x7f;

  private ControlCharacters() {}

  /**
   * Tells whether a text holds any.
   *
   * @param text the text
   * @return true if at least one of its code points is such a character
   */
  public static boolean anyIn(String text) {
    int plain = plainLength(text);
    return plain < text.length() && anyIn(text, plain);
  }

  /**
   * Tells whether a text is made of printable ASCII alone, of which none is a control character and
   * nothing has two spellings.
   *
   * @param text the text
   * @return true if all its characters are from space to tilde
   */
  public static boolean isPrintableAscii(String text) {
    return plainLength(text) == text.length();
  }

  private static int plainLength(String text) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    return plain;
  }

  /** Printable ASCII, which nearly every claim is all of. */
  private static boolean isPlain(char c) {
    return c >= FIRST_PRINTABLE && c < DELETE;
  }

  private static boolean anyIn(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < FIRST_PRINTABLE || (c >= DELETE && isControl(text.codePointAt(i)))) {
        return true;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
      }
    }
    return false;
  }

  private static boolean isControl(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
