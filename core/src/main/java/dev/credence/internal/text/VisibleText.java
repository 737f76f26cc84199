package dev.credence.internal.text;

/**
 * A text made visible: every code point that a reader couldn't see, or that would change how the
 * rest is shown, becomes an escape.
 */
final class VisibleText {

  /** Stands for everything that was cut off. */
  static final String CUT = "…";

  /**
   * Code points that show nothing although their category is that of a letter, mark or symbol: the
   * combining grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian and other variation
   * selectors, the blank Braille pattern. In ranges, first and last.
   */
  private static final int[] BLANK = {
    0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2800, 0x2800, 0x3164, 0x3164,
    0xFE00, 0xFE0F, 0xFFA0, 0xFFA0, 0xE0100, 0xE01EF,
  };

  private final StringBuilder shown = new StringBuilder();
  private final int room;
  private int used;
  private int lengthBeforeCut;
  private boolean afterEscape = true;

  private VisibleText(int room) {
    this.room = room;
  }

  /**
   * The visible form of a text in at most {@code room} code points, no escape cut in two.
   *
   * @param room at least one
   */
  static String of(String text, int room) {
    VisibleText visible = new VisibleText(room);
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (!visible.append(codePoint)) {
        return visible.cut();
      }
      at += Character.charCount(codePoint);
    }
    return visible.shown.toString();
  }

  /**
   * The visible form of a text, cut so that the character at a place is in it; what is before that
   * takes up to a third of the room.
   *
   * @param room enough for a few escapes
   */
  static String around(String text, int place, int room) {
    String fromStart = of(text, room);
    int seen = Math.min(place + 1, text.length());
    if (!fromStart.endsWith(CUT) || !of(text.substring(0, seen), room - 1).endsWith(CUT)) {
      return fromStart;
    }
    int from = Math.min(place, text.length() - 1);
    while (from > 0 && !of(text.substring(from - 1, seen), room / 3).endsWith(CUT)) {
      from--;
    }
    if (Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    return CUT + of(text.substring(from), room - 1);
  }

  private boolean append(int codePoint) {
    int before = shown.length();
    boolean escaped = isEscaped(codePoint);
    if (escaped) {
      appendEscape(codePoint);
    } else {
      shown.appendCodePoint(codePoint);
    }
    used += escaped ? shown.length() - before : 1;
    afterEscape = escaped;
    if (used < room) {
      lengthBeforeCut = shown.length();
    }
    return used <= room;
  }

  private String cut() {
    shown.setLength(lengthBeforeCut);
    return shown.append(CUT).toString();
  }

  private boolean isEscaped(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      case Character.SPACE_SEPARATOR -> codePoint != ' ';
      // A mark draws onto what precedes it, which must not be a quote or an escape of ours.
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          afterEscape || isBlank(codePoint);
      default ->
          codePoint == '"' || codePoint == '\\' || codePoint == CUT.charAt(0) || isBlank(codePoint);
    };
  }

  private static boolean isBlank(int codePoint) {
    for (int i = 0; i < BLANK.length; i += 2) {
      if (BLANK[i] <= codePoint && codePoint <= BLANK[i + 1]) {
        return true;
      }
    }
    return false;
  }

  private void appendEscape(int codePoint) {
    switch (codePoint) {
      case '"', '\\' -> shown.append('\\').append((char) codePoint);
      case '\b' -> shown.append("\\b");
      case '\f' -> shown.append("\\f");
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        for (char unit : Character.toChars(codePoint)) {
          appendHexadecimal(unit);
        }
      }
    }
  }

  private void appendHexadecimal(char unit) {
    shown.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      shown.append(Character.forDigit(unit >> shift & 0xF, 16));
    }
  }
}
