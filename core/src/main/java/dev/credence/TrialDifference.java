package dev.credence;

import dev.credence.audit.AuditedToken;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job that the candidate of a {@link PolicyTrial} treats otherwise than the live policies do.
 *
 * <p>One of the two sides trusts the token, so what is told of it is verified. The token's text is
 * not here. Immutable and thread-safe.
 */
public final class TrialDifference {
  /** In which way the two differ. */
  public enum Kind {
    /** The live policies trust the job, and the candidate would refuse it. */
    WOULD_REJECT,
    /** The live policies refuse the job, and the candidate would trust it. */
    WOULD_TRUST,
    /** Both trust the job, and grant it different things. */
    OTHER_GRANTS
  }

  private final Kind kind;
  private final AuditedToken token;
  private final Set<String> liveGrants;
  private final Set<String> candidateGrants;
  private final @Nullable Rejection nearestMiss;

  private TrialDifference(Kind kind, AuditedToken token, Decision live, Decision candidate) {
    this.kind = kind;
    this.token = token;
    this.liveGrants = grants(live);
    this.candidateGrants = grants(candidate);
    this.nearestMiss =
        live instanceof Decision.Rejected refused
            ? refused.rejection()
            : candidate instanceof Decision.Rejected refused ? refused.rejection() : null;
  }

  /** How two decisions on one token differ, if they do. */
  static Optional<TrialDifference> between(Decision live, Decision candidate) {
    if (live instanceof Decision.Trusted trusted) {
      if (!(candidate instanceof Decision.Trusted also)) {
        return Optional.of(of(Kind.WOULD_REJECT, trusted, live, candidate));
      }
      return trusted.grants().equals(also.grants())
          ? Optional.empty()
          : Optional.of(of(Kind.OTHER_GRANTS, trusted, live, candidate));
    }
    return candidate instanceof Decision.Trusted trusted
        ? Optional.of(of(Kind.WOULD_TRUST, trusted, live, candidate))
        : Optional.empty();
  }

  private static TrialDifference of(
      Kind kind, Decision.Trusted trusted, Decision live, Decision candidate) {
    AuditedToken token =
        AuditedClaims.of(
            trusted.token().claims().members(),
            true,
            trusted.policies().get(0).issuer().identityClaims());
    return new TrialDifference(kind, token, live, candidate);
  }

  private static Set<String> grants(Decision decision) {
    return decision instanceof Decision.Trusted trusted ? trusted.grants() : Set.of();
  }

  /**
   * Returns in which way the two differ.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns which job it is.
   *
   * @return what its token says, verified
   */
  public AuditedToken token() {
    return token;
  }

  /**
   * Returns what the live policies grant to the job.
   *
   * @return the labels, empty if they refuse it
   */
  public Set<String> liveGrants() {
    return liveGrants;
  }

  /**
   * Returns what the candidate would grant to the job.
   *
   * @return the labels, empty if it would refuse it
   */
  public Set<String> candidateGrants() {
    return candidateGrants;
  }

  /**
   * Returns why the side that refuses the job does so: its policy that the token came nearest to.
   *
   * @return the rejection, or empty if both sides trust the job
   */
  public Optional<Rejection> nearestMiss() {
    return Optional.ofNullable(nearestMiss);
  }

  /** Returns the difference on one line and, where one side refuses, its explanation below. */
  @Override
  public String toString() {
    String grants =
        Objects.equals(liveGrants, candidateGrants)
            ? ""
            : ", grants " + liveGrants + " live and " + candidateGrants + " by the candidate";
    return kind + ": " + token + grants + nearestMiss().map(r -> "\n" + r.explain()).orElse("");
  }
}
