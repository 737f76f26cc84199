package dev.credence.ci;

import dev.credence.internal.text.SafeText;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Checks the parts that a provider's issuers and ids are made of. Nothing is trimmed, lower-cased
 * or otherwise repaired: what is refused here would have matched no token.
 */
final class Identifiers {
  private static final int UUID_LENGTH = 36;
  private static final int MAX_DNS_LABEL_LENGTH = 63;

  private Identifiers() {}

  /** Letters, digits, hyphens and underscores, as in slugs and account ids. */
  static String requireLabel(String what, String value) {
    if (!isMadeOf(value, c -> isLetterOrDigit(c) || c == '-' || c == '_')) {
      throw refused(what, "has letters, digits, hyphens and underscores only", value);
    }
    return value;
  }

  /** A host's name, with its port where that is not the scheme's own. */
  static String requireHost(String what, String value) {
    int colon = value.indexOf(':');
    String name = colon < 0 ? value : value.substring(0, colon);
    boolean port = colon < 0 || isMadeOf(value.substring(colon + 1), Identifiers::isDigit);
    if (!port || !isMadeOf(name, c -> isLetterOrDigit(c) || c == '-' || c == '.')) {
      throw refused(
          what, "is a host name without scheme and path, such as \"ci.example.com\"", value);
    }
    return value;
  }

  /** One label of a host's name: lower-case letters, digits and inner hyphens (RFC 1123 §2.1). */
  static String requireDnsLabel(String what, String value) {
    boolean plain =
        value.length() <= MAX_DNS_LABEL_LENGTH
            && isMadeOf(value, c -> (c >= 'a' && c <= 'z') || isDigit(c) || c == '-')
            && !value.startsWith("-")
            && !value.endsWith("-");
    if (!plain) {
      throw refused(what, "has at most 63 lower-case letters, digits and inner hyphens", value);
    }
    return value;
  }

  /** A number in text. */
  static String requireDigits(String what, String value) {
    if (!isMadeOf(value, Identifiers::isDigit)) {
      throw refused(what, "has digits only", value);
    }
    return value;
  }

  /** A UUID in lower case with its hyphens. */
  static String requireUuid(String what, String value) {
    if (!isUuid(value)) {
      throw refused(
          what, "is a UUID in lower case, such as \"0184990a-477b-4fa8-9968-496074483cee\"", value);
    }
    return value;
  }

  /** A UUID in lower case within braces. */
  static String requireBracedUuid(String what, String value) {
    boolean braced = value.length() == UUID_LENGTH + 2 && value.startsWith("{");
    if (!braced || !value.endsWith("}") || !isUuid(value.substring(1, UUID_LENGTH + 1))) {
      throw refused(
          what,
          "is a UUID in lower case within braces, such as"
              + " \"{0184990a-477b-4fa8-9968-496074483cee}\"",
          value);
    }
    return value;
  }

  /** An id that says by its prefix what it is of, such as {@code org-GRNbCjYNpBB6NEH9}. */
  static String requirePrefixed(String what, String prefix, String value) {
    boolean known =
        value.startsWith(prefix)
            && isMadeOf(value.substring(prefix.length()), Identifiers::isLetterOrDigit);
    if (!known) {
      throw refused(what, "is \"" + prefix + "\" with letters and digits behind it", value);
    }
    return value;
  }

  static IllegalArgumentException refused(String what, String required, String value) {
    return new IllegalArgumentException(
        what + " " + required + "; this is " + SafeText.quote(value));
  }

  static boolean isMadeOf(String value, IntPredicate allowed) {
    return !Objects.requireNonNull(value, "value").isEmpty() && value.chars().allMatch(allowed);
  }

  static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isUuid(String value) {
    if (value.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = value.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
