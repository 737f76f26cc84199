package dev.credence.internal.text;

import dev.credence.internal.json.JsonNull;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows values from outside to humans, in messages, logs and {@code toString}s.
 *
 * <p>A result is short, stands on one line and reads back unambiguously: whatever breaks a line,
 * steers a terminal, reverses the reading direction or can't be seen at all comes out as a visible
 * escape, spelled as JSON spells it. So two values that differ look different, look-alike letters
 * aside. What doesn't fit gives way to one {@code …}; a genuine {@code …} is escaped. Static and
 * thread-safe.
 */
public final class SafeText {

  private static final int MAX_CODE_POINTS = 64;

  /** With less room than this, nothing useful of an element can be shown. */
  private static final int MIN_ELEMENT = 4;

  private static final int QUOTES = 2;
  private static final String NEXT = ", ";
  private static final String IS = ": ";

  private SafeText() {}

  /**
   * Returns a JSON value as JSON text for humans.
   *
   * <p>A string comes in double quotes with at most 64 code points between them, escapes counted as
   * they are shown. Any other value takes at most 64 code points in all.
   *
   * @param value a JSON value; an object of any other kind is shown as the string that it prints
   * @return the text to show
   */
  public static String quote(Object value) {
    return json(value, isQuoted(value) ? MAX_CODE_POINTS + QUOTES : MAX_CODE_POINTS);
  }

  /**
   * Returns a string as {@link #quote(Object)} does, cut so that one place in it is to be seen: a
   * text that is too long is cut in front as well where that place lies far behind.
   *
   * @param text the string
   * @param place the index of the character to be seen; the length of the text for its end
   * @return the text to show
   */
  public static String quote(String text, int place) {
    return '"' + VisibleText.around(text, place, MAX_CODE_POINTS) + '"';
  }

  /**
   * Returns a name for humans: escaped and cut like a string in {@link #quote}, but without quotes.
   *
   * @param name the name, such as that of a JSON member
   * @return the text to show, at most 64 code points
   */
  public static String name(String name) {
    return VisibleText.of(name, MAX_CODE_POINTS);
  }

  private static boolean isQuoted(Object value) {
    return !(value instanceof List
        || value instanceof Map
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof JsonNull);
  }

  private static String json(Object value, int room) {
    if (value instanceof List<?> list) {
      return '[' + elements(list.iterator(), room - QUOTES) + ']';
    }
    if (value instanceof Map<?, ?> map) {
      return '{' + elements(map.entrySet().iterator(), room - QUOTES) + '}';
    }
    if (isQuoted(value)) {
      return '"' + VisibleText.of(value.toString(), room - QUOTES) + '"';
    }
    return VisibleText.of(value.toString(), room);
  }

  private static String elements(Iterator<?> elements, int room) {
    StringBuilder shown = new StringBuilder();
    int left = room;
    String separator = "";
    while (elements.hasNext()) {
      Object element = elements.next();
      left -= separator.length();
      int reserve = elements.hasNext() ? NEXT.length() + VisibleText.CUT.length() : 0;
      String text = element(element, left - reserve);
      shown.append(separator).append(text == null ? VisibleText.CUT : text);
      if (text == null) {
        break;
      }
      left -= text.codePointCount(0, text.length());
      separator = NEXT;
    }
    return shown.toString();
  }

  /** An element of an array or a member of an object, or null where there is no room for it. */
  private static @Nullable String element(Object element, int room) {
    if (room < MIN_ELEMENT) {
      return null;
    }
    if (!(element instanceof Map.Entry<?, ?> member)) {
      return json(element, room);
    }
    String name = json(member.getKey(), room);
    String value =
        element(member.getValue(), room - name.codePointCount(0, name.length()) - IS.length());
    return value == null ? null : name + IS + value;
  }
}
