package dev.credence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Remembers which tokens were used, so that a token stolen from a log can't be used again while it
 * is still valid.
 *
 * <p>A policy asks its guard last, once everything else about the token holds, so that a refused
 * token is never used up. {@link #inMemory(int)} is for a service that runs as one process, {@link
 * #shared} for one that runs as several.
 *
 * <p>May be implemented by others. An implementation is thread-safe and decides atomically: of any
 * number of simultaneous claims of one fingerprint exactly one is {@link Verdict#FIRST}. It answers
 * within bounded time and doesn't throw; a guard that can't tell, and one that throws all the same,
 * counts as {@link Verdict#UNDECIDED}, and the token is refused.
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
    /**
     * It can't be told: the guard is full, can't reach what it relies on, or goes by a clock by
     * which the token has expired already.
     */
    UNDECIDED
  }

  /**
   * One presentation of a token. Every presentation has its own id, those of the same token as
   * well; by it a guard tells the use that it let pass from all others.
   *
   * @param fingerprint a digest in base64url of what identifies the token: its issuer and {@code
   *     jti}, or its signed content where it has no {@code jti}; not secret
   * @param id a unique name of this presentation, not secret
   * @param keepUntil when no policy can accept the token any more, so that it may be forgotten: its
   *     {@code exp} and the greatest skew that a policy may allow
   */
  record Use(String fingerprint, String id, Instant keepUntil) {}

  /**
   * Claims a token for its one use.
   *
   * @param use the presentation that wants it
   * @return what was known of the token
   */
  Verdict claim(Use use);

  /**
   * Gives a token's one use back, so that the token can be claimed again. Called at most once for
   * each use that was {@link Verdict#FIRST}, by {@link VerifiedToken#release()}.
   *
   * <p>Gives back nothing but this very use: where the token was claimed by a use of another id in
   * the meantime, that claim stands. A guard that can't reach what it relies on leaves the token
   * used.
   *
   * @param use the presentation that claimed it
   */
  void release(Use use);

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

  /**
   * Returns a guard that remembers in a map shared by all instances of a service: any JCache (JSR
   * 107) provider, a data grid's own map, or whatever else has these two operations. With a {@code
   * javax.cache.Cache<String, String>} they are {@code cache::putIfAbsent} and {@code
   * cache::remove}.
   *
   * @param memory how long the map is configured to keep an entry after it was put, whatever else
   *     happens to it; tokens that can be accepted for longer are {@link Verdict#UNDECIDED}
   * @param putIfAbsent puts the entry if the map has none for its key, atomically among all
   *     instances; tells whether it did
   * @param removeIfSame removes the entry if the map has this very value for its key, atomically;
   *     tells whether it did
   * @return a guard, thread-safe
   * @throws IllegalArgumentException if the memory is not positive
   */
  static SharedReplayGuard shared(
      Duration memory,
      SharedReplayGuard.Operation putIfAbsent,
      SharedReplayGuard.Operation removeIfSame) {
    return SharedReplayGuard.of(memory, putIfAbsent, removeIfSame);
  }
}
