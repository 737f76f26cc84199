package dev.credence;

import dev.credence.internal.text.SafeText;
import java.util.List;

/**
 * Stage 5: a token whose signature verifies over its original bytes (RFC 7515 §5.2). From here on its
 * claims are known to be its issuer's words.
 */
final class SignedToken {
  private final ScreenedToken screened;

  private SignedToken(ScreenedToken screened) {
    this.screened = screened;
  }

  static Outcome<SignedToken> check(KeyedToken keyed) {
    ScreenedToken screened = keyed.screened();
    CompactJws jws = screened.jws();
    if (keyed.key().verifies(screened.algorithm(), jws.signingInput(), jws.signature())) {
      return Outcome.passed(new SignedToken(screened));
    }
    String key = keyed.key().id().map(SafeText::quote).orElse("without id");
    return Outcome.refused(
        new Refusal(
            Stage.SIGNATURE,
            RejectionReason.SIGNATURE_INVALID,
            "it does not verify with " + screened.algorithm().joseName() + " under key " + key,
            List.of()));
  }

  ScreenedToken screened() {
    return screened;
  }
}
