package dev.credence;

/**
 * The eight stages a token passes, in order, on its way through {@link TrustPolicy#verify(String)}.
 *
 * <p>A {@link Rejection} names the stage that refused the token. Up to and including {@link
 * #SIGNATURE} nothing the token says has been proven, so whatever a rejection of those stages shows
 * is unverified; see {@link Rejection#isVerified()}.
 */
public enum Stage {
  /** The text is a compact JWS whose header and payload are strict JSON objects (RFC 7515 §3). */
  FORMAT("token format"),
  /** The {@code iss} claim is exactly an issuer of the policy (RFC 8725 §3.8). */
  ISSUER("issuer"),
  /** Cheap refusals on unverified claims, made before any key is fetched. */
  PRE_SCREEN("pre-screen"),
  /** The issuer has a key of that id that is fit for the token's algorithm (RFC 8725 §3.1). */
  KEY("key"),
  /** The signature over the original bytes verifies under that key (RFC 7515 §5.2). */
  SIGNATURE("signature"),
  /** The registered claims hold: audience, times, subject (RFC 7519 §4.1). */
  REGISTERED_CLAIMS("registered claims"),
  /** Each requirement of the policy holds. */
  REQUIREMENTS("requirements"),
  /** The token has not been presented before, where the policy has a {@link ReplayGuard}. */
  REPLAY("replay");

  private final String words;

  Stage(String words) {
    this.words = words;
  }

  /** Tells whether a refusal by this stage comes after the signature has been verified. */
  boolean isAfterSignature() {
    return compareTo(SIGNATURE) > 0;
  }

  String words() {
    return words;
  }
}
