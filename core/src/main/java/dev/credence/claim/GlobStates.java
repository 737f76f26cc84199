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

  /** For one literal after the other, {@link #words} words. */
  private final long[] literalSteps;

  private final long[] wildcardSteps;
  private final long[] starStates;
  private final long[] doubleStarStates;

  private GlobStates(int[] pattern) {
    this.steps = steps(pattern);
    this.words = steps / Long.SIZE + 1;
    this.literals = literals(pattern);
    this.literalSteps = new long[literals.length * words];
    this.wildcardSteps = new long[words];
    this.starStates = new long[words];
    this.doubleStarStates = new long[words];
    compileSteps(pattern);
  }

  /** Compiles a pattern that {@link Glob} has checked. */
  static GlobStates compile(String pattern) {
    return new GlobStates(codePoints(pattern));
  }

  static int[] codePoints(String pattern) {
    int[] codePoints = new int[pattern.length()];
    int count = 0;
    for (int i = 0; i < pattern.length(); i += Character.charCount(codePoints[count++])) {
      codePoints[count] = pattern.codePointAt(i);
    }
    return Arrays.copyOf(codePoints, count);
  }

  private static int steps(int[] pattern) {
    int steps = 0;
    for (int character : pattern) {
      steps += character == '*' ? 0 : 1;
    }
    return steps;
  }

  private static int[] literals(int[] pattern) {
    int[] sorted = pattern.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int character : sorted) {
      if (!Glob.isWildcard(character) && (count == 0 || sorted[count - 1] != character)) {
        sorted[count++] = character;
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  private void compileSteps(int[] pattern) {
    int state = 0;
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i] != '*') {
        if (pattern[i] == '?') {
          set(wildcardSteps, 0, state);
        } else {
          set(literalSteps, Arrays.binarySearch(literals, pattern[i]) * words, state);
        }
        state++;
      } else if (i > 0 && pattern[i - 1] == '*') {
        set(doubleStarStates, 0, state);
      } else {
        set(starStates, 0, state);
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
    set(current, 0, 0);
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
    int literal = Arrays.binarySearch(literals, codePoint);
    boolean separator = Glob.isSeparator(codePoint);
    boolean colon = codePoint == ':';
    long carry = 0;
    long left = 0;
    for (int word = 0; word < words; word++) {
      long step = literal < 0 ? 0 : literalSteps[literal * words + word];
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

  private static void set(long[] states, int from, int state) {
    states[from + state / Long.SIZE] |= 1L << state;
  }

  private static boolean isSet(long[] states, int state) {
    return (states[state / Long.SIZE] & (1L << state)) != 0;
  }
}
