package dev.credence.examples.storm;

import java.time.Duration;
import java.util.Arrays;

/** How long each of many decisions took, as seen by one thread. */
final class Latencies {
  private static final int INITIAL_CAPACITY = 1 << 16;

  private long[] nanos = new long[INITIAL_CAPACITY];
  private int count;

  void add(long elapsedNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = elapsedNanos;
  }

  void addAll(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  int count() {
    return count;
  }

  /** The time within which this share of the decisions was made. */
  Duration percentile(int percent) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[Math.min(count - 1, count * percent / 100)]);
  }
}
