package dev.credence.aws;

import dev.credence.cloud.Granted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Keeps what a cloud granted for as long as it is good, and lets one thread renew it for all.
 *
 * <p>Some minutes before the end one caller tries to renew ahead of time, while the others get what
 * is there; if that fails it gets what is there too, and the next try is made after a pause. In the
 * last minute everybody waits for something new. Nothing is handed out in its last minute, let
 * alone after it.
 *
 * <p>Thread-safe, and without threads of its own.
 */
final class Renewal<T> {
  /** How long before the end it is renewed ahead of time, unless that is most of its life. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /** How long before the end it is no longer handed out. */
  private static final Duration LAST = Duration.ofMinutes(1);

  /** How long after a failure it is not tried again ahead of time. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Supplier<Granted<T>> quickly;
  private final Supplier<Granted<T>> patiently;
  private final AtomicReference<@Nullable CompletableFuture<Held<T>>> flight =
      new AtomicReference<>();
  private volatile @Nullable Held<T> held;

  /**
   * @param quickly asks once, while there is something to hand out still
   * @param patiently asks as often as it takes within a budget
   */
  Renewal(InstantSource clock, Supplier<Granted<T>> quickly, Supplier<Granted<T>> patiently) {
    this.clock = clock;
    this.quickly = quickly;
    this.patiently = patiently;
  }

  /**
   * What was granted, and until when it is handed out without more ado, and at all. No record,
   * whose text would show it.
   */
  private static final class Held<T> {
    private final T credentials;
    private final Instant aheadFrom;
    private final Instant dueFrom;

    private Held(T credentials, Instant aheadFrom, Instant dueFrom) {
      this.credentials = credentials;
      this.aheadFrom = aheadFrom;
      this.dueFrom = dueFrom;
    }

    static <T> Held<T> of(Granted<T> granted, Instant now) {
      Instant end = granted.expiresAt();
      Duration life = Duration.between(now, end);
      return new Held<>(
          granted.credentials(),
          end.minus(shorter(AHEAD, life.dividedBy(3))),
          end.minus(shorter(LAST, life.dividedBy(10))));
    }

    private static Duration shorter(Duration a, Duration b) {
      return a.compareTo(b) < 0 ? a : b;
    }

    Held<T> notAheadBefore(Instant later) {
      return new Held<>(credentials, later, dueFrom);
    }
  }

  T current() {
    while (true) {
      Held<T> now = held;
      if (now == null || isPast(now.dueFrom)) {
        try {
          return renewed().credentials;
        } catch (CancellationException leaderInterrupted) {
          continue; // which is no reason for this thread to fail
        }
      }
      if (!isPast(now.aheadFrom) || !renewAhead(now)) {
        return now.credentials;
      }
    }
  }

  private boolean isPast(Instant time) {
    return !clock.instant().isBefore(time);
  }

  /** Renews it together with all others who wait for it. */
  private Held<T> renewed() {
    CompletableFuture<Held<T>> mine = new CompletableFuture<>();
    CompletableFuture<Held<T>> others = flight.compareAndExchange(null, mine);
    return others == null ? lead(mine) : follow(others);
  }

  private Held<T> lead(CompletableFuture<Held<T>> mine) {
    try {
      Held<T> now = held; // renewed between the look and the lead, maybe
      Held<T> renewed = now == null || isPast(now.dueFrom) ? hold(patiently.get()) : now;
      mine.complete(renewed);
      return renewed;
    } catch (RuntimeException | Error failure) {
      if (Thread.currentThread().isInterrupted()) {
        mine.cancel(false);
      } else {
        mine.completeExceptionally(failure);
      }
      throw failure;
    } finally {
      flight.set(null);
    }
  }

  private static <T> Held<T> follow(CompletableFuture<Held<T>> others) {
    try {
      return others.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("Interrupted while another thread renews the credentials");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /**
   * Renews it if nobody else does.
   *
   * @return whether to look again at what is held
   */
  private boolean renewAhead(Held<T> now) {
    CompletableFuture<Held<T>> mine = new CompletableFuture<>();
    if (!flight.compareAndSet(null, mine)) {
      return false;
    }
    try {
      if (held == now) {
        mine.complete(hold(quickly.get()));
      }
    } catch (RuntimeException failure) { // there is time for more tries
      held = now.notAheadBefore(clock.instant().plus(PAUSE));
    } finally {
      mine.cancel(false); // unless complete: who has begun to wait looks again
      flight.set(null);
    }
    return true;
  }

  private Held<T> hold(Granted<T> granted) {
    Held<T> renewed = Held.of(granted, clock.instant());
    held = renewed;
    return renewed;
  }
}
