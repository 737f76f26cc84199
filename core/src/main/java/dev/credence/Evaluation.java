package dev.credence;

import dev.credence.keys.KeysUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * How one policy, or a set of them, comes to a decision: now or later, with one event for each and
 * one id for all that is said of it.
 *
 * @param <T> what the waiting for keys ends with
 */
final class Evaluation<T> {
  /** Sees how a decision came about, after it was made and told. */
  @FunctionalInterface
  interface Observer<T> {
    void decided(Outcome<CompactToken> token, Outcome<T> reached, Decision decision);

    static <T> Observer<T> none() {
      return (token, reached, decision) -> {};
    }
  }

  /** What differs between a policy and a set. */
  interface Judge<T> {
    /** The issuer that an {@code iss} claim names. */
    @Nullable Issuer issuer(@Nullable Object named);

    /** How the signatures of the issuers are checked, each of the ways once. */
    List<SignatureChecks> signatureChecks();

    Way<T> way(Outcome<CompactToken> token);

    Decision decision(Outcome<T> reached);

    InstantSource clock();
  }

  private final Judge<T> judge;
  private final AuditTrail trail;

  Evaluation(Judge<T> judge, AuditTrail trail) {
    this.judge = judge;
    this.trail = trail;
  }

  Decision now(String token, Observer<T> observer) throws KeysUnavailableException {
    Attempt attempt = begin(token);
    Outcome<CompactToken> parsed = SignatureChecks.parse(token, judge.signatureChecks());
    Outcome<T> reached;
    try {
      reached = KeyWait.await(judge.way(parsed));
    } catch (KeysUnavailableException | RuntimeException | Error failure) {
      attempt.failed(parsed, failure);
      throw failure;
    }
    return decide(parsed, reached, attempt, observer);
  }

  /** The caller gets a copy: cancelling that leaves the decision and its record alone. */
  CompletableFuture<Decision> later(String token, Observer<T> observer) {
    Attempt attempt = begin(token);
    Outcome<CompactToken> parsed = SignatureChecks.parse(token, judge.signatureChecks());
    return start(parsed, attempt)
        .outcome()
        .whenComplete((reached, failure) -> failed(parsed, failure, attempt))
        .thenApply(reached -> decide(parsed, reached, attempt, observer))
        .copy();
  }

  private Attempt begin(String token) {
    return trail.begin(Objects.requireNonNull(token, "token"), judge);
  }

  private Way<T> start(Outcome<CompactToken> parsed, Attempt attempt) {
    try {
      return judge.way(parsed);
    } catch (RuntimeException | Error failure) {
      attempt.failed(parsed, failure);
      throw failure;
    }
  }

  private void failed(Outcome<CompactToken> parsed, @Nullable Throwable failure, Attempt attempt) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
      attempt.failed(parsed, cause == null ? failure : cause);
    }
  }

  private Decision decide(
      Outcome<CompactToken> parsed, Outcome<T> reached, Attempt attempt, Observer<T> observer) {
    Decision decision;
    try {
      decision = identified(judge.decision(reached), attempt);
    } catch (RuntimeException | Error failure) {
      attempt.failed(parsed, failure);
      throw failure;
    }
    attempt.decided(parsed, decision);
    observer.decided(parsed, reached, decision);
    return decision;
  }

  private static Decision identified(Decision decision, Attempt attempt) {
    return decision instanceof Decision.Rejected rejected
        ? rejected.identifiedBy(attempt.id())
        : decision;
  }
}
