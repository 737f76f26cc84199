package dev.credence;

import dev.credence.claim.Contradiction;
import java.util.Objects;

/**
 * Says that a policy could never trust a token, because its requirements contradict each other or
 * what is known of its issuer's tokens. Thrown when the policy is built. The message names both
 * sides in the words of the policy.
 */
public final class ContradictoryPolicyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Contradiction contradiction;

  ContradictoryPolicyException(String policy, Contradiction contradiction) {
    super("The policy \"" + policy + "\" could never trust a token: " + contradiction.describe());
    this.contradiction = Objects.requireNonNull(contradiction, "contradiction");
  }

  /**
   * Returns what contradicts what.
   *
   * @return the contradiction
   */
  public Contradiction contradiction() {
    return contradiction;
  }
}
