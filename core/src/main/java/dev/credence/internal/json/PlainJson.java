package dev.credence.internal.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A short cut for the JSON that nearly every token has: one flat object without white space, of
 * printable ASCII without escapes, whose values are strings, short whole numbers, true and false.
 *
 * <p>It only ever says what {@link StrictJson} would say as well, or nothing: whatever is not of
 * this form, mistakes included, is left to that. Not thread-safe.
 */
final class PlainJson {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private static final byte DELETE = 0x7f;
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = EACH << 7;
  private static final long QUOTES = '"' * EACH;
  private static final long BACKSLASHES = '\\' * EACH;
  private static final long SPACES = ' ' * EACH;

  /** A typical member in characters, so that few objects need more room than was made. */
  private static final int CHARACTERS_PER_MEMBER = 26;

  /** So many digits fit in a long. */
  private static final int MAX_DIGITS = 18;

  /** No place in a text. */
  static final int NOWHERE = -1;

  private final byte[] text;
  private final JsonLimits limits;
  private int at;
  private int plainEnd;
  private int repeatedAt = NOWHERE;

  PlainJson(byte[] text, JsonLimits limits) {
    this.text = text;
    this.limits = limits;
  }

  /** The members of the one object that the text is, or null if it isn't of the plain form. */
  @Nullable Map<String, Object> read() {
    boolean isWithinLimits =
        text.length <= limits.maxLength()
            && limits.maxMembers() >= JsonMembers.MOST
            && limits.maxNumberLength() >= MAX_DIGITS;
    return isWithinLimits ? document() : null;
  }

  /**
   * Where the comma is up to which the text was found to be an object's brace and plain members, or
   * 0 if nothing was.
   */
  int plainEnd() {
    return plainEnd;
  }

  /**
   * Where the first mistake is if what follows is well-formed: at a plain member that has the name
   * of one before it. Negative if none was found.
   */
  int repeatedAt() {
    return repeatedAt;
  }

  private @Nullable Map<String, Object> document() {
    JsonMembers members = new JsonMembers(text.length / CHARACTERS_PER_MEMBER + 1);
    byte before = '{';
    while (skip(before) && member(members)) {
      if (at == text.length || text[at] != ',') {
        return skip((byte) '}') && at == text.length ? members : null;
      }
      plainEnd = at;
      before = ',';
    }
    return null;
  }

  private boolean member(JsonMembers members) {
    int start = at + 1;
    int end = endOfString();
    if (end < 0) {
      return false;
    }
    MemberNames.Name name = MemberNames.of(text, start, end);
    Object value = skip((byte) ':') ? value() : null;
    if (value == null) {
      return false;
    }
    boolean hasRoom = members.size() < JsonMembers.MOST;
    boolean isAdded = members.add(name, value);
    repeatedAt = isAdded || !hasRoom ? NOWHERE : start - 1;
    return isAdded;
  }

  private @Nullable Object value() {
    byte first = at < text.length ? text[at] : 0;
    if (first == '"') {
      int start = at + 1;
      int end = endOfString();
      return end < 0 ? null : new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }
    if (first == 't') {
      return skipAll(TRUE) ? true : null;
    }
    if (first == 'f') {
      return skipAll(FALSE) ? false : null;
    }
    return wholeNumber();
  }

  private boolean skipAll(byte[] expected) {
    for (byte each : expected) {
      if (!skip(each)) {
        return false;
      }
    }
    return true;
  }

  /** Without a sign, and without a zero in front. What follows it is for the caller to judge. */
  private @Nullable Object wholeNumber() {
    int start = at;
    long number = 0;
    while (at < text.length && at - start < MAX_DIGITS && isDigit(text[at])) {
      number = 10 * number + (text[at] - '0');
      at++;
    }
    return at == start || (text[start] == '0' && at - start > 1)
        ? null
        : BigDecimal.valueOf(number);
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private boolean skip(byte expected) {
    if (at < text.length && text[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** Goes behind a string; returns where its last quote is, or -1 if it is no plain string. */
  private int endOfString() {
    if (!skip((byte) '"')) {
      return -1;
    }
    int start = at;
    int end = endOfPlain(start);
    if (end == text.length || text[end] != '"' || end - start > limits.maxStringLength()) {
      return -1;
    }
    at = end + 1;
    return end;
  }

  /** Where the first character is that is a quote or not plain, eight characters at a time. */
  private int endOfPlain(int start) {
    int end = start;
    for (; end <= text.length - Long.BYTES; end += Long.BYTES) {
      long special = specialIn((long) LONGS.get(text, end));
      if (special != 0) {
        return end + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
    }
    while (end < text.length && isPlain(text[end])) {
      end++;
    }
    return end;
  }

  private static boolean isPlain(byte c) {
    return c >= ' ' && c < DELETE && c != '"' && c != '\\';
  }

  /**
   * Marks by its high bit the first of eight characters that is not plain. Behind it others may be
   * marked that are.
   */
  private static long specialIn(long eight) {
    long quotes = eight ^ QUOTES;
    long backslashes = eight ^ BACKSLASHES;
    long special =
        ((quotes - EACH) & ~quotes)
            | ((backslashes - EACH) & ~backslashes)
            | ((eight - SPACES) & ~eight)
            | (eight + EACH) // only 0x7f becomes 0x80
            | eight;
    return special & HIGH_BITS;
  }
}
