package dev.credence;

import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes what a candidate set of policies would decide, beside the live set that decides.
 *
 * <p>Each answer is the live set's own. The candidate is asked after it, on the same token: where
 * both sets trust an issuer alike, and best is to build both with one {@link Issuer}, the signature
 * is not checked again. The candidate can't affect an answer: what it or the listener throws is
 * counted and logged, it waits for no keys, it claims no token from a {@link ReplayGuard}, and no
 * {@link dev.credence.audit.AuditListener} is told of what it says. What it costs is in the {@link
 * #report()}, and warned of when it is more than {@link #SLOW}; with an {@link Builder#executor}
 * callers don't wait for it at all.
 *
 * <p>Thread-safe.
 *
 * {@snippet class="snippets.AuditSnippets" region="trial"}
 */
public final class PolicyTrial {
  /** What the candidate may take for one token before it is warned of: 100 milliseconds. */
  public static final Duration SLOW = Duration.ofMillis(100);

  /** How many differences of each kind a report has as examples, unless set. */
  public static final int DEFAULT_EXAMPLES = 20;

  private static final int MAX_EXAMPLES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(PolicyTrial.class);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final TrustPolicySet live;
  private final TrustPolicySet candidate;
  private final Consumer<TrialDifference> listener;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final TrialTally tally;
  private final AtomicLong nextWarning;

  private PolicyTrial(Builder builder) {
    this.live = builder.live;
    this.candidate = builder.candidate.withoutEffect();
    this.listener = builder.listener;
    this.executor = builder.executor;
    this.nanoTime = builder.nanoTime;
    this.tally = new TrialTally(builder.examples);
    this.nextWarning = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Returns a trial whose differences are to be found in its report.
   *
   * @param live the policies that decide
   * @param candidate the policies that may decide one day
   * @return the trial
   */
  public static PolicyTrial of(TrustPolicySet live, TrustPolicySet candidate) {
    return builder(live, candidate).build();
  }

  /**
   * Starts a trial.
   *
   * @param live the policies that decide
   * @param candidate the policies that may decide one day
   * @return a builder, not thread-safe
   */
  public static Builder builder(TrustPolicySet live, TrustPolicySet candidate) {
    return new Builder(
        Objects.requireNonNull(live, "live"), Objects.requireNonNull(candidate, "candidate"));
  }

  /**
   * Verifies a token by the live policies.
   *
   * @param token the token in compact serialization, without {@code Bearer} in front
   * @return what {@link TrustPolicySet#verify(String)} returns
   * @throws TokenRejectedException if no live policy trusts the token
   * @throws KeysUnavailableException if the issuer's keys can't be had
   */
  public Decision.Trusted verify(String token)
      throws TokenRejectedException, KeysUnavailableException {
    return TrustPolicySet.requireTrusted(evaluate(token));
  }

  /**
   * Decides on a token by the live policies.
   *
   * @param token the token in compact serialization, without {@code Bearer} in front
   * @return what {@link TrustPolicySet#evaluate(String)} returns
   * @throws KeysUnavailableException if the issuer's keys can't be had
   */
  public Decision evaluate(String token) throws KeysUnavailableException {
    return live.evaluate(token, this::observe);
  }

  /**
   * Decides on a token by the live policies, without ever blocking.
   *
   * @param token the token in compact serialization, without {@code Bearer} in front
   * @return what {@link TrustPolicySet#evaluateAsync(String)} returns
   */
  public CompletableFuture<Decision> evaluateAsync(String token) {
    return live.evaluateAsync(token, this::observe);
  }

  /**
   * Returns what was seen so far.
   *
   * @return a snapshot
   */
  public TrialReport report() {
    return tally.report();
  }

  private void observe(
      Outcome<CompactToken> token, Outcome<SignedToken> reached, Decision decision) {
    tally.begin();
    try {
      executor.execute(() -> isolated(() -> ask(token, reached, decision)));
    } catch (RuntimeException refused) {
      failed(refused);
    }
  }

  private void ask(Outcome<CompactToken> token, Outcome<SignedToken> reached, Decision decision) {
    if (wasUsedBefore(decision)) {
      return;
    }
    Way<SignedToken> way = candidate.judge().wayAfter(live, token, reached);
    if (way instanceof Way.AtHand<SignedToken> atHand) {
      compare(decision, atHand.here());
    } else {
      var unused = way.outcome().thenAccept(later -> isolated(() -> compare(decision, later)));
    }
  }

  /** A candidate that claims no tokens can't tell which were used before. */
  private static boolean wasUsedBefore(Decision decision) {
    return decision instanceof Decision.Rejected rejected
        && rejected.rejection().stage() == Stage.REPLAY;
  }

  private void compare(Decision decision, Outcome<SignedToken> reached) {
    Optional<TrialDifference> difference =
        TrialDifference.between(decision, candidate.judge().decision(reached));
    difference.ifPresentOrElse(tally::differed, tally::agreed);
    difference.ifPresent(listener);
  }

  /** Runs what no caller may notice but by the report and the log. */
  private void isolated(Runnable step) {
    long start = nanoTime.getAsLong();
    try {
      step.run();
    } catch (Throwable failure) {
      failed(failure);
    }
    long took = nanoTime.getAsLong() - start;
    tally.took(took);
    if (took > SLOW.toNanos() && isWarningDue()) {
      LOG.warn(
          "The candidate of a policy trial took {} ms for one token, more than {} ms: callers wait"
              + " for it unless the trial is given an executor",
          Duration.ofNanos(took).toMillis(),
          SLOW.toMillis());
    }
  }

  private void failed(Throwable failure) {
    long failures = tally.failed();
    if (isWarningDue()) {
      LOG.warn(
          "The candidate of a policy trial failed with {}, {} times so far; decisions are not"
              + " affected",
          failure.getClass().getName(),
          failures);
    }
  }

  private boolean isWarningDue() {
    long now = nanoTime.getAsLong();
    long next = nextWarning.get();
    return now - next >= 0 && nextWarning.compareAndSet(next, now + MINUTE);
  }

  /** Collects what is optional. Not thread-safe. */
  public static final class Builder {
    private final TrustPolicySet live;
    private final TrustPolicySet candidate;
    private Consumer<TrialDifference> listener = difference -> {};
    private Executor executor = Runnable::run;
    private int examples = DEFAULT_EXAMPLES;
    private LongSupplier nanoTime = System::nanoTime;

    private Builder(TrustPolicySet live, TrustPolicySet candidate) {
      this.live = live;
      this.candidate = candidate;
    }

    /**
     * Sets who is told of each difference as it is seen.
     *
     * @param consumer the listener, thread-safe
     * @return this builder
     */
    public Builder onDifference(Consumer<TrialDifference> consumer) {
      this.listener = Objects.requireNonNull(consumer, "consumer");
      return this;
    }

    /**
     * Sets who runs the candidate, in place of the thread that decides.
     *
     * @param other the executor; where it has no room it should refuse rather than wait
     * @return this builder
     */
    public Builder executor(Executor other) {
      this.executor = Objects.requireNonNull(other, "other");
      return this;
    }

    /**
     * Sets how many differences of each kind the report has as examples.
     *
     * @param ofEachKind the count, from 0 to 1000
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder examples(int ofEachKind) {
      if (ofEachKind < 0 || ofEachKind > MAX_EXAMPLES) {
        throw new IllegalArgumentException(
            "A report has from 0 to " + MAX_EXAMPLES + " examples; this is " + ofEachKind);
      }
      this.examples = ofEachKind;
      return this;
    }

    Builder nanoTime(LongSupplier source) {
      this.nanoTime = source;
      return this;
    }

    /**
     * Builds the trial.
     *
     * @return the trial, which has seen nothing yet
     */
    public PolicyTrial build() {
      return new PolicyTrial(this);
    }
  }
}
