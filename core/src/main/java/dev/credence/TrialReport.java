package dev.credence;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a {@link PolicyTrial} has seen so far.
 *
 * <p>A snapshot of bounded size, without any token. Immutable and thread-safe.
 */
public final class TrialReport {
  private final long agreements;
  private final Map<TrialDifference.Kind, Long> differences;
  private final List<TrialDifference> examples;
  private final long uncompared;
  private final long failures;
  private final Duration candidateTime;
  private final Duration slowest;

  TrialReport(
      long agreements,
      Map<TrialDifference.Kind, Long> differences,
      List<TrialDifference> examples,
      long uncompared,
      long failures,
      Duration candidateTime,
      Duration slowest) {
    this.agreements = agreements;
    this.differences = Map.copyOf(differences);
    this.examples = List.copyOf(examples);
    this.uncompared = uncompared;
    this.failures = failures;
    this.candidateTime = candidateTime;
    this.slowest = slowest;
  }

  /**
   * Returns how many decisions were the same.
   *
   * @return the count
   */
  public long agreements() {
    return agreements;
  }

  /**
   * Returns how many decisions differed in one way.
   *
   * @param kind the way
   * @return the count
   */
  public long differences(TrialDifference.Kind kind) {
    return differences.getOrDefault(kind, 0L);
  }

  /**
   * Returns how many decisions differed.
   *
   * @return the count
   */
  public long differences() {
    return differences.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns the first differences of each kind.
   *
   * @return an unmodifiable list, in the order they were seen
   */
  public List<TrialDifference> examples() {
    return examples;
  }

  /**
   * Returns how many decisions have no counterpart: the candidate's keys could not be had or are
   * not there yet, the candidate failed, or the token had been used before, which it can't know.
   *
   * @return the count
   */
  public long uncompared() {
    return uncompared;
  }

  /**
   * Returns how often the candidate, the listener or the executor of the trial threw, which no
   * caller has noticed.
   *
   * @return the count
   */
  public long failures() {
    return failures;
  }

  /**
   * Returns what the trial has cost.
   *
   * @return the time that the candidate and the listener took, in all
   */
  public Duration candidateTime() {
    return candidateTime;
  }

  /**
   * Returns what the trial has cost at its worst.
   *
   * @return the longest time that the candidate and the listener took for one token
   */
  public Duration slowest() {
    return slowest;
  }

  /** Returns the counts on one line, then the examples. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder()
            .append(agreements)
            .append(" decisions agree, ")
            .append(differences())
            .append(" differ, ")
            .append(uncompared)
            .append(" could not be compared, ")
            .append(failures)
            .append(" failures, ")
            .append(candidateTime.toMillis())
            .append(" ms");
    for (TrialDifference.Kind kind : TrialDifference.Kind.values()) {
      if (differences(kind) > 0) {
        text.append("\n").append(kind).append(": ").append(differences(kind));
      }
    }
    examples.forEach(example -> text.append("\n").append(example));
    return text.toString();
  }
}
