package dev.credence.testkit;

/** One fault after another. */
final class CombinedFault extends Fault {
  private final Fault first;
  private final Fault second;

  CombinedFault(Fault first, Fault second) {
    this.first = first;
    this.second = second;
  }

  @Override
  Reply on(Reply reply) {
    return second.on(first.on(reply));
  }

  @Override
  public String toString() {
    return first + ", " + second;
  }
}
