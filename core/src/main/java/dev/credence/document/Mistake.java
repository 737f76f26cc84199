package dev.credence.document;

import dev.credence.internal.json.LocatedValue;
import java.util.function.Supplier;

/**
 * What is wrong with a document and where, on its way up to where the place is given a line, a
 * column and a pointer. Stackless: it never leaves the package.
 */
final class Mistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int NONE = -1;

  private final int offset;
  private final int earlier;

  private Mistake(int offset, String problem, int earlier) {
    super(problem, null, false, false);
    this.offset = offset;
    this.earlier = earlier;
  }

  static Mistake at(LocatedValue value, String problem) {
    return at(value.offset(), problem);
  }

  static Mistake at(int offset, String problem) {
    return new Mistake(offset, problem, NONE);
  }

  /** A mistake that takes two places, of which the earlier one is told behind the problem. */
  static Mistake again(int offset, String problem, int earlier) {
    return new Mistake(offset, problem, earlier);
  }

  /** Gives what the policy's own builders refuse its place in the document. */
  static <T> T locate(LocatedValue value, Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException refused) {
      throw at(value, String.valueOf(refused.getMessage()));
    }
  }

  int offset() {
    return offset;
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  boolean hasEarlier() {
    return earlier != NONE;
  }

  int earlier() {
    return earlier;
  }
}
