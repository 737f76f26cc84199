package dev.credence;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Remembers which tokens were used, so that a token stolen from a log can't be used again while it
 * is still valid.
 *
 * <p>A policy asks its guard last, once everything else about the token holds, so that a refused
 * token is never used up. Implementations must be thread-safe and must decide atomically: of any
 * number of simultaneous claims of one fingerprint exactly one is {@link Verdict#FIRST}. They must
 * not throw; a guard that can't tell answers {@link Verdict#UNDECIDED}, and the token is refused.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="replay"}
 */
public interface ReplayGuard {

  /** What a guard knows about a token. */
  enum Verdict {
    /** It was not seen before, and from now on it has been. */
    FIRST,
    /** It was seen before. */
    SEEN,
    /** It can't be told: the guard is full, or can't reach what it relies on. */
    UNDECIDED
  }

  /**
   * Claims a token for its one use.
   *
   * @param fingerprint a digest in base64url of what identifies the token: its issuer and {@code
   *     jti}, or its signed content where it has no {@code jti}; not secret
   * @param keepUntil when the token can't be accepted any more and may be forgotten
   * @return what was known of it
   */
  Verdict claim(String fingerprint, Instant keepUntil);

  /**
   * Returns a guard that remembers in this process, for services that run as one instance.
   *
   * @param capacity how many unexpired tokens are remembered; when it is full, further tokens are
   *     {@link Verdict#UNDECIDED} rather than old ones forgotten
   * @return a guard, thread-safe
   * @throws IllegalArgumentException if the capacity is not positive
   */
  static ReplayGuard inMemory(int capacity) {
    return inMemory(capacity, InstantSource.system());
  }

  /**
   * Returns a guard like {@link #inMemory(int)} that tells expiry by a given clock.
   *
   * @param capacity how many unexpired tokens are remembered
   * @param clock the clock that the policy goes by as well
   * @return a guard, thread-safe
   * @throws IllegalArgumentException if the capacity is not positive
   */
  static ReplayGuard inMemory(int capacity, InstantSource clock) {
    return new InMemoryReplayGuard(capacity, clock);
  }
}
