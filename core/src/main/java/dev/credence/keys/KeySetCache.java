package dev.credence.keys;

import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the keys in use, and fetches them again when that is due.
 *
 * <p>There are no timers: a fetch that is due starts at the next use. A use starts it without
 * waiting for it, unless there are no keys that may be given out before its outcome is known. No
 * lock is held while anything is fetched, reported or completed, and none is taken at all while the
 * keys at hand are settled.
 */
final class KeySetCache {
  private final String source;
  private final Supplier<CompletableFuture<LoadedKeys>> loader;
  private final InstantSource clock;
  private final KeyReports reports;
  private final UnknownIds unknownIds;
  private final ReentrantLock lock = new ReentrantLock();
  private final KeyState state;

  KeySetCache(
      String source,
      Supplier<CompletableFuture<LoadedKeys>> loader,
      InstantSource clock,
      Duration staleIfError,
      KeyReports reports) {
    this.source = source;
    this.loader = loader;
    this.clock = clock;
    this.reports = reports;
    this.unknownIds = new UnknownIds(clock);
    this.state = new KeyState(staleIfError);
  }

  /** Starts from keys of an earlier run. Before first use only. */
  void restore(KeySnapshot snapshot) {
    state.restore(snapshot);
  }

  CompletionStage<KeySet> current() {
    HeldKeys mine = state.held();
    return mine != null && mine.isSettledAt(clock.millis())
        ? mine.answer()
        : decided(this::currentAt);
  }

  /** The keys after the fetch that they call for, where {@link #current} may not wait for it. */
  CompletionStage<KeySet> refreshed() {
    return decided(now -> {
      state.refreshIfDue(now);
      HeldKeys mine = state.held();
      return mine != null && mine.isFreshAt(now) ? mine.answer() : awaitedAt(now);
    });
  }

  CompletionStage<KeySet> newerThan(KeySet seen, String keyId) {
    return seen.withId(keyId).isEmpty() ? having(keyId) : otherThan(seen);
  }

  Optional<KeySnapshot> snapshot() {
    return Optional.ofNullable(state.held())
        .map(mine -> new KeySnapshot(source, Instant.ofEpochMilli(mine.fetchedAt()), mine.keys()));
  }

  KeyStatus status() {
    lock.lock();
    try {
      return new KeyStatus(source, state, clock.millis());
    } finally {
      lock.unlock();
    }
  }

  void close() {
    KeyFlight abandoned;
    lock.lock();
    try {
      state.close();
      abandoned = state.flight();
    } finally {
      lock.unlock();
    }
    if (abandoned != null) {
      abandoned.landing().completeExceptionally(closed());
    }
  }

  /** Makes a decision under the lock, and launches outside of it what was decided to start. */
  private CompletionStage<KeySet> decided(LongFunction<CompletionStage<KeySet>> decision) {
    CompletionStage<KeySet> answer;
    KeyFlight starting;
    boolean isExhausted;
    lock.lock();
    try {
      long now = clock.millis();
      answer = state.isClosed() ? CompletableFuture.failedStage(closed()) : decision.apply(now);
      KeyFlight flight = state.flight();
      starting = flight != null && flight.claimLaunch() ? flight : null;
      isExhausted = state.budget().tellsExhaustion();
      state.settle(now);
    } finally {
      lock.unlock();
    }
    if (starting != null) {
      launch(starting);
    }
    if (isExhausted) {
      reports.budgetExhausted();
    }
    return answer;
  }

  private CompletionStage<KeySet> currentAt(long now) {
    state.refreshIfDue(now);
    HeldKeys served = state.servedAt(now);
    return served == null ? awaitedAt(now) : served.answer();
  }

  /** Waits for what is under way; if nothing may be, takes what there is. */
  private CompletionStage<KeySet> awaitedAt(long now) {
    KeyFlight flight = state.flight();
    if (flight != null) {
      return flight.landing().handle(this::landedOrStale);
    }
    HeldKeys stale = state.usableAt(now);
    return stale == null ? CompletableFuture.failedStage(unavailable(now)) : stale.answer();
  }

  private KeySet landedOrStale(@Nullable HeldKeys landed, @Nullable Throwable failure) {
    HeldKeys best = landed == null ? state.usableAt(clock.millis()) : landed;
    if (best == null) {
      throw new CompletionException(failure);
    }
    return best.keys();
  }

