package dev.credence.keys;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last key set that was loaded, and the one load that may be under way.
 *
 * <p>Whoever needs keys while a load is under way shares its outcome. No lock is held while
 * anything is loaded; a failed load leaves what is cached untouched.
 */
final class KeySetCache {
  /** How long a loaded set serves. */
  static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

  /**
   * The least time between two loads that were asked for by way of {@link #newerThan}, and between
   * a failed load and the next.
   */
  static final Duration MINIMUM_GAP = Duration.ofSeconds(10);

  private final String name;
  private final Supplier<CompletableFuture<KeySet>> loader;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Loaded loaded;
  private @Nullable Failed failed;
  private @Nullable Long lastAskedForNewer;
  private @Nullable CompletableFuture<KeySet> underWay;

  KeySetCache(String name, Supplier<CompletableFuture<KeySet>> loader, LongSupplier nanoTime) {
    this.name = name;
    this.loader = loader;
    this.nanoTime = nanoTime;
  }

  CompletionStage<KeySet> current() {
    Loaded last = loaded;
    if (last != null && last.servesAt(nanoTime.getAsLong())) {
      return last.answer();
    }
    return joined(Need.ANY);
  }

  CompletionStage<KeySet> newerThan(KeySet seen) {
    Loaded last = loaded;
    if (last != null && last.keys() != seen && last.servesAt(nanoTime.getAsLong())) {
      return last.answer();
    }
    return joined(Need.NEWER);
  }

  private CompletionStage<KeySet> joined(Need need) {
    CompletableFuture<KeySet> starting;
    lock.lock();
    try {
      if (underWay != null) {
        return shared(underWay);
      }
      CompletionStage<KeySet> withoutLoad = answerWithoutLoad(need, nanoTime.getAsLong());
      if (withoutLoad != null) {
        return withoutLoad;
      }
      starting = new CompletableFuture<>();
      underWay = starting;
    } finally {
      lock.unlock();
    }
    CompletionStage<KeySet> answer = shared(starting);
    var unused =
        CompletableFuture.completedFuture(loader)
            .thenCompose(Supplier::get)
            .whenComplete((keys, failure) -> finished(starting, keys, failure));
    return answer;
  }

  /** A copy, so that a caller who cancels does so for itself only. */
  private static CompletionStage<KeySet> shared(CompletableFuture<KeySet> load) {
    return load.copy();
  }

  /** The answer when no load may start now; null, with the attempt noted, when one has to. */
  private @Nullable CompletionStage<KeySet> answerWithoutLoad(Need need, long now) {
    Loaded last = loaded;
    boolean serves = last != null && last.servesAt(now);
    if (last != null && serves && (need == Need.ANY || !mayAskForNewer(now))) {
      return last.answer();
    }
    if (!serves && failed != null && failed.blocksAt(now)) {
      return CompletableFuture.failedStage(failed.again(now));
    }
    if (need == Need.NEWER) {
      lastAskedForNewer = now;
    }
    return null;
  }

  private boolean mayAskForNewer(long now) {
    boolean askedLately =
        lastAskedForNewer != null && now - lastAskedForNewer < MINIMUM_GAP.toNanos();
    return !askedLately && (failed == null || !failed.blocksAt(now));
  }

  private void finished(
      CompletableFuture<KeySet> load, @Nullable KeySet keys, @Nullable Throwable failure) {
    KeysUnavailableException unavailable = keys == null ? unavailable(failure) : null;
    lock.lock();
    try {
      underWay = null;
      long now = nanoTime.getAsLong();
      failed = unavailable == null ? null : new Failed(unavailable, now);
      if (keys != null) {
        loaded = new Loaded(keys, CompletableFuture.completedStage(keys), now);
      }
    } finally {
      lock.unlock();
    }
    if (unavailable == null) {
      load.complete(keys);
    } else {
      load.completeExceptionally(unavailable);
    }
  }

  private KeysUnavailableException unavailable(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof KeysUnavailableException expected
        ? expected.retryingAfter(atLeastTheGap(expected))
        : new KeysUnavailableException(name, "fetching them failed", MINIMUM_GAP);
  }

  private static Duration atLeastTheGap(KeysUnavailableException failure) {
    return failure
        .retryAfter()
        .filter(asked -> asked.compareTo(MINIMUM_GAP) > 0)
        .orElse(MINIMUM_GAP);
  }

  private enum Need {
    ANY,
    NEWER
  }

  private record Loaded(KeySet keys, CompletionStage<KeySet> answer, long at) {
    boolean servesAt(long now) {
      return now - at < TIME_TO_LIVE.toNanos();
    }
  }

  private record Failed(KeysUnavailableException failure, long at) {
    boolean blocksAt(long now) {
      return now - at < MINIMUM_GAP.toNanos();
    }

    KeysUnavailableException again(long now) {
      return failure.retryingAfter(atLeastTheGap(failure).minusNanos(now - at));
    }
  }
}
