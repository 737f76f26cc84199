package dev.credence.benchmarks;

/** What a verifier must do before it is worth measuring. */
final class Sanity {
  private Sanity() {}

  /** Requires that the token is accepted, and nothing that only looks like it. */
  static void check(Verifier verifier, Workload workload, String token) throws Exception {
    verifier.verify(token);
    requireRefusal(verifier, workload.forgedToken(), "a forged signature");
    requireRefusal(verifier, workload.tokenWith("aud", "\"https://other\""), "another audience");
    requireRefusal(verifier, workload.tokenWith("iss", "\"https://other\""), "another issuer");
    requireRefusal(verifier, workload.tokenWith("exp", "1000000000"), "an expired token");
    for (String claim : Workload.requiredClaims().keySet()) {
      requireRefusal(verifier, workload.tokenWith(claim, "\"other\""), "another " + claim);
    }
  }

  private static void requireRefusal(Verifier verifier, String token, String what) {
    try {
      verifier.verify(token);
    } catch (Exception refused) {
      return;
    }
    throw new IllegalStateException("It accepts " + what + ": not worth measuring.");
  }
}
