package dev.credence.claim;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/**
 * Decides whether a text can match two globs at once, by going along both patterns together: from
 * each pair of places, every kind of character that both can take leads on.
 */
final class GlobOverlap {
  private final Steps one;
  private final Steps other;
  private final BitSet seen = new BitSet();
  private final Deque<Integer> ahead = new ArrayDeque<>();

  private GlobOverlap(Steps one, Steps other) {
    this.one = one;
    this.other = other;
  }

  static boolean exists(Glob one, Glob other) {
    int same = commonStart(one.pattern(), other.pattern());
    Steps rest = Steps.of(one.pattern().substring(same));
    return new GlobOverlap(rest, Steps.of(other.pattern().substring(same))).isFound();
  }

  /** How long both patterns are the same text before the first wildcard: there is no other way. */
  private static int commonStart(String one, String other) {
    int length = Math.min(one.length(), other.length());
    int same = 0;
    while (same < length
        && one.charAt(same) == other.charAt(same)
        && !Glob.isWildcard(one.charAt(same))) {
      same++;
    }
    return same;
  }

  private boolean isFound() {
    reach(0, 0);
    while (!ahead.isEmpty()) {
      int pair = ahead.remove();
      int i = pair / (other.count() + 1);
      int j = pair % (other.count() + 1);
      if (i == one.count() && j == other.count()) {
        return true;
      }
      advance(i, j);
    }
    return false;
  }

  private void advance(int i, int j) {
    int stepOfOne = one.step(i);
    int stepOfOther = other.step(j);
    if (haveCommon(stepOfOne, stepOfOther)) {
      reach(i + 1, j + 1);
    }
    if (haveCommon(stepOfOne, other.loop(j))) {
      reach(i + 1, j);
    }
    if (haveCommon(one.loop(i), stepOfOther)) {
      reach(i, j + 1);
    }
  }

  private void reach(int i, int j) {
    int pair = i * (other.count() + 1) + j;
    if (!seen.get(pair)) {
      seen.set(pair);
      ahead.add(pair);
    }
  }

  /** Tells whether a character is of both kinds. */
  private static boolean haveCommon(int kind, int another) {
    if (kind == Steps.NOTHING || another == Steps.NOTHING) {
      return false;
    }
    if (kind < 0 && another < 0) {
      return true;
    }
    return kind < 0 ? takes(kind, another) : another < 0 ? takes(another, kind) : kind == another;
  }

  private static boolean takes(int kind, int codePoint) {
    return kind == Steps.NO_COLON ? codePoint != ':' : !Glob.isSeparator(codePoint);
  }

  /**
   * A pattern as its steps, each a code point or a kind of them, and the kind that each place
   * before, between and behind them takes any number of.
   */
  private static final class Steps {
    static final int NO_SEPARATOR = -1;
    static final int NO_COLON = -2;
    static final int NOTHING = -3;

    private final int[] steps;
    private final int[] loops;
    private int count;

    private Steps(int[] pattern) {
      steps = new int[pattern.length + 1];
      loops = new int[pattern.length + 1];
      Arrays.fill(steps, NOTHING);
      Arrays.fill(loops, NOTHING);
      for (int character : pattern) {
        if (character == '*') {
          loops[count] = loops[count] == NOTHING ? NO_SEPARATOR : NO_COLON;
        } else {
          steps[count] = character == '?' ? NO_SEPARATOR : character;
          count++;
        }
      }
    }

    static Steps of(String pattern) {
      return new Steps(GlobStates.codePoints(pattern));
    }

    int count() {
      return count;
    }

    int step(int place) {
      return steps[place];
    }

    int loop(int place) {
      return loops[place];
    }
  }
}
