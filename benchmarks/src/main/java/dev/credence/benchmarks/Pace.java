package dev.credence.benchmarks;

/**
 * How long everything is measured. The runtime's compiler needs more than a second until a
 * verification is as fast as it gets, and where the threads that are measured leave it no core,
 * more than that.
 *
 * @param rounds how often each measurement is made
 * @param warmups how many iterations come before those that count
 * @param iterations how many count
 * @param millis how long one iteration takes
 */
record Pace(int rounds, int warmups, int iterations, int millis) {
  /** In less than five minutes. */
  static final Pace SHORT = new Pace(2, 10, 4, 150);

  /** For a machine that has the time. */
  static final Pace FULL = new Pace(5, 10, 10, 300);

  /** How many iterations come before those that count, of so many threads at once. */
  int warmups(int threads) {
    return warmups * threads;
  }
}
