package dev.credence.azure;

import com.azure.core.credential.AccessToken;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.cloud.Granted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The access token for one tenant and its scopes: kept while it is valid, renewed ahead of time,
 * and got once for all who wait.
 *
 * <p>While the token is valid it is what everyone gets, whatever becomes of its renewal, and only
 * in its last minute is a renewal waited for. A challenge always leads to another token, which is
 * the one that is kept from then on. Thread-safe; no lock is held while anything is asked.
 */
final class TokenSlot {
  /** A token this close to its end may be refused by the time that it arrives. */
  static final Duration LAST_MINUTE = Duration.ofMinutes(1);

  /** How long a renewal that failed is put off, while the token at hand is valid. */
  static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

  private static final String NO_CHALLENGE = "";

  private final InstantSource clock;
  private final Executor threads;
  private final Function<String, Granted<AccessToken>> exchange;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, CompletableFuture<AccessToken>> underWay = new HashMap<>();
  private @Nullable HeldToken held;
  private Instant nextRenewal = Instant.MIN;
  private @Nullable CloudExchangeException askedToWait;
  private Instant nextQuestion = Instant.MIN;

  /**
   * @param threads where exchanges may block
   * @param exchange gets a token that meets a challenge, which is empty for none
   */
  TokenSlot(
      InstantSource clock, Executor threads, Function<String, Granted<AccessToken>> exchange) {
    this.clock = clock;
    this.threads = threads;
    this.exchange = exchange;
  }

  /** The token, or the outcome of the exchange that is under way for it. */
  CompletableFuture<AccessToken> token(@Nullable String challenge) {
    lock.lock();
    try {
      return challenge == null ? kept(clock.instant()) : exchanged(challenge);
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<AccessToken> kept(Instant now) {
    HeldToken token = held;
    if (token == null || !token.isValidAt(now)) {
      return exchanged(NO_CHALLENGE);
    }
    if (token.isFreshAt(now) || now.isBefore(nextRenewal)) {
      return CompletableFuture.completedFuture(token.token());
    }
    CompletableFuture<AccessToken> renewal = exchanged(NO_CHALLENGE);
    return now.isBefore(token.expiresAt().minus(LAST_MINUTE))
        ? CompletableFuture.completedFuture(token.token())
        : renewal;
  }

  private CompletableFuture<AccessToken> exchanged(String challenge) {
    CompletableFuture<AccessToken> joined = underWay.get(challenge);
    if (joined != null) {
      return joined;
    }
    if (askedToWait != null && clock.instant().isBefore(nextQuestion)) {
      return CompletableFuture.failedFuture(askedToWait);
    }
    CompletableFuture<AccessToken> started = new CompletableFuture<>();
    threads.execute(() -> run(challenge, started)); // may fail, before anyone waits for it
    underWay.put(challenge, started);
    return started;
  }

  private void run(String challenge, CompletableFuture<AccessToken> outcome) {
    try {
      HeldToken got = HeldToken.of(exchange.apply(challenge));
      keep(challenge, got);
      outcome.complete(got.token());
    } catch (Throwable failure) { // Nobody may wait for ever, whatever it is.
      HeldToken valid = putOff(challenge, failure);
      if (valid == null) {
        outcome.completeExceptionally(failure);
      } else {
        outcome.complete(valid.token());
      }
    }
  }

  private void keep(String challenge, HeldToken got) {
    lock.lock();
    try {
      underWay.remove(challenge);
      held = got;
      askedToWait = null;
    } finally {
      lock.unlock();
    }
  }

  /** Remembers a failure, and returns the token that serves in spite of it. */
  private @Nullable HeldToken putOff(String challenge, Throwable failure) {
    lock.lock();
    try {
      underWay.remove(challenge);
      Instant now = clock.instant();
      nextRenewal = now.plus(BETWEEN_RENEWALS);
      if (failure instanceof CloudExchangeException known && known.retryAfter().isPresent()) {
        askedToWait = known;
        nextQuestion = now.plus(known.retryAfter().get());
        nextRenewal = nextQuestion.isAfter(nextRenewal) ? nextQuestion : nextRenewal;
      }
      boolean serves = challenge.equals(NO_CHALLENGE) && held != null && held.isValidAt(now);
      return serves ? held : null;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody wait any longer. */
  void fail(Throwable reason) {
    lock.lock();
    try {
      held = null;
      Map.copyOf(underWay).values().forEach(waiting -> waiting.completeExceptionally(reason));
    } finally {
      lock.unlock();
    }
  }
}
