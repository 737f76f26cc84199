package dev.credence.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured, as ratios that can be compared from machine to machine. */
final class Ratios {
  private Ratios() {}

  /**
   * Times to the bare signature check of the same algorithm, some to each other, and under {@code
   * allocation/} what is allocated to what that check allocates.
   */
  static Map<String, Double> of(List<Measurement> measured, Samples samples) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (Measurement one : measured) {
      if (one.threads() == 1) {
        ratios.put(one.label(), samples.nanos(one.label()) / samples.nanos(one.baseline()));
      }
    }
    put(ratios, samples, "policies/100000-over-100", "policies/100000", "policies/100", 1);
    put(ratios, samples, "keys/64-over-1", "keys/64", "keys/1", 1);
    // Of time per thread: two threads that don't disturb each other take as long as one.
    put(ratios, samples, "threads/2-over-1", "rs256/credence", "threads/2", 2);
    put(ratios, samples, "threads/2-over-1-raw", "rs256/raw", "threads/2-raw", 2);
    for (Measurement one : measured) {
      ratios.put(
          "allocation/" + one.label(), samples.bytes(one.label()) / samples.bytes(one.baseline()));
    }
    return ratios;
  }

  private static void put(
      Map<String, Double> ratios,
      Samples samples,
      String label,
      String above,
      String below,
      int factor) {
    if (samples.has(above) && samples.has(below)) {
      ratios.put(label, factor * samples.nanos(above) / samples.nanos(below));
    }
  }

  static void write(Map<String, Double> ratios, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        ratios.entrySet().stream()
            .map(ratio ->
                String.format(Locale.ROOT, "  \"%s\": %.4f", ratio.getKey(), ratio.getValue()))
            .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
  }
}
