package dev.credence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A guard for a service that runs as several instances: they remember used tokens in one map that
 * they share, such as a JCache (JSR 107) cache on a data grid.
 *
 * <p>That no token is let in twice rests on the map: on a {@code putIfAbsent} that is atomic among
 * all instances, also when machines or the network between them fail, and on entries that are kept
 * for as long as was said. What that takes of a grid's configuration is told in {@code
 * docs/cookbook/replay.md}. Everything else that can go wrong refuses the token: an operation that
 * throws or takes longer than the timeout, an interrupt, a token that can be accepted for longer
 * than the map remembers, or a map whose operations don't do what they should, which is tried with
 * an entry of the guard's own before the first claim.
 *
 * <p>The operations run on threads of this guard's own, which are there only while they are needed,
 * so that a grid that doesn't answer costs a caller no more than the timeout. A caller waits for
 * them, {@link TrustPolicy#evaluateAsync} included: with a shared guard call that from a thread
 * that may block.
 *
 * <p>Immutable and thread-safe.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="shared"}
 */
public final class SharedReplayGuard implements ReplayGuard {
  /** How long a caller waits for the map, unless set otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  /** Longest that a caller may be set to wait for the map. */
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

  private final Duration memory;
  private final SharedMap map;
  private final MapThreads threads;
  private final InstantSource clock;

  private SharedReplayGuard(
      Duration memory, SharedMap map, MapThreads threads, InstantSource clock) {
    this.memory = memory;
    this.map = map;
    this.threads = threads;
    this.clock = clock;
  }

  /** An operation of the map on a key and a value, atomic among all who share the map. */
  @FunctionalInterface
  public interface Operation {
    /**
     * Carries the operation out.
     *
     * @param key the key, 43 characters of base64url, or the word {@code trial-} and a UUID
     * @param value the value, a UUID
     * @return true if it changed the map
     * @throws Exception if it can't be told whether it did; the token is refused, and no text of
     *     the exception is shown or logged
     */
    boolean apply(String key, String value) throws Exception;
  }

  static SharedReplayGuard of(Duration memory, Operation putIfAbsent, Operation removeIfSame) {
    Objects.requireNonNull(memory, "memory");
    if (memory.isNegative() || memory.isZero()) {
      throw new IllegalArgumentException(
          "A shared map remembers for more than no time; this is " + memory);
    }
    return new SharedReplayGuard(
        memory,
        new SharedMap(
            Objects.requireNonNull(putIfAbsent, "putIfAbsent"),
            Objects.requireNonNull(removeIfSame, "removeIfSame")),
        new MapThreads(DEFAULT_TIMEOUT),
        InstantSource.system());
  }

  /**
   * Returns this guard with another limit on how long a caller waits for the map.
   *
   * @param timeout more than zero and at most {@link #MAX_TIMEOUT}
   * @return a guard that is the same in everything else
   * @throws IllegalArgumentException if it is not
   */
  public SharedReplayGuard withTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "The timeout is more than 0 and at most " + MAX_TIMEOUT + "; this is " + timeout);
    }
    return new SharedReplayGuard(memory, map, new MapThreads(timeout), clock);
  }

  /**
   * Returns this guard going by another clock.
   *
   * @param other the clock that the policy goes by as well; the system's unless set
   * @return a guard that is the same in everything else
   */
  public SharedReplayGuard withClock(InstantSource other) {
    return new SharedReplayGuard(memory, map, threads, Objects.requireNonNull(other, "other"));
  }

  @Override
  public Verdict claim(Use use) {
    Instant now = clock.instant();
    if (!use.keepUntil().isAfter(now)) {
      map.problems().met("the token has expired by this guard's clock, not by the policy's");
      return Verdict.UNDECIDED;
    }
    if (use.keepUntil().isAfter(now.plus(memory))) {
      map.problems().met("the map forgets before the token expires: it is said to keep " + memory);
      return Verdict.UNDECIDED;
    }
    return threads.await(answer -> claim(use, answer), this::unanswered);
  }

  private Verdict unanswered() {
    map.problems().met("the map gave no answer in time");
    return Verdict.UNDECIDED;
  }

  /** Takes back what was claimed for nobody: in doubt, or for a caller who has gone. */
  private void claim(Use use, CompletableFuture<Verdict> answer) {
    if (!map.isTried()) {
      answer.complete(Verdict.UNDECIDED);
      return;
    }
    Verdict verdict = map.claim(use);
    boolean handedOver = answer.complete(verdict);
    if (verdict == Verdict.UNDECIDED || (verdict == Verdict.FIRST && !handedOver)) {
      map.release(use);
    }
  }

  @Override
  public void release(Use use) {
    threads.run(() -> map.release(use));
  }

  /** Returns what the guard is and how long its map remembers. */
  @Override
  public String toString() {
    return "SharedReplayGuard[memory=" + memory + "]";
  }
}
