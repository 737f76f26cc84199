package dev.credence.testkit;

import dev.credence.RejectionReason;
import dev.credence.keys.SignatureAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attack on a verifier of tokens: what it is, where it was seen, what a sound verifier does
 * about it, and how it is forged. With it comes a control, the same token without the attack, which
 * a sound verifier accepts: whoever refuses everything passes nothing.
 *
 * <p>Ids are stable: an attack keeps its id for good, and an id is never given to another.
 * Immutable and thread-safe.
 */
public final class Attack {
  /** What kind of thing is attacked; the first letter of an id. */
  public enum Family {
    /** The compact serialization and its encoding. */
    S("Serialization"),
    /** The header, its algorithm and its keys. */
    H("Header and algorithm"),
    /** The JSON of header and payload. */
    J("JSON"),
    /** The registered claims. */
    C("Claims"),
    /** The issuer's key set. */
    K("Key sets"),
    /** How the key set is fetched. */
    F("Fetching of keys"),
    /** Who the job is: what only a policy on a CI's claims can tell. */
    G("Identity of CI jobs"),
    /** How a policy compares values. */
    P("Policies"),
    /** What logs and messages show. */
    L("Logs and messages"),
    /** Use of one token twice. */
    R("Replay");

    private final String title;

    Family(String title) {
      this.title = title;
    }

    /**
     * What is attacked, in words.
     *
     * @return a heading
     */
    public String title() {
      return title;
    }
  }

  /** Whose duty it is to withstand an attack. It keeps comparisons fair. */
  public enum Duty {
    /**
     * That of every verifier of JWTs: otherwise someone without the issuer's key gets in, or a
     * token does that its issuer, audience or times rule out, or the verifier is brought down.
     */
    EVERY_VERIFIER("Every verifier's duty"),
    /**
     * Strictness beyond what the RFCs demand of a general library: the issuer has signed the token,
     * but two readers could understand it differently, or one token has several spellings.
     */
    STRICT_VERIFIER("Strictness"),
    /** What only a policy for CI jobs can refuse, in whatever library it is written. */
    CI_POLICY("Policies for CI jobs");

    private final String title;

    Duty(String title) {
      this.title = title;
    }

    /**
     * Whose duty, in words.
     *
     * @return a heading
     */
    public String title() {
      return title;
    }
  }

  /** What a sound verifier does. */
  public enum Expectation {
    /** It refuses the token. */
    MUST_REFUSE,
    /** It accepts the token, which only looks odd: a control in its own right. */
    MUST_ACCEPT,
    /** It refuses the token, and connects to no address that the attacker has named. */
    MUST_NOT_CALL_OUT,
    /** It refuses the token within the {@link Attack#limit()}. */
    MUST_FINISH_WITHIN,
    /** It refuses each of many tokens, and asks the issuer for keys only a few times. */
    MUST_NOT_FLOOD_ISSUER
  }

  /** Makes what is presented to the verifier, one after the other; the last is the attack. */
  @FunctionalInterface
  interface Forger {
    List<String> forge(AttackScene scene);
  }

  private final AttackRow row;
  private final String variant;
  private final Expectation expectation;
  private final @Nullable RejectionReason reason;
  private final Forger forger;
  private final Forger control;

  Attack(
      AttackRow row,
      String variant,
      Expectation expectation,
      @Nullable RejectionReason reason,
      Forger forger,
      Forger control) {
    this.row = row;
    this.variant = variant;
    this.expectation = expectation;
    this.reason = reason;
    this.forger = forger;
    this.control = control;
  }

  /**
   * The stable id: family, number and variant.
   *
   * @return such as {@code H1-none-without-signature}
   */
  public String id() {
    return row.id() + "-" + variant;
  }

  /**
   * What the attack is.
   *
   * @return a short sentence without a full stop
   */
  public String title() {
    return row.title() + ": " + variant.replace('-', ' ');
  }

  /**
   * What is attacked.
   *
   * @return the family
   */
  public Family family() {
    return Family.valueOf(row.id().substring(0, 1));
  }

  /**
   * Whose duty it is to withstand.
   *
   * @return the duty
   */
  public Duty duty() {
    return row.duty();
  }

  /**
   * Where the attack is described or was seen.
   *
   * @return RFC sections, CVE ids and the like; never empty
   */
  public List<String> references() {
    return row.references();
  }

  /**
   * What a sound verifier does.
   *
   * @return the expectation
   */
  public Expectation expectation() {
    return expectation;
  }

  /**
   * How long a verifier may take where the expectation is {@link Expectation#MUST_FINISH_WITHIN}.
   *
   * @return empty for all other expectations
   */
  public Optional<Duration> limit() {
    return expectation == Expectation.MUST_FINISH_WITHIN
        ? Optional.of(row.limit())
        : Optional.empty();
  }

  /**
   * The reason for which Credence refuses the attack.
   *
   * @return empty where it is to be accepted
   */
  public Optional<RejectionReason> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * The algorithms that the attack exists for.
   *
   * @return never empty
   */
  public Set<SignatureAlgorithm> algorithms() {
    return row.algorithms();
  }

  /**
   * Forges the attack.
   *
   * @param scene whose token it is
   * @return what is presented to the verifier, one after the other; the last is the attack
   */
  public List<String> forge(AttackScene scene) {
    return forger.forge(scene);
  }

  /**
   * Makes the control.
   *
   * @param scene whose token it is
   * @return a token that a sound verifier accepts
   */
  public String control(AttackScene scene) {
    List<String> presented = control.forge(scene);
    return presented.get(presented.size() - 1);
  }

  AttackRow row() {
    return row;
  }

  @Override
  public String toString() {
    return id();
  }
}
