package dev.credence.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what a decision costs by the number of policies, as an SVG of its own. */
final class Plot {
  private static final List<Integer> POLICIES = List.of(1, 100, 10_000, 100_000);
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 60;
  private static final int RIGHT = 600;
  private static final int TOP = 50;
  private static final int BOTTOM = 300;
  private static final int LINES = 5;

  private final Samples samples;
  private final double top;
  private final List<String> parts = new ArrayList<>();

  private Plot(Samples samples) {
    this.samples = samples;
    this.top = niceAbove(POLICIES.stream().mapToDouble(this::micros).max().orElse(1));
  }

  /** Whether everything that it shows was measured. */
  static boolean canShow(Samples samples) {
    return samples.has("rs256/raw") && POLICIES.stream().allMatch(n -> samples.has(label(n)));
  }

  static void write(Samples samples, Path file) throws IOException {
    Files.writeString(file, new Plot(samples).drawn());
  }

  private String drawn() {
    parts.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                .formatted(WIDTH, HEIGHT)
            + " font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    text(WIDTH / 2, 24, "middle", "One decision by the number of policies, RS256, µs");
    for (int line = 0; line <= LINES; line++) {
      double micros = top * line / LINES;
      line(LEFT, y(micros), RIGHT, y(micros), "stroke=\"#ddd\"");
      text(LEFT - 8, y(micros) + 4, "end", String.format(Locale.ROOT, "%.0f", micros));
    }
    double raw = samples.nanos("rs256/raw") / 1_000;
    line(LEFT, y(raw), RIGHT, y(raw), "stroke=\"#888\" stroke-dasharray=\"6 4\"");
    text(RIGHT, y(raw) + 16, "end", "the bare signature check");
    StringBuilder path = new StringBuilder();
    for (int policies : POLICIES) {
      path.append(String.format(Locale.ROOT, "%.0f,%.1f ", x(policies), y(micros(policies))));
    }
    parts.add(
        "<polyline fill=\"none\" stroke=\"#06c\" stroke-width=\"2\" points=\""
            + path.toString().strip()
            + "\"/>");
    for (int policies : POLICIES) {
      double y = y(micros(policies));
      parts.add(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.0f\" cy=\"%.1f\" r=\"4\" fill=\"#06c\"/>",
              x(policies),
              y));
      text(x(policies), y - 10, "middle", String.format(Locale.ROOT, "%.1f", micros(policies)));
      text(x(policies), BOTTOM + 20, "middle", String.format(Locale.ROOT, "%,d", policies));
    }
    text(WIDTH / 2, BOTTOM + 44, "middle", "policies, Java " + Runtime.version().feature());
    parts.add("</svg>\n");
    return String.join("\n", parts);
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    parts.add(
        String.format(
                Locale.ROOT,
                "<line x1=\"%.0f\" y1=\"%.1f\" x2=\"%.0f\" y2=\"%.1f\" ",
                x1,
                y1,
                x2,
                y2)
            + style
            + "/>");
  }

  private void text(double x, double y, String anchor, String text) {
    parts.add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.0f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            text));
  }

  private double micros(int policies) {
    return samples.nanos(label(policies)) / 1_000;
  }

  private static String label(int policies) {
    return "policies/" + policies;
  }

  /** On a scale where ten times as many are as far everywhere. */
  private static double x(int policies) {
    double most = Math.log10(POLICIES.get(POLICIES.size() - 1));
    return LEFT + 20 + (RIGHT - LEFT - 40) * Math.log10(policies) / most;
  }

  private double y(double micros) {
    return BOTTOM - (BOTTOM - TOP) * micros / top;
  }

  private static double niceAbove(double micros) {
    double step = 10;
    return step * Math.ceil(micros * 1.1 / step);
  }
}
