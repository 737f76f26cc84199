package dev.credence;

import dev.credence.internal.text.SafeText;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
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
  private final KeySet keys;
  private final VerificationKey key;
  private final VerificationKey prepared;

  private KeyedToken(
      ScreenedToken screened, KeySet keys, VerificationKey key, VerificationKey prepared) {
    this.screened = screened;
    this.keys = keys;
    this.key = key;
    this.prepared = prepared;
  }

  /** Looks among the keys at hand first, and among newer ones only if the id is not there. */
  static Way<KeyedToken> find(ScreenedToken screened) {
    String keyId = screened.jws().header().keyId();
    if (keyId == null) {
      return Way.at(
          refused(
              RejectionReason.KEY_UNKNOWN,
              new Mismatch("kid", "names a key of the issuer", Mismatch.ABSENT)));
    }
    Issuer issuer = screened.issued().issuer();
    KeySource source = issuer.keys();
    return Way.with(issuer, source.current())
        .thenWay(keys ->
            keys.withId(keyId).isEmpty()
                ? Way.with(issuer, source.newerThan(keys, keyId))
                : Way.at(Outcome.passed(keys)))
        .then(keys -> select(screened, keyId, keys));
  }

  /**
   * Finds the key among keys that are newer than those it was found in before, for an issuer that
   * gives a new key an old one's id. Keys that can't be had are then no newer ones.
   */
  Way<KeyedToken> findAmongNewer() {
    String keyId = key.id().orElseThrow();
    Issuer issuer = screened.issued().issuer();
    return Way.with(issuer, issuer.keys().newerThan(keys, keyId).exceptionally(unavailable -> keys))
        .then(newer -> select(screened, keyId, newer));
  }

  private static Outcome<KeyedToken> select(ScreenedToken screened, String keyId, KeySet keys) {
    List<VerificationKey> candidates = keys.withId(keyId);
    for (VerificationKey key : candidates) {
      if (serves(key, screened)) {
        return prepared(screened, keys, key);
      }
    }
    return candidates.isEmpty() ? unknown(keyId, keys) : unsuitable(screened, candidates);
  }

  private static Outcome<KeyedToken> prepared(
      ScreenedToken screened, KeySet keys, VerificationKey key) {
    SignatureChecks checks = screened.issued().issuer().signatureChecks();
    return checks
        .prepare(key)
        .map(prepared -> Outcome.passed(new KeyedToken(screened, keys, key, prepared)))
        .orElseGet(() ->
            Outcome.refused(
                Stage.KEY,
                RejectionReason.KEY_UNSUITABLE,
                "the issuer's key "
                    + key.id().map(SafeText::quote).orElse("without id")
                    + " can't be used: "
                    + checks.checkedBy()
                    + " refuses it"));
  }

  /**
   * Whether the key could be used here with the token's algorithm and with no other. One key serves
   * one algorithm: where its JWK names none, the issuer's algorithms must leave exactly one, or the
   * key serves none.
   */
  private static boolean serves(VerificationKey key, ScreenedToken screened) {
    Set<SignatureAlgorithm> allowed = screened.issued().issuer().algorithms();
    for (SignatureAlgorithm each : key.algorithms()) {
      if (each != screened.algorithm() && allowed.contains(each)) {
        return false;
      }
    }
    return key.supports(screened.algorithm()) && allowed.contains(screened.algorithm());
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

  /**
   * Whether the signature holds. What was found before counts, as long as the key is the same and
   * the token has not expired.
   */
  boolean isSigned() {
    return screened.isKnownToBeSignedWith(key) || isSignedNow();
  }

  private boolean isSignedNow() {
    CompactJws jws = screened.jws();
    boolean holds = prepared.verifies(screened.algorithm(), jws.signingInput(), jws.signature());
    if (holds) {
      screened.issued().issuer().signatureChecks().remember(screened, key);
    }
    return holds;
  }

  /** Whether it has the very key of another, with which a signature holds or doesn't as before. */
  @SuppressWarnings("ReferenceEquality") // a key of another set is another key
  boolean hasKeyOf(KeyedToken other) {
    return key == other.key;
  }

  /** The key in words: its algorithm here and its id. */
  String describeKey() {
    return screened.algorithm().joseName()
        + " under key "
        + key.id().map(SafeText::quote).orElse("without id");
  }
}
