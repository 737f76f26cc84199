package dev.credence.internal.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes strings of member names, and remembers the short ones: an issuer's tokens all have the same
 * names.
 *
 * <p>The table has a fixed number of places, and a name takes the place of another: whatever
 * strangers send, it neither grows nor holds anything but 256 names. Thread-safe without a lock: a
 * place that two threads fill at once holds one of two immutable entries.
 */
final class MemberNames {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int PLACES = 256;
  private static final int WORD = Long.BYTES;
  private static final int LONGEST = 3 * WORD;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  private static final @Nullable Entry[] ENTRIES = new Entry[PLACES];

  private MemberNames() {}

  /** A name with its octets as three words. */
  private record Entry(int length, long first, long second, long third, String name) {
    boolean is(int otherLength, long one, long two, long three) {
      return length == otherLength && first == one && second == two && third == three;
    }
  }

  /** The string that ASCII characters from an index to another spell. */
  static String of(byte[] ascii, int from, int to) {
    int length = to - from;
    if (length > LONGEST || from + LONGEST > ascii.length) {
      return spelled(ascii, from, to);
    }
    long first = word(ascii, from, length);
    long second = word(ascii, from + WORD, length - WORD);
    long third = word(ascii, from + 2 * WORD, length - 2 * WORD);
    long hash = (first ^ Long.rotateLeft(second, 21) ^ Long.rotateLeft(third, 42)) * MULTIPLIER;
    int place = (int) (hash >>> (Long.SIZE - Byte.SIZE));
    Entry entry = ENTRIES[place];
    if (entry != null && entry.is(length, first, second, third)) {
      return entry.name();
    }
    String name = spelled(ascii, from, to);
    ENTRIES[place] = new Entry(length, first, second, third, name);
    return name;
  }

  /** The octets at an index, as many of eight as there are left, the others being zero. */
  private static long word(byte[] ascii, int at, int left) {
    if (left <= 0) {
      return 0;
    }
    long word = (long) LONGS.get(ascii, at);
    return left >= WORD ? word : word & ((1L << (left * Byte.SIZE)) - 1);
  }

  private static String spelled(byte[] ascii, int from, int to) {
    return new String(ascii, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
