package dev.credence;

import java.util.List;
import java.util.Objects;

/**
 * Why a token was refused, as data: the reason, the stage, and each mismatch between what the
 * policy requires and what the token says.
 *
 * <p>It has two faces. {@link #explain()} is for the operator of the service; {@link
 * #publicMessage()} tells an unauthenticated caller nothing. Neither ever holds the token, and
 * values from it are escaped and cut. Immutable and thread-safe.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="rejection"}
 */
public final class Rejection {
  private final String policy;
  private final Refusal refusal;

  Rejection(String policy, Refusal refusal) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.refusal = Objects.requireNonNull(refusal, "refusal");
  }

  /**
   * Returns the name of the policy that refused the token.
   *
   * @return the name given to {@link TrustPolicy#named(String)}
   */
  public String policy() {
    return policy;
  }

  /**
   * Returns why, as one of a closed vocabulary.
   *
   * @return the reason
   */
  public RejectionReason reason() {
    return refusal.reason();
  }

  /**
   * Returns which stage refused the token.
   *
   * @return the stage
   */
  public Stage stage() {
    return refusal.stage();
  }

  /**
   * Returns each claim that differs from what is required. Where requirements failed, all of them
   * are here, not only the first.
   *
   * @return the mismatches, in the policy's order; empty where no claim is to blame
   */
  public List<Mismatch> mismatches() {
    return refusal.mismatches();
  }

  /**
   * Tells whether the signature had been verified when the token was refused. If not, anyone could
   * have written what {@link #mismatches()} shows.
   *
   * @return true if what came from the token is known to come from its issuer
   */
  public boolean isVerified() {
    return refusal.stage().isAfterSignature();
  }

  /**
   * Returns a sentence for an unauthenticated caller, which tells nothing about the policy.
   *
   * @return a text that is the same for every rejection
   */
  public String publicMessage() {
    return "The token was not accepted.";
  }

  /**
   * Returns a text for the operator: the verdict, then a table of required against found. Its
   * wording is for people and may change.
   *
   * @return one or more lines, without a final line break
   */
  public String explain() {
    return RejectionText.of(this, refusal.detail());
  }

  @Override
  public String toString() {
    return "Rejection[policy=" + policy + ", reason=" + reason() + ", stage=" + stage() + "]";
  }
}
