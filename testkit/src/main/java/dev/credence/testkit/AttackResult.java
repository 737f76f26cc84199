package dev.credence.testkit;

import dev.credence.RejectionReason;
import dev.credence.keys.SignatureAlgorithm;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of one attack in one algorithm. Holds no token. Immutable and thread-safe. */
public final class AttackResult {
  /** What a verifier did with a token. */
  public enum Outcome {
    /** It let the token in. */
    ACCEPTED,
    /** It refused the token. */
    REFUSED,
    /** It broke: an error of the Java platform, or of the HTTP endpoint. */
    BROKE,
    /** It was not asked. */
    NOT_RUN
  }

  /** What it comes to. */
  public enum Verdict {
    /** Attack and control were met as they should be. */
    PASSED,
    /** One of them was not. */
    FAILED,
    /** One of them was not, and a reason was written down why that is accepted. */
    EXCEPTED,
    /** The verifier has no means for what the attack is on, or the attack can't be sent to it. */
    NOT_RUN
  }

  private final Attack attack;
  private final SignatureAlgorithm algorithm;
  private final AttackTrial attacked;
  private final AttackTrial control;
  private final String problem;
  private final @Nullable String exception;

  AttackResult(
      Attack attack,
      SignatureAlgorithm algorithm,
      AttackTrial attacked,
      AttackTrial control,
      String problem,
      @Nullable String exception) {
    this.attack = attack;
    this.algorithm = algorithm;
    this.attacked = attacked;
    this.control = control;
    this.problem = problem;
    this.exception = exception;
  }

  /**
   * Which attack.
   *
   * @return the attack
   */
  public Attack attack() {
    return attack;
  }

  /**
   * In which algorithm.
   *
   * @return the algorithm that the issuer signed with
   */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * What the verifier did with the attack.
   *
   * @return the outcome
   */
  public Outcome outcome() {
    return attacked.outcome();
  }

  /**
   * What it did with the control.
   *
   * @return the outcome
   */
  public Outcome controlOutcome() {
    return control.outcome();
  }

  /**
   * How long it took to decide on the attack.
   *
   * @return real time
   */
  public Duration duration() {
    return attacked.duration();
  }

  /**
   * The reason for the refusal, where the verifier is Credence.
   *
   * @return empty for all others
   */
  public Optional<RejectionReason> reason() {
    return Optional.ofNullable(attacked.reason());
  }

  /**
   * Whether a piece of the token, of 16 characters or more, was in what was thrown, or in the
   * causes of it.
   *
   * @return true if whoever logs the exception logs a part of the token
   */
  public boolean leaks() {
    return attacked.leaks();
  }

  /**
   * What it comes to.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    if (attacked.outcome() == Outcome.NOT_RUN) {
      return Verdict.NOT_RUN;
    }
    if (problem().isEmpty()) {
      return Verdict.PASSED;
    }
    return exception == null ? Verdict.FAILED : Verdict.EXCEPTED;
  }

  /**
   * What is wrong, in a sentence without a full stop.
   *
   * @return empty where nothing is
   */
  public String problem() {
    if (isControlMet()) {
      return problem;
    }
    String refused = "the control was " + control.words();
    return problem.isEmpty() ? refused : problem + ", and " + refused;
  }

  /** Whether the attack itself was met as it should be, whatever became of the control. */
  boolean isAttackMet() {
    return problem.isEmpty() && outcome() != Outcome.NOT_RUN;
  }

  boolean isControlMet() {
    return control.outcome() == Outcome.ACCEPTED || control.outcome() == Outcome.NOT_RUN;
  }

  /**
   * Why it was not run.
   *
   * @return empty if it was
   */
  public String note() {
    return outcome() == Outcome.NOT_RUN ? attacked.note() : "";
  }

  /**
   * Why a deviation is accepted.
   *
   * @return the reason given to {@link AttackCatalogue#except}; empty where none was
   */
  public Optional<String> exception() {
    return Optional.ofNullable(exception);
  }

  /**
   * The attack and its algorithm, as reports name it.
   *
   * @return such as {@code S5-signature (ES256)}
   */
  public String name() {
    return attack.id() + " (" + algorithm.joseName() + ")";
  }

  AttackResult excepted(String reason) {
    return new AttackResult(
        attack, algorithm, attacked, control, problem, Objects.requireNonNull(reason, "reason"));
  }

  @Override
  public String toString() {
    return name() + ": " + verdict() + (problem().isEmpty() ? "" : ", " + problem());
  }
}
