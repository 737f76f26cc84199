package dev.credence.examples.storm;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints each figure with its bound, and remembers whether one was missed. */
final class Figures {
  private final PrintStream out;
  private int missed;

  Figures(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println();
    out.println(text);
  }

  void exactly(String name, long expected, long found) {
    print(name, Long.toString(found), "= " + expected, found == expected);
  }

  void atMost(String name, long bound, long found) {
    print(name, Long.toString(found), "<= " + bound, found <= bound);
  }

  void atMost(String name, Duration bound, Duration found) {
    print(name, text(found), "<= " + text(bound), found.compareTo(bound) <= 0);
  }

  int missed() {
    return missed;
  }

  private void print(String name, String found, String bound, boolean met) {
    missed += met ? 0 : 1;
    out.printf(
        Locale.ROOT, "  %-6s %-58s %12s   (%s)%n", met ? "ok" : "MISSED", name, found, bound);
  }

  private static String text(Duration time) {
    return String.format(Locale.ROOT, "%.3f ms", time.toNanos() / 1e6);
  }
}
