package dev.credence.testkit;

import dev.credence.RejectionReason;
import dev.credence.TokenRejectedException;
import dev.credence.testkit.AttackResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One presentation of tokens to a verifier, and what it did with the last of them.
 *
 * @param outcome what it did
 * @param duration how long it took for all of them
 * @param reason why, where the verifier is Credence
 * @param leaks whether what it threw holds pieces of the token
 * @param forges whether what it threw repeats control characters of the token
 * @param note why it was not run, or what broke; empty otherwise
 */
record AttackTrial(
    Outcome outcome,
    Duration duration,
    @Nullable RejectionReason reason,
    boolean leaks,
    boolean forges,
    String note) {

  static AttackTrial notRun(String why) {
    return without(Outcome.NOT_RUN, Duration.ZERO, why);
  }

  /**
   * Presents tokens, one after the other, and waits for the decisions.
   *
   * @param patience how long to wait for all of them; a verifier that takes longer is left alone
   */
  static AttackTrial of(TokenVerifier verifier, List<String> tokens, Duration patience) {
    FutureTask<AttackTrial> trial = new FutureTask<>(() -> of(verifier, tokens));
    Thread thread = new Thread(trial, "credence-testkit presents tokens");
    thread.setDaemon(true);
    thread.start();
    try {
      return trial.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      String note = "no decision within " + patience.toSeconds() + " s";
      return without(Outcome.BROKE, patience, note);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notRun("interrupted");
    } catch (ExecutionException e) {
      return without(Outcome.BROKE, patience, String.valueOf(e.getCause()));
    }
  }

  private static AttackTrial of(TokenVerifier verifier, List<String> tokens) {
    long start = System.nanoTime();
    AttackTrial last = notRun("nothing was presented");
    for (String token : tokens) {
      last = of(verifier, token, start);
    }
    return last;
  }

  private static AttackTrial of(TokenVerifier verifier, String token, long start) {
    try {
      verifier.verify(token);
      return without(Outcome.ACCEPTED, since(start), "");
    } catch (UnpresentableTokenException e) {
      return notRun(e.note());
    } catch (BrokenVerifierException e) {
      return without(Outcome.BROKE, since(start), e.note());
    } catch (Exception refusal) {
      return refused(token, refusal, since(start));
    } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError broken) {
      return without(Outcome.BROKE, since(start), broken.getClass().getName());
    }
  }

  private static AttackTrial refused(String token, Exception refusal, Duration duration) {
    ThrownText thrown = ThrownText.of(refusal);
    RejectionReason reason =
        refusal instanceof TokenRejectedException rejected ? rejected.rejection().reason() : null;
    return new AttackTrial(
        Outcome.REFUSED, duration, reason, thrown.holdsPieceOf(token), thrown.forgesLines(), "");
  }

  /** What the verifier did, in words that follow "was". */
  String words() {
    return outcome == Outcome.BROKE
        ? "neither accepted nor refused: " + note
        : outcome.name().toLowerCase(Locale.ROOT);
  }

  private static AttackTrial without(Outcome outcome, Duration duration, String note) {
    return new AttackTrial(outcome, duration, null, false, false, note);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
