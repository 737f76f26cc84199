package dev.credence.examples.storm;

import dev.credence.testkit.Fault;
import dev.credence.testkit.Moment;
import dev.credence.testkit.TestClock;
import java.time.Duration;

/** An issuer that is down for hours, on a clock that passes them in no time. */
final class Outage {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int BOUND_MINUTES = 60;
  private static final Fault DOWN = Fault.reset(Moment.BEFORE_HEADERS);
  private static final Duration GAP = Duration.ofSeconds(10);
  private static final int TOKENS_A_MINUTE = 20;

  private Outage() {}

  static void measure(Figures figures) {
    TestClock clock = TestClock.atPresent();
    try (Scene scene = new Scene(clock)) {
      figures.exactly("before: tokens refused, of 1", 0, scene.trusts(scene.token()) ? 0 : 1);
      clock.advance(LIFETIME);
      scene.github().server().faults().always(DOWN);
      int tokens = (BOUND_MINUTES - 1) * TOKENS_A_MINUTE;
      figures.exactly(
          "down for the bound less a minute: refused, of " + tokens,
          0,
          refused(scene, clock, tokens));

      clock.advance(Duration.ofMinutes(2));
      figures.exactly(
          "down for a minute more: undecided, of 1", 1, scene.isUndecided(scene.token()) ? 1 : 0);

      scene.github().server().recover();
      clock.advance(GAP);
      figures.exactly(
          "up again, after the gap: refused, of 1", 0, scene.trusts(scene.token()) ? 0 : 1);

      String old = scene.token();
      scene.github().keyring().replace();
      clock.advance(LIFETIME);
      figures.exactly(
          "withdrawn key, after the next fetch: trusted, of 1", 0, scene.trusts(old) ? 1 : 0);
    }
  }

  private static int refused(Scene scene, TestClock clock, int tokens) {
    int refused = 0;
    String token = scene.token();
    for (int i = 0; i < tokens; i++) {
      if (i % TOKENS_A_MINUTE == 0) {
        token = scene.token();
      }
      refused += scene.trusts(token) ? 0 : 1;
      clock.advance(Duration.ofMinutes(1).dividedBy(TOKENS_A_MINUTE));
    }
    return refused;
  }
}
