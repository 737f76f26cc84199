package dev.credence.benchmarks;

/**
 * How long everything is measured.
 *
 * @param rounds how often each measurement is made
 * @param warmups how many iterations come before those that count
 * @param iterations how many count
 * @param millis how long one iteration takes
 */
record Pace(int rounds, int warmups, int iterations, int millis) {
  /** For a first look, in less than five minutes. */
  static final Pace SHORT = new Pace(2, 4, 6, 150);

  /** For figures to be quoted. */
  static final Pace FULL = new Pace(5, 8, 10, 300);
}
