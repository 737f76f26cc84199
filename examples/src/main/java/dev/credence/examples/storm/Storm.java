package dev.credence.examples.storm;

import java.time.Duration;
import java.util.Locale;

/**
 * What keys are worth under load: a bounded one, on loopback, that ends by itself within a minute.
 * Each figure is printed with its bound.
 */
public final class Storm {
  private Storm() {}

  /**
   * Runs as a program and inside a build alike.
   *
   * @param args none
   * @throws Exception when a figure misses its bound, so that the program exits with 1 and the
   *     build fails
   */
  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    Figures figures = new Figures(System.out);
    figures.title("Two hundred threads at once");
    Crowd.measure(figures);
    figures.title("10,000 tokens under unknown keys, from 16 threads, beside valid ones");
    Flood.measure(figures);
    figures.title("An outage of the issuer");
    Outage.measure(figures);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    figures.title(
        String.format(
            Locale.ROOT, "%d figures missed, after %d s", figures.missed(), took.toSeconds()));
    if (figures.missed() > 0) {
      throw new IllegalStateException(figures.missed() + " figures missed their bounds");
    }
  }
}
