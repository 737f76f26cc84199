package dev.credence.aws;

/** Which characters AWS allows where. */
final class Characters {
  private Characters() {}

  /** {@code [\w+=,.@-]}, in ASCII: the names of roles and sessions. */
  static boolean isOfName(int c) {
    return isLetterOrDigit(c) || "_+=,.@-".indexOf(c) >= 0;
  }

  /** {@code aws}, {@code aws-cn}, {@code aws-us-gov} and what may be added to them. */
  static boolean isPartition(String text) {
    return text.startsWith("aws")
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
