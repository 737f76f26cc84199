package dev.credence.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures everything in rounds, each measurement once in each round and in a Java runtime of its
 * own, so that a machine that grows slower or faster meanwhile does so for all alike.
 */
public final class Bench {
  private static final Path RATIOS = Path.of("target", "ratios.json");
  private static final Path PLOT = Path.of("target", "performance.svg");

  private Bench() {}

  /**
   * Runs as a program, in the folder of this module.
   *
   * @param args {@code full} for a long run, and any beginnings of labels to measure only those
   * @throws Exception when a benchmark fails
   */
  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    boolean isFull = Arrays.asList(args).contains("full");
    List<Measurement> chosen = chosen(args);
    Samples samples = measured(chosen, isFull ? Pace.FULL : Pace.SHORT);
    Map<String, Double> ratios = Ratios.of(chosen, samples);
    System.out.println("Java " + System.getProperty("java.vm.version"));
    new Table(samples, ratios, System.out).print(chosen);
    Ratios.write(ratios, RATIOS);
    if (Plot.canShow(samples)) {
      Plot.write(samples, PLOT);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("Measured in " + took.toSeconds() + " s; " + RATIOS + " has the ratios.");
  }

  /** Whatever is compared with a bare signature check needs that as well. */
  private static List<Measurement> chosen(String... args) {
    List<String> beginnings = Arrays.stream(args).filter(each -> !each.equals("full")).toList();
    List<Measurement> asked =
        Measurement.all().stream()
            .filter(one ->
                beginnings.isEmpty() || beginnings.stream().anyMatch(one.label()::startsWith))
            .toList();
    return Measurement.all().stream()
        .filter(one ->
            asked.contains(one)
                || asked.stream().anyMatch(other -> other.baseline().equals(one.label())))
        .toList();
  }

  private static Samples measured(List<Measurement> chosen, Pace pace) throws RunnerException {
    Samples samples = new Samples();
    List<Measurement> order = new ArrayList<>(chosen);
    for (int round = 1; round <= pace.rounds(); round++) {
      for (Measurement one : order) {
        System.err.print("\rround " + round + " of " + pace.rounds() + ": " + one.label() + "    ");
        samples.add(one.label(), new Runner(options(one, pace).build()).run());
      }
      Collections.reverse(order);
    }
    System.err.println();
    return samples;
  }

  private static ChainedOptionsBuilder options(Measurement one, Pace pace) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + one.benchmark().getSimpleName() + "\\.")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .threads(one.threads())
            .forks(1)
            .warmupIterations(pace.warmups(one.threads()))
            .warmupTime(TimeValue.milliseconds(pace.millis()))
            .measurementIterations(pace.iterations())
            .measurementTime(TimeValue.milliseconds(pace.millis()))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    one.parameters().forEach(options::param);
    return options;
  }
}
