package dev.credence.examples.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Issuer;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.Fault;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.PoisonEntry;
import dev.credence.testkit.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeyMetricsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github = CiIssuer.gitHubActions().clock(clock);
  private final JwksKeySource keys =
      github.discoveredKeysBuilder().clock(clock).events(new KeyMetrics(registry)).build();

  @AfterEach
  void close() {
    keys.close();
    github.close();
  }

  /** Events come from a thread of their own. */
  private static void await(BooleanSupplier told) {
    while (!told.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private long fetches(String outcome) {
    return registry
        .timer("credence.keys.fetch", "issuer", github.identifier(), "outcome", outcome)
        .count();
  }

  private double counted(String name) {
    return registry.counter(name, "issuer", github.identifier()).count();
  }

  @Test
  void fetches_are_timed_by_their_outcome() throws Exception {
    keys.prefetch().get();
    await(() -> fetches("OK") == 1);

    github.server().keys().faults().always(Fault.status(503));
    clock.advance(Duration.ofMinutes(10));
    keys.prefetch().get();
    await(() -> fetches("STATUS") == 1);
  }

  @Test
  void rotations_and_dropped_entries_are_counted() throws Exception {
    keys.prefetch().get();
    github.keyring().rotate().poison(PoisonEntry.UNKNOWN_KEY_TYPE);
    clock.advance(Duration.ofMinutes(10));
    keys.prefetch().get();

    await(() -> counted("credence.keys.rotations") == 1);
    await(() -> counted("credence.keys.dropped") == 1);
  }

  @Test
  void gauges_show_number_and_age() throws Exception {
    KeyMetrics.watch(keys, registry);
    assertThat(registry.get("credence.keys.age").gauge().value()).isNaN();

    keys.prefetch().get();
    clock.advance(Duration.ofSeconds(30));

    assertThat(registry.get("credence.keys.count").gauge().value()).isEqualTo(1);
    assertThat(registry.get("credence.keys.age").gauge().value()).isEqualTo(30);
  }

  @Test
  void policy_takes_the_watched_keys() {
    // @start region="wiring"
    MeterRegistry metrics = new SimpleMeterRegistry();
    String identifier = "https://token.actions.githubusercontent.com";
    JwksKeySource watched =
        JwksKeySource.discoveryBuilder(identifier).events(new KeyMetrics(metrics)).build();
    KeyMetrics.watch(watched, metrics);
    Issuer issuer = Issuer.builder(identifier).keys(watched).build();
    // @end
    assertThat(issuer.keys()).isSameAs(watched);
    watched.close();
  }
}
