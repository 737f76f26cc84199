package dev.credence.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured, by label. Of the times of all iterations of all rounds the shortest counts:
 * what else runs on the machine only ever makes them longer. Of what was allocated the median
 * counts.
 */
final class Samples {
  private static final String BYTES = "gc.alloc.rate.norm";

  private final Map<String, List<Double>> nanos = new LinkedHashMap<>();
  private final Map<String, List<Double>> bytes = new LinkedHashMap<>();

  void add(String label, Collection<RunResult> results) {
    for (RunResult result : results) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          add(nanos, label, iteration.getPrimaryResult().getScore());
          add(bytes, label, bytesOf(iteration));
        }
      }
    }
  }

  private static double bytesOf(IterationResult iteration) {
    return Objects.requireNonNull(iteration.getSecondaryResults().get(BYTES), BYTES).getScore();
  }

  private static void add(Map<String, List<Double>> samples, String label, double sample) {
    samples.computeIfAbsent(label, none -> new ArrayList<>()).add(sample);
  }

  boolean has(String label) {
    return nanos.containsKey(label);
  }

  /** Nanoseconds per operation. */
  double nanos(String label) {
    return sorted(nanos, label).get(0);
  }

  /** Octets allocated per operation. */
  double bytes(String label) {
    List<Double> sorted = sorted(bytes, label);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static List<Double> sorted(Map<String, List<Double>> samples, String label) {
    return samples.getOrDefault(label, List.of()).stream().sorted().toList();
  }
}
