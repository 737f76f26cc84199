package dev.credence.keys;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link KeySetCache} knows, and what follows from it at a time: which keys may be given
 * out, and whether a fetch may start. Times are in milliseconds.
 *
 * <p>Guarded by the lock of its cache, but for {@link #held()}.
 */
final class KeyState {
  private final Duration staleIfError;
  private final RefetchBudget budget = new RefetchBudget();
  private volatile @Nullable HeldKeys held;
  private @Nullable KeyFlight flight;
  private @Nullable Outage outage;
  private @Nullable Outage lastFailure;
  private long fetchesStarted;
  private boolean closed;

  KeyState(Duration staleIfError) {
    this.staleIfError = staleIfError;
  }

  /** The keys at hand, however old they are; may be read without the lock. */
  @Nullable HeldKeys held() {
    return held;
  }

  /** The fetch under way. */
  @Nullable KeyFlight flight() {
    return flight;
  }

  /** The last fetch, if it failed. */
  @Nullable Outage outage() {
    return outage;
  }

  /** The last fetch that failed, though others may have succeeded since. */
  @Nullable Outage lastFailure() {
    return lastFailure;
  }

  RefetchBudget budget() {
    return budget;
  }

  long fetchesStarted() {
    return fetchesStarted;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    held = null;
  }

  void restore(KeySnapshot snapshot) {
    held = HeldKeys.restored(snapshot, staleIfError);
  }

  /** The keys at hand if they may be used at all. */
  @Nullable HeldKeys usableAt(long now) {
    HeldKeys mine = held;
    return mine != null && mine.isUsableAt(now) ? mine : null;
  }

  /**
   * The keys that are given out although a fetch may be under way: fresh ones; and past their
   * lifetime those of a snapshot, or of an issuer that was out of reach a moment ago.
   */
  @Nullable HeldKeys servedAt(long now) {
    HeldKeys mine = usableAt(now);
    if (mine == null || mine.isFreshAt(now)) {
      return mine;
    }
    boolean atOnce = outage == null ? mine.isRestored() : outage.isRecentAt(now);
    return atOnce ? mine : null;
  }

  boolean isFetchForbiddenAt(long now) {
    return outage != null && outage.forbidsFetchAt(now);
  }

  /** Begins the fetch that the keys' age calls for, or an earlier token that was put off. */
  void refreshIfDue(long now) {
    if (flight != null || isFetchForbiddenAt(now)) {
      return;
    }
    HeldKeys mine = held;
    boolean isTrailing = now >= budget.due();
    if (isTrailing || mine == null || now >= mine.refreshFrom() || !mine.isFreshAt(now)) {
      begin(now, isTrailing && budget.take(now));
    }
  }

  /**
   * The fetch that a token may wait for which the keys at hand don't serve: the one under way, or a
   * new one.
   *
   * @return null when none may start now; then one is due later
   */
  @Nullable KeyFlight flightForToken(long now) {
    if (flight == null && isFetchForbiddenAt(now)) {
      budget.fallDue(nextPermitted(0));
    } else if (flight == null && budget.take(now)) {
      begin(now, true);
    }
    return flight;
  }

  private void begin(long now, boolean isAskedFor) {
    boolean isAwaited = isAskedFor || budget.due() != RefetchBudget.NEVER;
    budget.settleDue();
    fetchesStarted++;
    flight = new KeyFlight(fetchesStarted, now, isAskedFor, isAwaited);
  }

  HeldKeys succeeded(KeyFlight done, LoadedKeys loaded) {
    HeldKeys fetched = HeldKeys.fetched(loaded, done, held, staleIfError);
    flight = null;
    outage = null;
    if (!closed) {
      held = fetched;
    }
    return fetched;
  }

  Outage failed(KeyFlight done, LoadFailure failure, long now) {
    Outage failed = Outage.of(failure, now);
    flight = null;
    outage = failed;
    lastFailure = failed;
    if (done.isAskedFor()) {
      budget.giveBack(done.startedAt());
    }
    if (done.isAwaited()) {
      budget.fallDue(failed.noFetchBefore());
    }
    return failed;
  }

  /** Works out until when the next callers can be served without another decision. */
  void settle(long now) {
    HeldKeys mine = held;
    if (mine != null) {
      mine.settleUntil(
          servedAt(now) == null
              ? mine.fetchedAt()
              : Math.min(servedUntil(mine, now), nextFetchAt(mine)));
    }
  }

  private long servedUntil(HeldKeys mine, long now) {
    if (mine.isFreshAt(now)) {
      return mine.freshUntil();
    }
    return outage == null ? mine.usableUntil() : Math.min(mine.usableUntil(), outage.recentUntil());
  }

  private long nextFetchAt(HeldKeys mine) {
    return flight == null
        ? nextPermitted(Math.min(mine.refreshFrom(), budget.due()))
        : RefetchBudget.NEVER;
  }

  private long nextPermitted(long wanted) {
    return outage == null ? wanted : Math.max(wanted, outage.noFetchBefore());
  }
}
