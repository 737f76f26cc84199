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
 * What was measured, by label. Of all iterations of all rounds the median counts: what else runs on
 * the machine disturbs some of them, and it only ever makes them slower.
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
    return median(nanos, label);
  }

  /** Octets allocated per operation. */
  double bytes(String label) {
    return median(bytes, label);
  }

  private static double median(Map<String, List<Double>> samples, String label) {
    List<Double> sorted = samples.getOrDefault(label, List.of()).stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
