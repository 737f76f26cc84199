package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Optional;

/**
 * A verified token of Spacelift, read as the run that it is about. Holding one proves no more than
 * the token does: which run was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class SpaceliftJob {
  private final VerifiedToken token;
  private final String runId;
  private final String callerType;
  private final String callerId;
  private final String spaceId;
  private final String runType;
  private final String scope;

  private SpaceliftJob(VerifiedToken token) {
    this.token = token;
    this.runId = required(token, Spacelift.RUN_ID);
    this.callerType = required(token, Spacelift.CALLER_TYPE);
    this.callerId = required(token, Spacelift.CALLER_ID);
    this.spaceId = required(token, Spacelift.SPACE_ID);
    this.runType = required(token, Spacelift.RUN_TYPE);
    this.scope = required(token, Spacelift.SCOPE);
  }

  static SpaceliftJob of(VerifiedToken token) {
    return new SpaceliftJob(token);
  }

  private static String required(VerifiedToken token, StringClaim claim) {
    return JobClaims.required(token, claim, "Spacelift");
  }

  /**
   * Returns the run.
   *
   * @return the id
   */
  public String runId() {
    return runId;
  }

  /**
   * Returns what kind of thing runs.
   *
   * @return {@code stack} or {@code module}
   */
  public String callerType() {
    return callerType;
  }

  /**
   * Returns which stack or module runs.
   *
   * @return its slug
   */
  public String callerId() {
    return callerId;
  }

  /**
   * Returns the space of the stack or module.
   *
   * @return the slug, which several spaces can share
   */
  public String spaceId() {
    return spaceId;
  }

  /**
   * Returns the kind of run.
   *
   * @return the kind, such as {@code TRACKED}
   */
  public String runType() {
    return runType;
  }

  /**
   * Returns what the run may do, in Spacelift's advice.
   *
   * @return {@code read} or {@code write}
   */
  public String scope() {
    return scope;
  }

  /**
   * Returns where the space is in the tree.
   *
   * @return the slugs from the root to the space, or empty if the account's subject template lacks
   *     them
   */
  public Optional<String> spacePath() {
    return token.get(Spacelift.SPACE_PATH);
  }

  /** Returns the stack or module and the run, which are no secrets. */
  @Override
  public String toString() {
    return "SpaceliftJob[callerId=" + callerId + ", runId=" + runId + "]";
  }
}
