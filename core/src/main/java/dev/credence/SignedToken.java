package dev.credence;

/**
 * Stage 5: a token whose signature verifies over its original bytes (RFC 7515 §5.2). From here on
 * its claims are known to be its issuer's words.
 */
final class SignedToken {
  private final ScreenedToken screened;

  private SignedToken(ScreenedToken screened) {
    this.screened = screened;
  }

  /**
   * Checks the signature, and once more if the issuer has given another key the same id meanwhile.
   * How often an issuer is asked for newer keys is bounded by their source.
   */
  static Way<SignedToken> check(KeyedToken keyed) {
    if (keyed.isSigned()) {
      return Way.at(Outcome.passed(new SignedToken(keyed.screened())));
    }
    return keyed.findAmongNewer().then(newer -> checkAgain(newer, keyed));
  }

  private static Outcome<SignedToken> checkAgain(KeyedToken keyed, KeyedToken before) {
    return !keyed.hasKeyOf(before) && keyed.isSigned()
        ? Outcome.passed(new SignedToken(keyed.screened()))
        : Outcome.refused(
            Stage.SIGNATURE,
            RejectionReason.SIGNATURE_INVALID,
            "it does not verify with " + keyed.describeKey());
  }

  ScreenedToken screened() {
    return screened;
  }
}
