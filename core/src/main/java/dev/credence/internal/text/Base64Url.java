package dev.credence.internal.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Canonical base64url without padding, as JOSE uses it (RFC 7515 §2; RFC 4648 §5).
 *
 * <p>Each byte string has exactly one accepted spelling. Characters outside the alphabet (RFC 4648
 * §3.3), padding, impossible lengths and non-zero unused bits (RFC 4648 §3.5) are all refused, so
 * that nobody can respell a token that was already seen. Stateless and thread-safe.
 */
public final class Base64Url {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int OCTETS = 256;

  /** What each character stands for as the last of four, and further in front; or negative. */
  private static final int[] SEXTETS = sextets(0);

  private static final int[] THIRD = sextets(6);
  private static final int[] SECOND = sextets(12);
  private static final int[] FIRST = sextets(18);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] EMPTY = new byte[0];
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  /**
   * Returns the bytes that a text spells, or {@code null} if it is not canonical base64url.
   *
   * @param text the encoded bytes; empty for no bytes
   * @return the decoded bytes, or {@code null}
   */
  public static byte @Nullable [] decode(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return decode(octets, 0, octets.length);
  }

  /**
   * Returns the bytes that a part of a text spells, or {@code null} if that part is not canonical
   * base64url.
   *
   * @param text the text that holds the encoded bytes, in ISO 8859-1, which has a question mark for
   *     all that it doesn't know
   * @param from the index of the first character of the part
   * @param to the index after the last character of the part
   * @return the decoded bytes, or {@code null}
   * @throws IndexOutOfBoundsException if {@code from} and {@code to} don't delimit a part of the
   *     text
   */
  public static byte @Nullable [] decode(byte[] text, int from, int to) {
    Objects.checkFromToIndex(from, to, text.length);
    int length = to - from;
    int tail = length & 3;
    if (tail == 1) {
      return null;
    }
    if (length == 0) {
      return EMPTY;
    }
    byte[] bytes = new byte[(length >> 2) * 3 + (tail == 0 ? 0 : tail - 1)];
    int whole = to - tail;
    // Every sextet is or-ed in here, and only an invalid one is negative: one test at the end.
    int invalid = 0;
    int out = 0;
    int in = from;
    // Two quads make six octets, written as eight: the next six go over the last two.
    for (; in <= whole - 8 && out <= bytes.length - Long.BYTES; in += 8) {
      int first = quad(text, in);
      int second = quad(text, in + 4);
      invalid |= first | second;
      LONGS.set(bytes, out, (long) first << 40 | (long) second << 16);
      out += 6;
    }
    for (; in < whole; in += 4) {
      int quad = quad(text, in);
      invalid |= quad;
      bytes[out++] = (byte) (quad >> 16);
      bytes[out++] = (byte) (quad >> 8);
      bytes[out++] = (byte) quad;
    }
    if (tail == 2) {
      int twelve = sextet(text, whole) << 6 | sextet(text, whole + 1);
      invalid |= twelve | -(twelve & 0xF);
      bytes[out] = (byte) (twelve >> 4);
    } else if (tail == 3) {
      int eighteen =
          sextet(text, whole) << 12 | sextet(text, whole + 1) << 6 | sextet(text, whole + 2);
      invalid |= eighteen | -(eighteen & 0x3);
      bytes[out++] = (byte) (eighteen >> 10);
      bytes[out] = (byte) (eighteen >> 2);
    }
    return invalid < 0 ? null : bytes;
  }

  /**
   * Returns the canonical base64url spelling of some bytes.
   *
   * @param bytes the bytes to encode
   * @return their spelling, without padding
   */
  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * Tells whether a character stands for six bits.
   *
   * @param c the character
   * @return true if it is of the alphabet of base64url
   */
  public static boolean isOfAlphabet(char c) {
    return c < OCTETS && SEXTETS[c] >= 0;
  }

  /** The 24 bits that four characters stand for, negative if one of them stands for nothing. */
  private static int quad(byte[] text, int index) {
    return FIRST[text[index] & 0xFF]
        | SECOND[text[index + 1] & 0xFF]
        | THIRD[text[index + 2] & 0xFF]
        | SEXTETS[text[index + 3] & 0xFF];
  }

  private static int sextet(byte[] text, int index) {
    return SEXTETS[text[index] & 0xFF];
  }

  private static int[] sextets(int shift) {
    int[] sextets = new int[OCTETS];
    Arrays.fill(sextets, -1);
    for (int value = 0; value < ALPHABET.length(); value++) {
      sextets[ALPHABET.charAt(value)] = value << shift;
    }
    return sextets;
  }
}
