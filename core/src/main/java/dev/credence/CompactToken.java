package dev.credence;

import dev.credence.internal.json.JsonLimits;
import dev.credence.keys.VerificationKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stage 1: a text that is a compact JWT by its form. Nothing in it is verified. */
final class CompactToken {
  private final CompactJws jws;
  private final Map<String, Object> unverifiedClaims;
  private final @Nullable VerificationKey knownSigner;

  private CompactToken(
      CompactJws jws, Map<String, Object> unverifiedClaims, @Nullable VerificationKey knownSigner) {
    this.jws = jws;
    this.unverifiedClaims = unverifiedClaims;
    this.knownSigner = knownSigner;
  }

  /** A text that was read before, and then found to be signed with a key. */
  static CompactToken known(CompactJws jws, Map<String, Object> claims, VerificationKey signer) {
    return new CompactToken(jws, claims, signer);
  }

  static Outcome<CompactToken> parse(String text) {
    return CompactJws.parse(text).then(CompactToken::withClaims);
  }

  private static Outcome<CompactToken> withClaims(CompactJws jws) {
    if (jws.payload().length == 0) {
      return Outcome.refused(Stage.FORMAT, RejectionReason.MALFORMED, "its payload is empty");
    }
    if (jws.signature().length == 0) {
      return Outcome.refused(Stage.FORMAT, RejectionReason.MALFORMED, "its signature is empty");
    }
    return TokenJson.read(jws.payload(), "payload", JsonLimits.TOKEN_CLAIMS)
        .then(claims -> Outcome.passed(new CompactToken(jws, claims, null)));
  }

  CompactJws jws() {
    return jws;
  }

  Map<String, Object> unverifiedClaims() {
    return unverifiedClaims;
  }

  /** Whether this text was found to be signed with this very key before. */
  @SuppressWarnings("ReferenceEquality") // a key of another set is another key
  boolean isKnownToBeSignedWith(VerificationKey key) {
    return knownSigner == key;
  }
}
