package dev.credence.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it. Give one clock to the issuer and to the policy,
 * so that both agree on the time.
 *
 * <p>Thread-safe: what one thread sets, the others see.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="clock"}
 */
public final class TestClock implements InstantSource {
  private final AtomicReference<Instant> now;

  private TestClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  /**
   * Returns a clock that stands at a time.
   *
   * @param start the time
   * @return the clock
   */
  public static TestClock at(Instant start) {
    return new TestClock(Objects.requireNonNull(start, "start"));
  }

  /**
   * Returns a clock that stands at the system's present second.
   *
   * @return the clock
   */
  public static TestClock atPresent() {
    return at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /**
   * Moves the clock forward.
   *
   * @param step how far; not negative
   * @return this clock
   * @throws IllegalArgumentException if the step is negative; see {@link #set(Instant)}
   */
  public TestClock advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException(
          "A clock advances by a positive duration, not by " + step + "; to go back use set");
    }
    now.updateAndGet(instant -> instant.plus(step));
    return this;
  }

  /**
   * Sets the clock, forward or back.
   *
   * @param instant the time
   * @return this clock
   */
  public TestClock set(Instant instant) {
    now.set(Objects.requireNonNull(instant, "instant"));
    return this;
  }

  @Override
  public String toString() {
    return "TestClock[" + now.get() + "]";
  }
}
