package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** What fuzz targets have in common: how bytes become text, and what no message may show. */
public final class FuzzedText {
  private static final int PIECE = 16;

  private FuzzedText() {}

  /** The text of an input, whatever its bytes are. */
  public static String of(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  /** The text before and after the first line feed. */
  public static String[] twoLines(byte[] input) {
    String text = of(input);
    int end = text.indexOf('\n');
    return end < 0
        ? new String[] {text, ""}
        : new String[] {text.substring(0, end), text.substring(end + 1)};
  }

  /** A message is one line, or several where it says so, and steers no terminal. */
  public static void requireHarmless(String message, boolean severalLines) {
    assertThat(message.chars().filter(c -> !severalLines || c != '\n'))
        .as("control characters in a message")
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  /** No run of 16 characters of the secret is in the message. */
  static void requireNoPieceOf(String secret, String message) {
    for (int from = 0; from + PIECE <= message.length(); from++) {
      String piece = message.substring(from, from + PIECE);
      boolean mayBeOfAToken = piece.chars().allMatch(FuzzedText::isBase64Url);
      assertThat(mayBeOfAToken && secret.contains(piece))
          .as("a piece of the token in: %s", message)
          .isFalse();
    }
  }

  private static boolean isBase64Url(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }
}
