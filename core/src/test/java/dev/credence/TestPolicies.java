package dev.credence;

import dev.credence.claim.Claim;
import dev.credence.keys.KeysUnavailableException;

/** Policies that trust {@link TokenForge#claims()}. */
final class TestPolicies {
  private TestPolicies() {}

  static TrustPolicy.Builder builder() {
    return TrustPolicy.named("production")
        .issuer(Issuer.of(TokenForge.ISSUER).withKeys(TokenForge.keys()))
        .audience(TokenForge.AUDIENCE)
        .require(
            Claim.string("repository_id").is("74"),
            Claim.string("environment").is("production"),
            Claim.string("ref").is("refs/heads/main"))
        .clock(TokenForge.CLOCK);
  }

  /** A policy of the same issuer and audience that trusts another environment. */
  static TrustPolicy forEnvironment(String name, Issuer issuer) {
    return TrustPolicy.named(name)
        .issuer(issuer)
        .audience(TokenForge.AUDIENCE)
        .require(Claim.string("environment").is(name))
        .clock(TokenForge.CLOCK)
        .build();
  }

  static TrustPolicy policy() {
    return builder().build();
  }

  static Decision evaluate(String token) {
    return evaluate(policy(), token);
  }

  static Decision evaluate(TrustPolicy policy, String token) {
    try {
      return policy.evaluate(token);
    } catch (KeysUnavailableException e) {
      throw new AssertionError("the keys are fixed", e);
    }
  }

  static Decision evaluate(TestClaims claims) {
    return evaluate(TokenForge.sign(claims));
  }

  static Rejection rejection(Decision decision) {
    if (decision instanceof Decision.Rejected rejected) {
      return rejected.rejection();
    }
    throw new AssertionError("the token is trusted");
  }

  static Rejection rejection(String token) {
    return rejection(evaluate(token));
  }

  static Rejection rejection(TestClaims claims) {
    return rejection(evaluate(claims));
  }
}
