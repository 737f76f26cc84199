package dev.credence.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The key ids that tokens named lately and no set had, each with the number of fetches that had
 * been started when it was first asked for. A later fetch without the id settles that it is
 * unknown. Thread-safe.
 */
final class UnknownIds {
  /** The most ids that are remembered; any more push out others, which are then new again. */
  static final int MAX_IDS = 1_024;

  /** How long an id is remembered from when it was first asked for. */
  static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

  private final InstantSource clock;

  /** Made for the first id: most services never see one, and start without the cache's classes. */
  private volatile @Nullable Cache<String, Long> fetchesBefore;

  UnknownIds(InstantSource clock) {
    this.clock = clock;
  }

  /** How many fetches had been started when this id was first asked for. */
  long fetchesBefore(String keyId, long fetchesNow) {
    return remembered().get(keyId, firstAsked -> fetchesNow);
  }

  /** These ids are known now: should they go and be asked for again, that is another matter. */
  void forget(Set<String> known) {
    Cache<String, Long> remembered = fetchesBefore;
    if (remembered != null) {
      remembered.invalidateAll(known);
    }
  }

  private synchronized Cache<String, Long> remembered() {
    Cache<String, Long> remembered = fetchesBefore;
    if (remembered == null) {
      remembered =
          Caffeine.newBuilder()
              .maximumSize(MAX_IDS)
              .expireAfterWrite(TIME_TO_LIVE)
              .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
              .executor(Runnable::run)
              .build();
      fetchesBefore = remembered;
    }
    return remembered;
  }
}
