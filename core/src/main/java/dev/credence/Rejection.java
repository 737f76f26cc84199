package dev.credence;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a token was refused, as data: the reason, the stage, and each mismatch between what the
 * policy requires and what the token says.
 *
 * <p>It has three faces. {@link #explain()} is for the operator of the service, {@link #toJson()}
 * for the operator's tools; {@link #publicMessage()} tells an unauthenticated caller nothing. None
 * ever holds the token, and values from it are escaped and cut. Immutable and thread-safe.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="rejection"}
 */
public final class Rejection {
  private final @Nullable String policy;
  private final int policies;
  private final Refusal refusal;
  private final CorrelationId correlationId;

  private Rejection(
      @Nullable String policy, int policies, Refusal refusal, CorrelationId correlationId) {
    this.policy = policy;
    this.policies = policies;
    this.refusal = refusal;
    this.correlationId = correlationId;
  }

  static Rejection byPolicy(String policy, Refusal refusal) {
    return new Rejection(policy, 1, refusal, CorrelationId.random());
  }

  /** By a set as a whole, before any one of its policies was asked. */
  static Rejection bySet(int policies, Refusal refusal) {
    return new Rejection(null, policies, refusal, CorrelationId.random());
  }

  Rejection identifiedBy(CorrelationId id) {
    return new Rejection(policy, policies, refusal, id);
  }

  /**
   * Returns the name of the policy that refused the token.
   *
   * @return the name given to {@link TrustPolicy#named(String)}, or empty if a {@link
   *     TrustPolicySet} refused the token before any one of its policies was asked
   */
  public Optional<String> policy() {
    return Optional.ofNullable(policy);
  }

  /** Who refused, in words. */
  String refusedBy() {
    if (policy != null) {
      return "Policy \"" + policy + "\"";
    }
    return policies == 1 ? "The set's one policy" : "All " + policies + " policies";
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
   * Returns what can be changed so that such a token passes, where that can be proposed without
   * harm.
   *
   * @return all the changes that it takes, in the policy's order; empty where the token is simply
   *     not meant, and where nobody can tell
   */
  public List<ProposedChange> changes() {
    return refusal.changes().get();
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
   * Returns a sentence for an unauthenticated caller, which tells nothing about the policy: only
   * the {@link #correlationId()}, by which the operator finds the rest.
   *
   * @return a text that is the same for every rejection but for the id
   */
  public String publicMessage() {
    return "The token was not accepted. Reference: " + correlationId() + ".";
  }

  /**
   * Returns the id that this decision has in the audit, if there is one, and in the {@link
   * #publicMessage()}. All rejections of one decision share it.
   *
   * @return an id from {@link TrustPolicy.Builder#correlationIds}, or 128 random bits in base64url
   */
  public String correlationId() {
    return correlationId.value();
  }

  /**
   * Returns a text for the operator: the verdict, a table of required against found, what is nearly
   * right about it, and the changes that can be proposed. Its wording is for people and may change.
   *
   * @return one or more lines, without a final line break
   */
  public String explain() {
    return RejectionText.of(this, refusal.detail());
  }

  /**
   * Returns the rejection as one line of JSON (RFC 8259), for tools, in ASCII and without a line
   * break. The names of its members are stable; members may be added.
   *
   * <ul>
   *   <li>{@code reason} and {@code stage}: the names of the constants;
   *   <li>{@code policy}: the policy's name; left out where a set refused before any was asked;
   *   <li>{@code correlationId}: {@link #correlationId()};
   *   <li>{@code verified}: {@link #isVerified()};
   *   <li>{@code detail}: more on the reason, where there is more;
   *   <li>{@code mismatches}: for each the {@code claim}, what is {@code required}, what was {@code
   *       found} or, from a token whose signature was not verified, {@code unverified}, and the
   *       name of the {@code nearMiss} and its {@code advice}, where there is one;
   *   <li>{@code changes}: for each the {@code place}, {@code POLICY} or {@code WORKFLOW}, whether
   *       it is {@code widening}, and its {@code text}.
   * </ul>
   *
   * <p>Texts are those of {@link #explain()}, escaped and cut as there. The token is in none.
   *
   * @return a JSON object
   */
  public String toJson() {
    return RejectionJson.of(this, refusal.detail());
  }

  @Override
  public String toString() {
    return "Rejection[" + refusedBy() + ", reason=" + reason() + ", stage=" + stage() + "]";
  }
}
