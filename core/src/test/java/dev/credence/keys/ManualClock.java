package dev.credence.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that only a test moves. */
final class ManualClock implements InstantSource {
  static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  void advance(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  void goBack(Duration time) {
    now.updateAndGet(instant -> instant.minus(time));
  }

  @Override
  public Instant instant() {
    return now.get();
  }
}
