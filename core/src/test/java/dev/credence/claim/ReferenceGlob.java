package dev.credence.claim;

/**
 * What {@link Glob} means, told as simply as can be: which prefixes of the pattern match which
 * prefixes of the value. Slow, and no relative of the matcher under test.
 */
final class ReferenceGlob {
  private ReferenceGlob() {}

  static boolean matches(String pattern, String value) {
    int[] p = pattern.codePoints().toArray();
    int[] v = value.codePoints().toArray();
    boolean[] before = null;
    for (int i = 0; i <= p.length; i++) {
      boolean[] matched = new boolean[v.length + 1];
      for (int j = 0; j <= v.length; j++) {
        matched[j] = i == 0 ? j == 0 : matches(p, i - 1, v, j, before, matched);
      }
      before = matched;
    }
    return before[v.length];
  }

  /**
   * Whether the pattern up to and with {@code p[at]} matches the first {@code j} of the value.
   *
   * @param before the same for the pattern without {@code p[at]}
   * @param matched the same for shorter prefixes of the value
   */
  private static boolean matches(
      int[] p, int at, int[] v, int j, boolean[] before, boolean[] matched) {
    if (p[at] == '*') {
      boolean twice = (at > 0 && p[at - 1] == '*') || (at + 1 < p.length && p[at + 1] == '*');
      boolean crosses = j > 0 && v[j - 1] != ':' && (twice || v[j - 1] != '/');
      return before[j] || (crosses && matched[j - 1]);
    }
    boolean step = j > 0 && (p[at] == '?' ? v[j - 1] != '/' && v[j - 1] != ':' : v[j - 1] == p[at]);
    return step && before[j - 1];
  }
}
