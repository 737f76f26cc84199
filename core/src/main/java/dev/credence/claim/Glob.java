package dev.credence.claim;

import dev.credence.internal.text.SafeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for whole strings, in which {@code /} and {@code :} hold the wildcards apart.
 *
 * <ul>
 *   <li>{@code *} stands for any number of characters, none of them {@code /} or {@code :};
 *   <li>{@code **} stands for any number of characters, none of them {@code :};
 *   <li>{@code ?} stands for exactly one character that is neither {@code /} nor {@code :};
 *   <li>everything else stands for itself, case-sensitively. There is no escape: a literal star or
 *       question mark is for {@link StringClaim#is}, which knows no wildcards.
 * </ul>
 *
 * <p>So {@code refs/heads/*} accepts {@code refs/heads/main} and refuses {@code refs/heads/a/b},
 * and {@code repo:acme/app:*} refuses {@code repo:acme/app:environment:production}. A character is
 * a Unicode code point, and nothing is normalized. A wildcard also stands for no character at all
 * next to a name: {@code acme*} accepts {@code acme-evil}, so end a name with its separator.
 *
 * <p>Matching takes time proportional to the value's length, for any pattern, and uses neither
 * regular expressions nor backtracking nor recursion. Two globs are equal when their patterns are.
 * Immutable and thread-safe.
 */
public final class Glob {
  /** The longest pattern, in UTF-16 units; bounds the work done for each character of a value. */
  static final int MAX_LENGTH = 1_024;

  private final String pattern;
  private final GlobStates states;

  private Glob(String pattern, GlobStates states) {
    this.pattern = pattern;
    this.states = states;
  }

  /**
   * Compiles a pattern.
   *
   * @param pattern the pattern, with at least one wildcard and something that is neither a wildcard
   *     nor a separator
   * @return the glob
   * @throws IllegalArgumentException if the pattern is empty, has no wildcard, has nothing but
   *     wildcards and separators, has three stars in a row, is longer than 1024 characters, is not
   *     in Unicode normalization form C, or holds a control or invisible character
   */
  public static Glob of(String pattern) {
    Objects.requireNonNull(pattern, "pattern");
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("The glob is empty: to accept \"\" only, say is(\"\").");
    }
    PolicyText.requireReadable("glob", pattern, MAX_LENGTH);
    requireUsefulWildcards(pattern);
    return new Glob(pattern, GlobStates.compile(pattern));
  }

  private static void requireUsefulWildcards(String pattern) {
    if (pattern.contains("***")) {
      throw refused(
          pattern, "has three stars in a row: write * to stop at / and :, or ** to cross /.");
    }
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      throw refused(pattern, "has no wildcard: say is(...), or contains(...) for a list.");
    }
    if (!saysAnything(pattern)) {
      throw refused(
          pattern,
          "has only wildcards and separators and would match anything of that shape: write the part"
              + " that must not vary, or say isPresent() to accept any value.");
    }
  }

  private static boolean saysAnything(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if (!isWildcard(pattern.charAt(i)) && !isSeparator(pattern.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static IllegalArgumentException refused(String pattern, String problem) {
    return new IllegalArgumentException("The glob " + SafeText.quote(pattern) + " " + problem);
  }

  static boolean isWildcard(int character) {
    return character == '*' || character == '?';
  }

  static boolean isSeparator(int character) {
    return character == '/' || character == ':';
  }

  /**
   * Tells whether a whole value matches.
   *
   * @param value the value
   * @return true when it does
   */
  public boolean matches(String value) {
    return states.accept(Objects.requireNonNull(value, "value"));
  }

  /**
   * Tells how far a value goes along with the pattern, to show where it leaves it.
   *
   * @param value the value
   * @return the index of the first character at which no value that goes on like this can match;
   *     the value's length where more of it could
   */
  public int matchingLength(String value) {
    return states.follow(Objects.requireNonNull(value, "value"));
  }

  /**
   * Returns the pattern as it was written.
   *
   * @return the pattern
   */
  public String pattern() {
    return pattern;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Glob that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** Returns the pattern. */
  @Override
  public String toString() {
    return pattern;
  }
}
