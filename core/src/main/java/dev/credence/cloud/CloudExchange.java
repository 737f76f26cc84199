package dev.credence.cloud;

import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.audit.AuditListener;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.CorrelationIds;
import dev.credence.audit.GuardedAuditListener;
import dev.credence.cloud.CloudExchangeException.Kind;
import dev.credence.internal.http.BackOff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a job's token for a cloud's credentials: the part that is the same for every cloud.
 *
 * <p>Each attempt gets a token of its own from the CI, since one that was fresh before a pause may
 * not be after it. What may pass by itself, by the exception's word, is tried again with growing
 * pauses, or with those that the cloud asks for, until attempts or time are used up. Credentials
 * that have expired on arrival are never handed out. Each exchange, with all its attempts, is one
 * audit event.
 *
 * <p>Nothing is kept: refreshing, and letting one thread do so for all, is up to the credentials
 * that are built on this. Immutable and thread-safe; {@link #exchange} blocks.
 *
 * {@snippet class="snippets.CloudSnippets" region="exchange"}
 */
public final class CloudExchange {
  /** How many attempts there are at most, unless set. */
  public static final int DEFAULT_ATTEMPTS = 3;

  /** How long an exchange takes at most before no new attempt is begun, unless set. */
  public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(20);

  private static final BackOff PAUSES = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(4));

  /**
   * One try at the exchange.
   *
   * @param <T> the type of the credentials
   */
  @FunctionalInterface
  public interface Attempt<T> {
    /**
     * Asks the cloud.
     *
     * @param token a fresh token for the cloud
     * @return what the cloud granted
     * @throws CloudExchangeException if it granted nothing that can be used
     */
    Granted<T> with(IdToken token);
  }

  private final AuditedExchange asked;
  private final IdTokenSource idTokens;
  private final AuditListener audit;
  private final CorrelationIds correlationIds;
  private final InstantSource clock;
  private final int attempts;
  private final Duration budget;

  private CloudExchange(Builder builder) {
    this.asked = builder.asked;
    this.idTokens = builder.idTokens;
    this.audit = builder.audit;
    this.correlationIds = builder.correlationIds;
    this.clock = builder.clock;
    this.attempts = builder.attempts;
    this.budget = builder.budget;
  }

  /**
   * Starts an exchange.
   *
   * @param asked the cloud, and whom the job wants to act as
   * @param idTokens where the tokens come from
   * @return a builder, not thread-safe
   */
  public static Builder of(AuditedExchange asked, IdTokenSource idTokens) {
    return new Builder(asked, idTokens);
  }

  /**
   * Makes the exchange. Blocks while the CI and the cloud are asked.
   *
   * @param attempt asks the cloud
   * @param <T> the type of the credentials
   * @return what the cloud granted, not expired
   * @throws CloudExchangeException if nothing was granted that can be used
   */
  public <T> Granted<T> exchange(Attempt<T> attempt) {
    Start start = new Start(System.nanoTime(), CorrelationIds.nextOf(correlationIds));
    for (int made = 1; ; made++) {
      IdToken token = freshToken(start);
      try {
        Granted<T> granted = notExpired(answer(attempt, token), token);
        tell(start, token, granted, null);
        return granted;
      } catch (CloudExchangeException failure) {
        if (!goesOnAfter(failure, made, start)) {
          tell(start, token, null, failure);
          throw failure;
        }
      }
    }
  }

  /** When an exchange began and what it is called. */
  private record Start(long nanoTime, String correlationId) {
    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
  }

  private IdToken freshToken(Start start) {
    try {
      return idTokens.idToken();
    } catch (IdTokenUnavailableException none) {
      CloudExchangeException failure = CloudExchangeException.withoutToken(asked.cloud(), none);
      tell(start, null, null, failure);
      throw failure;
    }
  }

  /** SDKs fail in all manners on answers that they don't expect, and may quote them. */
  private <T> Granted<T> answer(Attempt<T> attempt, IdToken token) {
    try {
      return attempt.with(token);
    } catch (CloudExchangeException known) {
      throw known;
    } catch (RuntimeException unexpected) {
      throw CloudExchangeException.of(asked.cloud(), Kind.BAD_ANSWER)
          .problem("sent an answer that was not understood: " + unexpected.getClass().getName())
          .with(token);
    }
  }

  private <T> Granted<T> notExpired(Granted<T> granted, IdToken token) {
    Instant now = clock.instant();
    if (granted.expiresAt().isAfter(now)) {
      return granted;
    }
    throw CloudExchangeException.of(asked.cloud(), Kind.BAD_ANSWER)
        .problem("sent credentials that expired at " + granted.expiresAt() + ", and it is " + now)
        .lookAt(TrustCondition.EXPIRY, "this machine's clock may be ahead of the cloud's.")
        .mayPass()
        .with(token);
  }

  /** Whether another attempt is due; returns when it is. */
  private boolean goesOnAfter(CloudExchangeException failure, int made, Start start) {
    if (!failure.isPassing() || made >= attempts) {
      return false;
    }
    Duration pause =
        failure
            .retryAfter()
            .orElseGet(() -> PAUSES.after(made, ThreadLocalRandom.current()::nextDouble));
    if (pause.compareTo(budget.minus(start.elapsed())) >= 0) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(
      Start start,
      @Nullable IdToken token,
      @Nullable Granted<?> granted,
      @Nullable CloudExchangeException failure) {
    audit.on(
        ExchangeEvent.of(
            asked,
            clock.instant(),
            start.elapsed(),
            start.correlationId(),
            token,
            granted,
            failure));
  }

  /** Collects what a {@link CloudExchange} consists of. Not thread-safe. */
  public static final class Builder {
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration LONGEST_BUDGET = Duration.ofMinutes(5);

    private final AuditedExchange asked;
    private final IdTokenSource idTokens;
    private AuditListener audit = event -> {};
    private CorrelationIds correlationIds = CorrelationIds.random();
    private InstantSource clock = InstantSource.system();
    private int attempts = DEFAULT_ATTEMPTS;
    private Duration budget = DEFAULT_BUDGET;

    private Builder(AuditedExchange asked, IdTokenSource idTokens) {
      this.asked = Objects.requireNonNull(asked, "asked");
      this.idTokens = Objects.requireNonNull(idTokens, "idTokens");
    }

    /**
     * Sets who is told of each exchange.
     *
     * @param listener nobody unless set
     * @return this builder
     */
    public Builder audit(AuditListener listener) {
      this.audit = GuardedAuditListener.of(listener);
      return this;
    }

    /**
     * Sets where the id of an exchange comes from that is in its audit event, such as the id of the
     * job; random ids unless set.
     *
     * @param ids asked once for each exchange, by the thread that makes it
     * @return this builder
     */
    public Builder correlationIds(CorrelationIds ids) {
      this.correlationIds = Objects.requireNonNull(ids, "ids");
      return this;
    }

    /**
     * Sets the clock by which credentials expire.
     *
     * @param source the system's clock unless set
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets how often the cloud is asked at most.
     *
     * @param most from 1, for no second attempt, to 10
     * @return this builder
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public Builder attempts(int most) {
      if (most < 1 || most > MOST_ATTEMPTS) {
        throw new IllegalArgumentException(
            "The attempts are " + most + "; they must be from 1 to " + MOST_ATTEMPTS);
      }
      this.attempts = most;
      return this;
    }

    /**
     * Sets after which time no further attempt is begun.
     *
     * @param time positive, at most 5 minutes
     * @return this builder
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public Builder budget(Duration time) {
      if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_BUDGET) > 0) {
        throw new IllegalArgumentException(
            "The budget is " + time + "; it must be positive and at most " + LONGEST_BUDGET);
      }
      this.budget = time;
      return this;
    }

    /**
     * Builds the exchange. Nothing is asked.
     *
     * @return the exchange
     */
    public CloudExchange build() {
      return new CloudExchange(this);
    }
  }
}
