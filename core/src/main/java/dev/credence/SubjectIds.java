package dev.credence;

/** The ids of owner and repository in a subject of GitHub Actions, which older ones don't have. */
final class SubjectIds {
  private static final String REPOSITORY = "repo:";

  private SubjectIds() {}

  /** Takes {@code @} and the digits behind it out of the repository part of a subject. */
  static String withoutIds(String subject) {
    int end = subject.indexOf(':', REPOSITORY.length());
    if (!subject.startsWith(REPOSITORY) || end < 0) {
      return subject;
    }
    StringBuilder names = new StringBuilder();
    int at = 0;
    while (at < end) {
      char c = subject.charAt(at);
      if (c == '@') {
        at++;
        while (at < end && isDigit(subject.charAt(at))) {
          at++;
        }
      } else {
        names.append(c);
        at++;
      }
    }
    return names.append(subject, end, subject.length()).toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