  /** Another set than the one under which a signature didn't hold; that one, if there is none. */
  private CompletionStage<KeySet> otherThan(KeySet seen) {
    return decided(now -> {
      HeldKeys mine = state.usableAt(now);
      if (mine == null) {
        return currentAt(now);
      }
      KeyFlight flight = mine.keys() == seen ? state.flightForToken(now) : null;
      return flight == null ? mine.answer() : flight.landing().thenApply(HeldKeys::keys);
    });
  }

  private CompletionStage<KeySet> having(String keyId) {
    return decided(now -> {
      HeldKeys mine = state.usableAt(now);
      return mine == null ? currentAt(now) : having(keyId, mine, now);
    });
  }

  /**
   * A set that has this id; or one without it that was fetched after the id was first asked for.
   */
  private CompletionStage<KeySet> having(String keyId, HeldKeys mine, long now) {
    if (mine.has(keyId)) {
      return mine.answer();
    }
    long fetchesBefore = unknownIds.fetchesBefore(keyId, state.fetchesStarted());
    if (mine.fetch() > fetchesBefore) {
      return mine.answer();
    }
    KeyFlight flight = state.flightForToken(now);
    if (flight == null) {
      return mine.hasWithdrawn(keyId)
          ? mine.answer()
          : CompletableFuture.failedStage(undecided(keyId, now));
    }
    return flight
        .landing()
        .thenCompose(landed ->
            landed.has(keyId) || landed.fetch() > fetchesBefore ? landed.answer() : having(keyId));
  }

  private KeysUnavailableException undecided(String keyId, long now) {
    return state.isFetchForbiddenAt(now)
        ? unavailable(now)
        : new KeysUnavailableException(
            source,
            "the keys at hand have no key "
                + SafeText.quote(keyId)
                + ", and they were fetched too often lately to be fetched again at once",
            Duration.ofMillis(state.budget().due() - now));
  }

  private void launch(KeyFlight starting) {
    var unused =
        CompletableFuture.completedFuture(loader)
            .thenCompose(this::loadAndReport)
            .whenComplete((loaded, failure) -> landed(starting, loaded, failure));
  }

  private CompletableFuture<LoadedKeys> loadAndReport(
      Supplier<CompletableFuture<LoadedKeys>> load) {
    reports.fetchStarted();
    return load.get();
  }

  private void landed(KeyFlight done, @Nullable LoadedKeys loaded, @Nullable Throwable failure) {
    if (loaded == null) {
      failed(done, reason(failure));
    } else {
      succeeded(done, loaded);
    }
  }

  private void succeeded(KeyFlight done, LoadedKeys loaded) {
    HeldKeys before;
    HeldKeys fetched;
    long now;
    unknownIds.forget(loaded.keys().ids());
    lock.lock();
    try {
      now = clock.millis();
      before = state.held();
      fetched = state.succeeded(done, loaded);
      state.settle(now);
    } finally {
      lock.unlock();
    }
    try {
      reports.fetchSucceeded(Duration.ofMillis(now - done.startedAt()));
      reports.replaced(before == null ? null : before.keys(), loaded.keys());
    } finally {
      done.landing().complete(fetched);
    }
  }

  private void failed(KeyFlight done, LoadFailure failure) {
    Outage outage;
    long now;
    lock.lock();
    try {
      now = clock.millis();
      outage = state.failed(done, failure, now);
      state.settle(now);
    } finally {
      lock.unlock();
    }
    try {
      reports.fetchFailed(failure, Duration.ofMillis(now - done.startedAt()));
    } finally {
      done.landing().completeExceptionally(outage.reportedAt(now, source));
    }
  }

  private static LoadFailure reason(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof LoadFailure expected
        ? expected
        : new LoadFailure(KeyFailure.UNEXPECTED, "fetching them failed");
  }

  private KeysUnavailableException unavailable(long now) {
    Outage outage = state.outage();
    return outage == null
        ? new KeysUnavailableException(source, "they are not fetched yet")
        : outage.reportedAt(now, source);
  }

  private KeysUnavailableException closed() {
    return new KeysUnavailableException(source, "this source of keys is closed");
  }
}
