package dev.credence.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets one warning of a kind through each minute: a broken listener must not flood the log. */
final class OncePerMinute {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable Long> last = new AtomicReference<>();

  OncePerMinute(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @SuppressWarnings("PrimitiveAtomicReference") // compares with the very object that was read
  boolean isDue() {
    long now = nanoTime.getAsLong();
    Long before = last.get();
    return (before == null || now - before >= MINUTE) && last.compareAndSet(before, now);
  }
}
