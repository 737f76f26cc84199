package dev.credence.internal.json;

/**
 * A place in a text as editors show it.
 *
 * @param line the line, from 1; lines end with LF, CR or both
 * @param column the UTF-16 unit within the line, from 1
 */
public record TextPosition(int line, int column) {

  /**
   * Finds the line and column of an offset.
   *
   * @param text the text
   * @param offset zero-based; beyond the end means the end
   * @return the position
   */
  public static TextPosition of(String text, int offset) {
    int end = Math.min(offset, text.length());
    int line = 1;
    int start = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean brokenByLineFeed = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !brokenByLineFeed)) {
        line++;
        start = i + 1;
      }
    }
    return new TextPosition(line, end - start + 1);
  }
}
