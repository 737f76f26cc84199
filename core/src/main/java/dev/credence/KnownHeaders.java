package dev.credence;

import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Headers that were read before, by their exact characters: an issuer's tokens have one for each of
 * its keys. What a header says follows from its characters alone, whoever sent them.
 *
 * <p>The table has a fixed number of places, and a header takes the place of another: whatever
 * strangers send, it neither grows nor holds anything but 64 headers. Thread-safe without a lock: a
 * place that two threads fill at once holds one of two immutable entries.
 */
final class KnownHeaders {
  private static final int PLACES = 64;

  /** Those of CIs have 100 to 250 characters. */
  private static final int LONGEST = 512;

  private static final @Nullable Entry[] ENTRIES = new Entry[PLACES];

  private KnownHeaders() {}

  private static final class Entry {
    private final byte[] encoded;
    private final Outcome<TokenHeader> read;

    Entry(byte[] encoded, Outcome<TokenHeader> read) {
      this.encoded = encoded;
      this.read = read;
    }

    boolean isOf(byte[] token, int headerEnd) {
      return Arrays.equals(encoded, 0, encoded.length, token, 0, headerEnd);
    }
  }

  /** What was read from the first characters of a token before, if it was. */
  static @Nullable Outcome<TokenHeader> find(byte[] token, int headerEnd) {
    Entry entry = ENTRIES[place(token, headerEnd)];
    return entry != null && entry.isOf(token, headerEnd) ? entry.read : null;
  }

  /** Remembers what was read, unless it was a refusal. */
  static Outcome<TokenHeader> remember(byte[] token, int headerEnd, Outcome<TokenHeader> read) {
    if (read instanceof Outcome.Passed && headerEnd <= LONGEST) {
      ENTRIES[place(token, headerEnd)] = new Entry(Arrays.copyOf(token, headerEnd), read);
    }
    return read;
  }

  private static int place(byte[] token, int headerEnd) {
    CRC32C checksum = new CRC32C();
    checksum.update(token, 0, headerEnd);
    return (int) checksum.getValue() & (PLACES - 1);
  }
}
