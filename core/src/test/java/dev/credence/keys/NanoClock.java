package dev.credence.keys;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that only a test moves, and that overflows early as {@code nanoTime} may. */
final class NanoClock implements LongSupplier {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

  void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Override
  public long getAsLong() {
    return now.get();
  }
}
