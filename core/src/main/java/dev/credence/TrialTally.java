package dev.credence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a trial sees. Thread-safe; holds a bounded number of examples. */
final class TrialTally {
  private final int examplesOfEach;
  private final Map<TrialDifference.Kind, Long> differences =
      new EnumMap<>(TrialDifference.Kind.class);
  private final List<TrialDifference> examples = new ArrayList<>();
  private long begun;
  private long agreements;
  private long failures;
  private long nanos;
  private long slowest;

  TrialTally(int examplesOfEach) {
    this.examplesOfEach = examplesOfEach;
  }

  synchronized void begin() {
    begun++;
  }

  synchronized void agreed() {
    agreements++;
  }

  synchronized void differed(TrialDifference difference) {
    if (differences.merge(difference.kind(), 1L, Long::sum) <= examplesOfEach) {
      examples.add(difference);
    }
  }

  synchronized long failed() {
    return ++failures;
  }

  synchronized void took(long duration) {
    nanos += duration;
    slowest = Math.max(slowest, duration);
  }

  synchronized TrialReport report() {
    long compared = agreements + differences.values().stream().mapToLong(Long::longValue).sum();
    return new TrialReport(
        agreements,
        differences,
        examples,
        begun - compared,
        failures,
        Duration.ofNanos(nanos),
        Duration.ofNanos(slowest));
  }
}
