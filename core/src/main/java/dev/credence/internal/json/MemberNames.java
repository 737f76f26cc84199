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
 * <p>The table has a fixed number of places, two for each hash, and a name takes the place of
 * another: whatever strangers send, it neither grows nor holds anything but 512 names. Thread-safe
 * without a lock: a place that two threads fill at once holds one of two immutable names.
 */
final class MemberNames {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HASHES = 256;
  private static final int WORD = Long.BYTES;
  private static final int LONGEST = 3 * WORD;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  private static final @Nullable Name[] NAMES = new Name[2 * HASHES];

  private MemberNames() {}

  /**
   * The name of a member, with its octets as three words if it is a short one.
   *
   * @param hasCapitals whether it has letters from A to Z
   */
  record Name(String text, boolean hasCapitals, int length, long first, long second, long third) {
    private boolean is(int otherLength, long one, long two, long three) {
      return first == one && second == two && third == three && length == otherLength;
    }
  }

  /** The name that ASCII characters from an index to another spell. */
  static Name of(byte[] ascii, int from, int to) {
    int length = to - from;
    if (length > LONGEST || from + LONGEST > ascii.length) {
      return spelled(ascii, from, to, 0, 0, 0);
    }
    long first = word(ascii, from, length);
    long second = word(ascii, from + WORD, length - WORD);
    long third = word(ascii, from + 2 * WORD, length - 2 * WORD);
    long hash = (first ^ Long.rotateLeft(second, 21) ^ Long.rotateLeft(third, 42)) * MULTIPLIER;
    int place = 2 * (int) (hash >>> (Long.SIZE - Byte.SIZE));
    Name newer = NAMES[place];
    if (newer != null && newer.is(length, first, second, third)) {
      return newer;
    }
    Name older = NAMES[place + 1];
    if (older != null && older.is(length, first, second, third)) {
      return older;
    }
    Name name = spelled(ascii, from, to, first, second, third);
    NAMES[place + 1] = newer;
    NAMES[place] = name;
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

  private static Name spelled(byte[] ascii, int from, int to, long first, long second, long third) {
    boolean hasCapitals = false;
    for (int i = from; i < to; i++) {
      hasCapitals |= ascii[i] >= 'A' && ascii[i] <= 'Z';
    }
    String text = new String(ascii, from, to - from, StandardCharsets.ISO_8859_1);
    return new Name(text, hasCapitals, to - from, first, second, third);
  }
}
