package dev.credence.keys;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A key set that is in use, and for how long. Times are in milliseconds. Thread-safe; only {@link
 * #settleUntil} changes anything.
 */
final class HeldKeys {
  /** How much of a set's lifetime passes before it is fetched again. */
  static final int REFRESH_AFTER_PERCENT = 75;

  /** A clock that was set back by no more than this doesn't make keys unusable. */
  static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private static final long RESTORED = 0;

  private final KeySet keys;
  private final Set<String> withdrawnIds;
  private final CompletionStage<KeySet> answer;
  private final long fetch;
  private final long fetchedAt;
  private final long refreshFrom;
  private final long freshUntil;
  private final long usableUntil;
  private volatile long settledUntil;

  private HeldKeys(
      KeySet keys,
      Set<String> withdrawnIds,
      long fetch,
      long fetchedAt,
      Duration lifetime,
      Duration staleIfError) {
    this.keys = keys;
    this.withdrawnIds = withdrawnIds;
    this.answer = CompletableFuture.completedStage(keys);
    this.fetch = fetch;
    this.fetchedAt = fetchedAt;
    this.refreshFrom = fetchedAt + lifetime.toMillis() * REFRESH_AFTER_PERCENT / 100;
    this.freshUntil = fetchedAt + lifetime.toMillis();
    this.usableUntil = freshUntil + staleIfError.toMillis();
    this.settledUntil = refreshFrom;
  }

  /** Keys that a fetch brought, or confirmed; they are as old as its start. */
  static HeldKeys fetched(
      LoadedKeys loaded, KeyFlight flight, @Nullable HeldKeys before, Duration staleIfError) {
    return new HeldKeys(
        loaded.keys(),
        before == null ? Set.of() : before.withdrawnBy(loaded.keys()),
        flight.number(),
        flight.startedAt(),
        loaded.lifetime(),
        staleIfError);
  }

  /** Keys of a snapshot, which are never fresh. */
  static HeldKeys restored(KeySnapshot snapshot, Duration staleIfError) {
    long fetchedAt = snapshot.fetchedAt().toEpochMilli();
    return new HeldKeys(
        snapshot.keys(), Set.of(), RESTORED, fetchedAt, Duration.ZERO, staleIfError);
  }

  private Set<String> withdrawnBy(KeySet next) {
    if (next == keys) {
      return withdrawnIds;
    }
    Set<String> withdrawn = new HashSet<>(keys.ids());
    withdrawn.removeAll(next.ids());
    return withdrawn;
  }

  KeySet keys() {
    return keys;
  }

  /** The keys, as a stage that is made once; it can't be completed from outside. */
  CompletionStage<KeySet> answer() {
    return answer;
  }

  boolean has(String keyId) {
    return !keys.withId(keyId).isEmpty();
  }

  /** Whether the set before this one had the id. */
  boolean hasWithdrawn(String keyId) {
    return withdrawnIds.contains(keyId);
  }

  /** The number of the fetch that brought or confirmed them; 0 for none. */
  long fetch() {
    return fetch;
  }

  boolean isRestored() {
    return fetch == RESTORED;
  }

  long fetchedAt() {
    return fetchedAt;
  }

  long refreshFrom() {
    return refreshFrom;
  }

  long freshUntil() {
    return freshUntil;
  }

  long usableUntil() {
    return usableUntil;
  }

  boolean isFreshAt(long now) {
    return now >= fetchedAt && now < freshUntil;
  }

  boolean isUsableAt(long now) {
    return now >= fetchedAt - CLOCK_TOLERANCE.toMillis() && now < usableUntil;
  }

  /** Whether nothing but handing out the keys is to be done: the one question of most callers. */
  boolean isSettledAt(long now) {
    return now < settledUntil && now >= fetchedAt;
  }

  void settleUntil(long time) {
    settledUntil = time;
  }
}
