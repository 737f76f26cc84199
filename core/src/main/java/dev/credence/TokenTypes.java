package dev.credence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of token an issuer is trusted for, by the header's {@code typ}: a media type,
 * compared without regard to case, whose {@code application/} may be left out (RFC 7515 §4.1.9; RFC
 * 8725 §3.11).
 */
record TokenTypes(List<String> names) {
  /** Plain JWTs, which need not say so. */
  static final TokenTypes JWT = new TokenTypes(List.of("JWT"));

  private static final String PREFIX = "application/";

  TokenTypes {
    names = List.copyOf(names);
  }

  /** A token that names no type is a plain JWT, and no other kind. */
  boolean include(@Nullable String type) {
    for (String name : names) {
      if (type == null ? areAlike(name, "JWT") : isNamed(type, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(String type, String name) {
    return areAlike(type, name)
        || (type.length() > PREFIX.length() && areAlike(type, PREFIX + name));
  }

  /** Ignores the case of ASCII letters only: no other letter folds into one of them. */
  private static boolean areAlike(String text, String expected) {
    if (text.length() != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (lower(text.charAt(i)) != lower(expected.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
