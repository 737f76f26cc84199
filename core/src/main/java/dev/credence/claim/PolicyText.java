package dev.credence.claim;

import dev.credence.internal.text.ControlCharacters;
import dev.credence.internal.text.SafeText;
import java.text.Normalizer;
import java.util.Objects;

/**
 * The rules for text that a policy's author writes: claim names, literals and globs.
 *
 * <p>Text that cannot be read, or that looks like another text, would deny for a reason nobody
 * sees; it is refused where it is written.
 */
final class PolicyText {
  /** The longest text, in UTF-16 units: no token with a longer string is accepted. */
  static final int MAX_LENGTH = 8_192;

  private PolicyText() {}

  static String requireClaimName(String name, String parameter) {
    Objects.requireNonNull(name, parameter);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A claim name is empty: write the member's name.");
    }
    return requireReadable("claim name", name, MAX_LENGTH);
  }

  static String requireLiteral(String literal) {
    return requireReadable("literal", literal, MAX_LENGTH);
  }

  static String requireReadable(String kind, String text, int maxLength) {
    if (text.length() > maxLength) {
      throw refused(
          kind,
          text,
          "has " + text.length() + " characters, at most " + maxLength + " are allowed.");
    }
    if (ControlCharacters.isPrintableAscii(text)) {
      return text; // which is normalized: no need to load Unicode's tables for it
    }
    if (ControlCharacters.anyIn(text)) {
      throw refused(kind, text, "holds a control or invisible character: remove it.");
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw refused(
          kind,
          text,
          "is not in Unicode normalization form C. Text is compared code point by code point,"
              + " never normalized: write the composed form.");
    }
    return text;
  }

  private static IllegalArgumentException refused(String kind, String text, String problem) {
    return new IllegalArgumentException("The " + kind + " " + SafeText.quote(text) + " " + problem);
  }

  /**
   * Quotes checked text whole: what a policy requires must never look like what another one
   * requires because both were cut.
   */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Renders one member of a path; quotes set off a name that holds a dot from two nested names. */
  static String member(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isPlain(name.charAt(i))) {
        return quoted(name);
      }
    }
    return name;
  }

  private static boolean isPlain(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '_'
        || character == '-'
        || character == '/'
        || character == ':';
  }
}
