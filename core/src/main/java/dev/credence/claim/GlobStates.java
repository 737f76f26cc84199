package dev.credence.claim;

import java.util.Arrays;

/**
 * A glob as a machine that is in many states at once, one bit each.
 *
 * <p>State {@code i} means that the first {@code i} steps of the pattern have consumed the value so
 * far. A step consumes one code point: a literal its own, a {@code ?} any but a separator. A star
 * is no step: it lets the state it stands at stay there. One character moves all states at once
 * with a few operations per 64 states, so no value is worse than another.
 *
 * <p>Immutable and thread-safe.
 */
final class GlobStates {
  private final int steps;
  private final int words;

  /**
   * The distinct literal code points in ascending order; each makes the steps of the same index.
   */
  private final int[] literals;

  private final long[][] literalSteps;
  private final long[] noSteps;
  private final long[] wildcardSteps;
  private final long[] starStates;
  private final long[] doubleStarStates;

  private GlobStates(int[] pattern) {
    this.steps = (int) Arrays.stream(pattern).filter(c -> c != '*').count();
    this.words = steps / Long.SIZE + 1;
    this.literals =
        Arrays.stream(pattern).filter(c -> !Glob.isWildcard(c)).sorted().distinct().toArray();
    this.literalSteps = new long[literals.length][words];
    this.noSteps = new long[words];
    this.wildcardSteps = new long[words];
    this.starStates = new long[words];
    this.doubleStarStates = new long[words];
    compileSteps(pattern);
  }

  /** Compiles a pattern that {@link Glob} has checked. */
  static GlobStates compile(String pattern) {
    return new GlobStates(pattern.codePoints().toArray());
  }

  private void compileSteps(int[] pattern) {
    int state = 0;
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i] != '*') {
        set(pattern[i] == '?' ? wildcardSteps : stepsOf(pattern[i]), state);
        state++;
      } else if (i > 0 && pattern[i - 1] == '*') {
        set(doubleStarStates, state);
      } else {
        set(starStates, state);
      }
    }
  }

  boolean accept(String value) {
    long[] current = start();
    return follow(value, current) == value.length() && isSet(current, steps);
  }

  /** How many characters there are before the first that leaves no state. */
  int follow(String value) {
    return follow(value, start());
  }

  private long[] start() {
    long[] current = new long[words];
    set(current, 0);
    return current;
  }

  private int follow(String value, long[] current) {
    int index = 0;
    while (index < value.length()) {
      int codePoint = value.codePointAt(index);
      if (!advance(current, codePoint)) {
        return index;
      }
      index += Character.charCount(codePoint);
    }
    return index;
  }

  /** Moves all states by one code point and tells whether any is left. */
  private boolean advance(long[] current, int codePoint) {
    long[] literal = stepsOf(codePoint);
    boolean separator = Glob.isSeparator(codePoint);
    boolean colon = codePoint == ':';
    long carry = 0;
    long left = 0;
    for (int word = 0; word < words; word++) {
      long step = literal[word];
      long stay = 0;
      if (!separator) {
        step |= wildcardSteps[word];
        stay |= starStates[word];
      }
      if (!colon) {
        stay |= doubleStarStates[word];
      }
      long stepping = current[word] & step;
      current[word] = (stepping << 1) | carry | (current[word] & stay);
      carry = stepping >>> (Long.SIZE - 1);
      left |= current[word];
    }
    return left != 0;
  }

  private long[] stepsOf(int codePoint) {
    int found = Arrays.binarySearch(literals, codePoint);
    return found < 0 ? noSteps : literalSteps[found];
  }

  private static void set(long[] states, int state) {
    states[state / Long.SIZE] |= 1L << state;
  }

  private static boolean isSet(long[] states, int state) {
    return (states[state / Long.SIZE] & (1L << state)) != 0;
  }
}
