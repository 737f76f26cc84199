package dev.credence.ci;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A workload's SPIFFE ID taken apart, {@code spiffe://TRUST-DOMAIN/PATH} (SPIFFE ID §2). An ID of a
 * trust domain itself, without a path, is none.
 */
record SpiffeId(String trustDomain, String path) {
  private static final String SCHEME = "spiffe://";

  /** SPIFFE ID §2.3: longer ones need not be supported. */
  private static final int MAX_BYTES = 2_048;

  private static final int MAX_TRUST_DOMAIN_BYTES = 255;

  static Optional<SpiffeId> parse(String text) {
    int slash = text.startsWith(SCHEME) ? text.indexOf('/', SCHEME.length()) : -1;
    if (slash < 0 || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.empty();
    }
    String trustDomain = text.substring(SCHEME.length(), slash);
    String path = text.substring(slash);
    return isTrustDomain(trustDomain) && isPath(path)
        ? Optional.of(new SpiffeId(trustDomain, path))
        : Optional.empty();
  }

  /** Lower-case letters, digits, dots, hyphens and underscores. */
  static boolean isTrustDomain(String text) {
    return text.length() <= MAX_TRUST_DOMAIN_BYTES
        && Identifiers.isMadeOf(text, c -> isPathCharacter(c) && !isUpperCase(c));
  }

  /** Segments with a slash before each, none of them empty or a relative one. */
  static boolean isPath(String text) {
    if (!text.startsWith("/")) {
      return false;
    }
    for (String segment : text.substring(1).split("/", -1)) {
      if (segment.equals(".")
          || segment.equals("..")
          || !Identifiers.isMadeOf(segment, SpiffeId::isPathCharacter)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPathCharacter(int c) {
    return Identifiers.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  }

  private static boolean isUpperCase(int c) {
    return c >= 'A' && c <= 'Z';
  }

  @Override
  public String toString() {
    return SCHEME + trustDomain + path;
  }
}
