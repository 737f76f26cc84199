package dev.credence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** Remembers uses until their tokens have expired, and refuses rather than forgets. */
final class InMemoryReplayGuard implements ReplayGuard {
  private final int capacity;
  private final InstantSource clock;
  private final Cache<String, Use> seen;

  InMemoryReplayGuard(int capacity, InstantSource clock) {
    Objects.requireNonNull(clock, "clock");
    if (capacity <= 0) {
      throw new IllegalArgumentException(
          "The capacity of a replay guard is positive; this is " + capacity);
    }
    this.capacity = capacity;
    this.clock = clock;
    Instant start = clock.instant();
    this.seen =
        Caffeine.newBuilder()
            .ticker(() -> Duration.between(start, clock.instant()).toNanos())
            .executor(Runnable::run)
            .expireAfter(
                Expiry.<String, Use>creating(
                    (fingerprint, use) -> Duration.between(clock.instant(), use.keepUntil())))
            .build();
  }

  @Override
  public Verdict claim(Use use) {
    if (seen.getIfPresent(use.fingerprint()) != null) {
      return Verdict.SEEN;
    }
    if (isFull() || isOver(use)) {
      return Verdict.UNDECIDED;
    }
    return seen.asMap().putIfAbsent(use.fingerprint(), use) == null ? Verdict.FIRST : Verdict.SEEN;
  }

  @Override
  public void release(Use use) {
    seen.asMap().remove(use.fingerprint(), use);
  }

  /** By a clock that is far ahead of the policy's, a use would be forgotten as it is noted. */
  private boolean isOver(Use use) {
    return !use.keepUntil().isAfter(clock.instant());
  }

  private boolean isFull() {
    if (seen.estimatedSize() < capacity) {
      return false;
    }
    seen.cleanUp();
    return seen.estimatedSize() >= capacity;
  }
}
