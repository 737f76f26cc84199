package dev.credence.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes well-formed UTF-8 (RFC 3629) and refuses everything else.
 *
 * <p>A result proves that the bytes are the one UTF-8 spelling of that string: no overlong form, no
 * encoded surrogate, no truncated sequence, nothing above U+10FFFF. A byte order mark is
 * well-formed and is kept, for the caller to judge. Stateless and thread-safe.
 */
public final class StrictUtf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private StrictUtf8() {}

  /**
   * Returns the text that the bytes spell, or {@code null} if they are not well-formed UTF-8.
   *
   * @param bytes the encoded text; not modified
   * @return the decoded text, or {@code null}
   */
  public static @Nullable String decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // The JDK marks each malformed sequence with U+FFFD, which a sender may also write for real:
    // only
    // a genuine one encodes back to the same bytes.
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : null;
  }
}
