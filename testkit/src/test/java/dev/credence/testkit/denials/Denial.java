package dev.credence.testkit.denials;

import dev.credence.Decision;
import dev.credence.Rejection;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.keys.KeysUnavailableException;
import java.util.function.Supplier;

/**
 * One token that is refused.
 *
 * @param name what is wrong, which is the heading of its text in the table
 * @param token the token as it is presented
 * @param decide what the policy, or the set of them, says of a token
 */
record Denial(String name, Supplier<String> token, Decider decide) {
  /** A policy or a set of them. */
  @FunctionalInterface
  interface Decider {
    Decision decide(String token) throws KeysUnavailableException;
  }

  static Denial of(String name, TrustPolicy policy, Supplier<String> token) {
    return new Denial(name, token, policy::evaluate);
  }

  static Denial of(String name, TrustPolicySet policies, Supplier<String> token) {
    return new Denial(name, token, policies::evaluate);
  }

  Decision.Rejected decision(String presented) {
    try {
      if (decide.decide(presented) instanceof Decision.Rejected rejected) {
        return rejected;
      }
      throw new AssertionError(name + ": the token is trusted");
    } catch (KeysUnavailableException unavailable) {
      throw new AssertionError("the keys are at hand", unavailable);
    }
  }

  Rejection nearest(String presented) {
    return decision(presented).rejection();
  }

  @Override
  public String toString() {
    return name;
  }
}
