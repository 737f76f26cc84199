package dev.credence;

import dev.credence.internal.text.SafeText;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.keys.SkippedKey;
import dev.credence.keys.VerificationKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Stage 4: a token together with the one key that may have signed it: of the token's issuer, of the
 * id that the header names, and fit for the header's algorithm (RFC 8725 §3.1).
 */
final class KeyedToken {
  private final ScreenedToken screened;
  private final VerificationKey key;

  private KeyedToken(ScreenedToken screened, VerificationKey key) {
    this.screened = screened;
    this.key = key;
  }

  static Outcome<KeyedToken> find(ScreenedToken screened) throws KeysUnavailableException {
    String keyId = screened.jws().header().keyId();
    if (keyId == null) {
      return refused(
          RejectionReason.KEY_UNKNOWN,
          new Mismatch("kid", "names a key of the issuer", Mismatch.ABSENT));
    }
    Issuer issuer = screened.issued().issuer();
    KeySet keys = KeyWait.await(issuer, issuer.keys().current());
    if (keys.withId(keyId).isEmpty()) {
      keys = KeyWait.await(issuer, issuer.keys().newerThan(keys, keyId));
    }
    return select(screened, keyId, keys);
  }

  private static Outcome<KeyedToken> select(ScreenedToken screened, String keyId, KeySet keys) {
    List<VerificationKey> candidates = keys.withId(keyId);
    for (VerificationKey key : candidates) {
      if (usableAlgorithms(key, screened).equals(Set.of(screened.algorithm()))) {
        return Outcome.passed(new KeyedToken(screened, key));
      }
    }
    return candidates.isEmpty() ? unknown(keyId, keys) : unsuitable(screened, candidates);
  }

  /**
   * What the key could be used with here. One key serves one algorithm: where its JWK names none, the
   * issuer's algorithms must leave exactly one, or the key serves none.
   */
  private static Set<SignatureAlgorithm> usableAlgorithms(
      VerificationKey key, ScreenedToken screened) {
    EnumSet<SignatureAlgorithm> usable = EnumSet.copyOf(key.algorithms());
    usable.retainAll(screened.issued().issuer().algorithms());
    return usable;
  }

  private static Outcome<KeyedToken> unknown(String keyId, KeySet keys) {
    for (SkippedKey skipped : keys.skipped()) {
      if (skipped.id().equals(keyId)) {
        return Outcome.refused(
            Stage.KEY,
            RejectionReason.KEY_UNSUITABLE,
            "the issuer's key " + SafeText.quote(keyId) + " can't be used: " + skipped.reason());
      }
    }
    return refused(
        RejectionReason.KEY_UNKNOWN,
        new Mismatch("kid", "names a key of the issuer", SafeText.quote(keyId)));
  }

  private static Outcome<KeyedToken> unsuitable(
      ScreenedToken screened, List<VerificationKey> candidates) {
    EnumSet<SignatureAlgorithm> served = EnumSet.noneOf(SignatureAlgorithm.class);
    candidates.forEach(key -> served.addAll(key.algorithms()));
    return refused(
        RejectionReason.KEY_UNSUITABLE,
        new Mismatch(
            "alg",
            served.size() == 1
                ? "is " + served.iterator().next().joseName() + " as its key demands"
                : "is one algorithm only, where its key names none",
            screened.algorithm().joseName()));
  }

  private static Outcome<KeyedToken> refused(RejectionReason reason, Mismatch mismatch) {
    return Outcome.refused(Stage.KEY, reason, mismatch);
  }

  ScreenedToken screened() {
    return screened;
  }

  VerificationKey key() {
    return key;
  }
}
