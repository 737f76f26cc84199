package dev.credence.keys;

import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JwksKeySource} is at one moment, for health checks. Taking it starts no fetch.
 *
 * <p>Immutable and thread-safe. It holds no key material.
 */
public final class KeyStatus {

  /** What the source can do for a token that comes now. */
  public enum State {
    /** No keys were ever fetched: the first token leads to a fetch and waits for it. */
    EMPTY,
    /** The keys are current by the issuer's word. */
    FRESH,
    /** The keys are past their lifetime but serve on if they can't be fetched. */
    STALE,
    /** The keys are too old to be used: tokens wait for the next fetch. */
    EXPIRED,
    /** The source was closed. */
    CLOSED
  }

  private final String source;
  private final State state;
  private final @Nullable Instant lastSuccess;
  private final @Nullable Duration age;
  private final @Nullable Instant lastFailure;
  private final @Nullable KeyFailure lastFailureKind;
  private final Set<String> keyIds;
  private final List<SkippedKey> skipped;
  private final int budgetLeft;

  KeyStatus(String source, KeyState known, long now) {
    HeldKeys held = known.held();
    Outage failure = known.lastFailure();
    this.source = source;
    this.state = known.isClosed() ? State.CLOSED : state(held, now);
    this.lastSuccess = held == null ? null : Instant.ofEpochMilli(held.fetchedAt());
    this.age = held == null ? null : Duration.ofMillis(Math.max(0, now - held.fetchedAt()));
    this.lastFailure = failure == null ? null : Instant.ofEpochMilli(failure.at());
    this.lastFailureKind = failure == null ? null : failure.kind();
    this.keyIds = held == null ? Set.of() : held.keys().ids();
    this.skipped = held == null ? List.of() : held.keys().skipped();
    this.budgetLeft = known.budget().left(now);
  }

  private static State state(@Nullable HeldKeys held, long now) {
    if (held == null) {
      return State.EMPTY;
    }
    if (held.isFreshAt(now)) {
      return State.FRESH;
    }
    return held.isUsableAt(now) ? State.STALE : State.EXPIRED;
  }

  /**
   * Whose keys these are.
   *
   * @return an issuer, or a URL without its query
   */
  public String source() {
    return source;
  }

  /**
   * What the source can do for a token that comes now.
   *
   * @return the state
   */
  public State state() {
    return state;
  }

  /**
   * When the last fetch that succeeded was started; for keys of a snapshot, when they were fetched.
   *
   * @return empty when there was none
   */
  public Optional<Instant> lastSuccess() {
    return Optional.ofNullable(lastSuccess);
  }

  /**
   * How long ago that was.
   *
   * @return empty when there are no keys
   */
  public Optional<Duration> age() {
    return Optional.ofNullable(age);
  }

  /**
   * When a fetch last failed, even if later ones succeeded.
   *
   * @return empty when none ever failed
   */
  public Optional<Instant> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /**
   * How that fetch failed.
   *
   * @return empty when none ever failed
   */
  public Optional<KeyFailure> lastFailureKind() {
    return Optional.ofNullable(lastFailureKind);
  }

  /**
   * The ids of the keys at hand. They come from the issuer: show them escaped.
   *
   * @return empty when there are no keys
   */
  public Set<String> keyIds() {
    return keyIds;
  }

  /**
   * The entries of the issuer's key set that can't be used.
   *
   * @return empty when every entry is used
   */
  public List<SkippedKey> skipped() {
    return skipped;
  }

  /**
   * How many fetches tokens with unknown key ids and bad signatures can still lead to in this
   * minute.
   *
   * @return 0 to 5
   */
  public int budgetLeft() {
    return budgetLeft;
  }

  /** The state, the age and the numbers of keys. */
  @Override
  public String toString() {
    return "KeyStatus["
        + SafeText.quote(source)
        + ", "
        + state
        + ", "
        + keyIds.size()
        + " key ids"
        + (age == null ? "" : ", " + age.toSeconds() + " s old")
        + ", "
        + skipped.size()
        + " skipped, "
        + budgetLeft
        + " fetches left]";
  }
}
