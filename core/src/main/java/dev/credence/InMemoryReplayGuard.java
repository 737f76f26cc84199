package dev.credence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** Remembers fingerprints until their tokens have expired, and refuses rather than forgets. */
final class InMemoryReplayGuard implements ReplayGuard {
  private final int capacity;
  private final Cache<String, Instant> seen;

  InMemoryReplayGuard(int capacity, InstantSource clock) {
    Objects.requireNonNull(clock, "clock");
    if (capacity <= 0) {
      throw new IllegalArgumentException(
          "The capacity of a replay guard is positive; this is " + capacity);
    }
    this.capacity = capacity;
    Instant start = clock.instant();
    this.seen =
        Caffeine.newBuilder()
            .ticker(() -> Duration.between(start, clock.instant()).toNanos())
            .executor(Runnable::run)
            .expireAfter(
                Expiry.<String, Instant>creating(
                    (fingerprint, until) -> Duration.between(clock.instant(), until)))
            .build();
  }

  @Override
  public Verdict claim(String fingerprint, Instant keepUntil) {
    if (seen.getIfPresent(fingerprint) != null) {
      return Verdict.SEEN;
    }
    if (isFull()) {
      return Verdict.UNDECIDED;
    }
    return seen.asMap().putIfAbsent(fingerprint, keepUntil) == null ? Verdict.FIRST : Verdict.SEEN;
  }

  private boolean isFull() {
    if (seen.estimatedSize() < capacity) {
      return false;
    }
    seen.cleanUp();
    return seen.estimatedSize() >= capacity;
  }
}
