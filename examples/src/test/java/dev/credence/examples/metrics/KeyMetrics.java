package dev.credence.examples.metrics;

// @start region="listener"
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeyEvents;
import dev.credence.keys.KeyFailure;
import dev.credence.keys.KeyStatus;
import dev.credence.keys.SkippedKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Counts in Micrometer what becomes of an issuer's keys. */
final class KeyMetrics implements KeyEvents {
  private final MeterRegistry registry;

  KeyMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void fetchSucceeded(String source, Duration took) {
    registry.timer("credence.keys.fetch", "issuer", source, "outcome", "OK").record(took);
  }

  @Override
  public void fetchFailed(String source, KeyFailure failure, Duration took) {
    registry.timer("credence.keys.fetch", "issuer", source, "outcome", failure.name()).record(took);
  }

  @Override
  public void rotated(String source, Set<String> added, Set<String> removed) {
    registry.counter("credence.keys.rotations", "issuer", source).increment();
  }

  @Override
  public void budgetExhausted(String source) {
    registry.counter("credence.keys.budget.exhausted", "issuer", source).increment();
  }

  @Override
  public void keysDropped(String source, List<SkippedKey> skipped) {
    registry.counter("credence.keys.dropped", "issuer", source).increment(skipped.size());
  }

  @Override
  public void secretPublished(String source, String keyId) {
    registry.counter("credence.keys.secrets", "issuer", source).increment();
  }

  /** What a dashboard shows of the keys at hand: their number and their age in seconds. */
  static void watch(JwksKeySource keys, MeterRegistry registry) {
    String issuer = keys.status().source();
    Gauge.builder("credence.keys.count", keys, each -> each.status().keyIds().size())
        .tag("issuer", issuer)
        .register(registry);
    Gauge.builder("credence.keys.age", keys, each -> ageInSeconds(each.status()))
        .tag("issuer", issuer)
        .baseUnit("seconds")
        .register(registry);
  }

  private static double ageInSeconds(KeyStatus status) {
    return status.age().map(age -> (double) age.toSeconds()).orElse(Double.NaN);
  }
}
// @end
