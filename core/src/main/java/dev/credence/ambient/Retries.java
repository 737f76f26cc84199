package dev.credence.ambient;

import dev.credence.internal.http.BackOff;
import dev.credence.internal.http.FetchException;
import dev.credence.internal.http.FetchResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Tries requests until they are answered for good or their common deadline has come, which is
 * reckoned from the making of this object.
 *
 * <p>Only what may pass by itself is tried again: no connection, a broken one, 429 and 5xx. The
 * pauses double and are jittered, or are what the server asks for. For one thread.
 */
final class Retries {
  static final int MAX_ATTEMPTS = 5;

  private static final BackOff PAUSES = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(4));

  /** A server that asks for more than this is not waited for. */
  private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(15);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final Duration deadline;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final DoubleSupplier jitter;
  private final long start;

  /** Retries within a deadline; the jitter is between 0 and 1. */
  Retries(Duration deadline, LongSupplier nanoTime, Pause pause, DoubleSupplier jitter) {
    this.deadline = deadline;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.jitter = jitter;
    this.start = nanoTime.getAsLong();
  }

  /**
   * Makes attempts one after the other.
   *
   * @throws FetchException the last attempt's failure
   * @throws TimeoutException when an attempt was still under way at the deadline
   */
  FetchResult run(Attempt attempt)
      throws FetchException, TimeoutException, InterruptedException, IdTokenUnavailableException {
    for (int made = 1; ; made++) {
      try {
        return finished(attempt.start(), left());
      } catch (FetchException failure) {
        Duration wait = waitAfter(failure, made);
        if (made == MAX_ATTEMPTS
            || !isPassing(failure)
            || wait.compareTo(MAX_RETRY_AFTER) > 0
            || wait.compareTo(left()) >= 0) {
          throw failure;
        }
        pause.pause(wait);
      }
    }
  }

  static boolean isPassing(FetchException failure) {
    return switch (failure.kind()) {
      case CONNECT, DEADLINE, IO -> true;
      case STATUS -> failure.status() == TOO_MANY_REQUESTS || failure.status() >= SERVER_ERRORS;
      default -> false;
    };
  }

  private Duration left() {
    return deadline.minusNanos(nanoTime.getAsLong() - start);
  }

  private static FetchResult finished(CompletableFuture<FetchResult> exchange, Duration left)
      throws FetchException, TimeoutException, InterruptedException {
    try {
      return exchange.get(Math.max(left.toNanos(), 0), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof FetchException known) {
        throw known;
      }
      throw new IllegalStateException("A fetch fails with nothing but FetchException");
    }
  }

  private Duration waitAfter(FetchException failure, int made) {
    return failure.retryAfter().orElseGet(() -> PAUSES.after(made, jitter));
  }
}
