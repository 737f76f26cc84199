package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;

/** Reads the claims that every token of a provider has. */
final class JobClaims {
  private JobClaims() {}

  static <T> T required(VerifiedToken token, Claim<T> claim, String provider) {
    return token
        .get(claim)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Every token of "
                    + provider
                    + " has the claim "
                    + claim.name()
                    + "; this one has"
                    + " not, so it is of another provider"));
  }
}
