package dev.credence.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Prints what was measured, as a table in Markdown. */
final class Table {
  private final Samples samples;
  private final Map<String, Double> ratios;
  private final PrintStream out;

  Table(Samples samples, Map<String, Double> ratios, PrintStream out) {
    this.samples = samples;
    this.ratios = ratios;
    this.out = out;
  }

  void print(List<Measurement> measured) {
    out.println("| | µs | to raw | to best peer | octets | beyond raw |");
    out.println("|---|--:|--:|--:|--:|--:|");
    for (Measurement one : measured) {
      double nanos = samples.nanos(one.label());
      double bytes = samples.bytes(one.label());
      row(
          one.label(),
          format("%.2f", nanos / 1_000),
          format("%.3f", nanos / samples.nanos(one.baseline())),
          toBestPeer(one, measured),
          format("%.0f", bytes),
          format("%.0f", bytes - samples.bytes(one.baseline())));
    }
    ratios.forEach((label, ratio) -> {
      if (label.contains("-over-")) {
        row(label, "", format("%.3f", ratio), "", "", "");
      }
    });
  }

  /** To the fastest other library with the same algorithm. */
  private String toBestPeer(Measurement one, List<Measurement> measured) {
    OptionalDouble best =
        measured.stream()
            .filter(other -> other.isOfPeer() && other.baseline().equals(one.baseline()))
            .mapToDouble(peer -> samples.nanos(peer.label()))
            .min();
    return best.isPresent() ? format("%.3f", samples.nanos(one.label()) / best.getAsDouble()) : "";
  }

  private void row(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
