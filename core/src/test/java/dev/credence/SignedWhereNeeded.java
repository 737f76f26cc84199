package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;

/**
 * Evaluates tokens that the harness signs, without the cost of a signature for those that are
 * refused before it is looked at. The unsigned ones serve as a test of their own: none is trusted.
 */
final class SignedWhereNeeded {
  private static final String NO_SIGNATURE =
      Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[256]);

  private final TrustPolicy policy;

  SignedWhereNeeded(TrustPolicy policy) {
    this.policy = policy;
  }

  /** The decision on a token with this text as its header and this payload, signed. */
  Decision evaluate(String header, String encodedPayload) throws Exception {
    String encodedHeader = TokenForge.encode(header);
    Decision unsigned = policy.evaluate(encodedHeader + "." + encodedPayload + "." + NO_SIGNATURE);
    assertThat(unsigned.isTrusted()).as("without a signature").isFalse();
    return TestPolicies.rejection(unsigned).stage() == Stage.SIGNATURE
        ? policy.evaluate(TokenForge.signParts(encodedHeader, encodedPayload))
        : unsigned;
  }
}
