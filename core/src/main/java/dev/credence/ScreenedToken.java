package dev.credence;

import dev.credence.internal.text.SafeText;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.keys.VerificationKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Stage 3: a token that is worth fetching a key for. The claims are still unverified: this stage
 * can only refuse, so that junk and other services' tokens cost no request to the issuer.
 */
final class ScreenedToken {
  private final IssuedToken issued;
  private final SignatureAlgorithm algorithm;
  private final RegisteredClaims registered;
  private final Instant at;

  private ScreenedToken(
      IssuedToken issued, SignatureAlgorithm algorithm, RegisteredClaims registered, Instant at) {
    this.issued = issued;
    this.algorithm = algorithm;
    this.registered = registered;
    this.at = at;
  }

  static Outcome<ScreenedToken> screen(IssuedToken issued, Expectations expected) {
    TokenHeader header = issued.token().jws().header();
    if (!issued.issuer().tokenTypes().include(header.type())) {
      return wrongType(header, issued.issuer());
    }
    Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.fromJoseName(header.algorithm());
    if (algorithm.isEmpty() || !issued.issuer().algorithms().contains(algorithm.get())) {
      return wrongAlgorithm(header, issued.issuer());
    }
    TimeCheck times = TimeCheck.now(expected, Stage.PRE_SCREEN);
    return RegisteredClaims.read(issued.token().unverifiedClaims(), Stage.PRE_SCREEN)
        .then(claims -> AudienceCheck.check(claims, expected, Stage.PRE_SCREEN))
        .then(times::notExpired)
        .then(claims ->
            Outcome.passed(new ScreenedToken(issued, algorithm.get(), claims, times.now())));
  }

  private static Outcome<ScreenedToken> wrongType(TokenHeader header, Issuer issuer) {
    return Outcome.refused(
        Stage.PRE_SCREEN,
        RejectionReason.HEADER_FORBIDDEN,
        new Mismatch(
            "typ",
            "is one of " + issuer.tokenTypes().names(),
            header.type() == null ? Mismatch.ABSENT : SafeText.quote(header.type())));
  }

  private static Outcome<ScreenedToken> wrongAlgorithm(TokenHeader header, Issuer issuer) {
    return Outcome.refused(
        Stage.PRE_SCREEN,
        RejectionReason.ALGORITHM_NOT_ALLOWED,
        new Mismatch(
            "alg",
            "is one of " + issuer.algorithms().stream().map(SignatureAlgorithm::joseName).toList(),
            SafeText.quote(header.algorithm())));
  }

  IssuedToken issued() {
    return issued;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  RegisteredClaims registered() {
    return registered;
  }

  /** When it was screened. */
  Instant at() {
    return at;
  }

  Map<String, Object> unverifiedClaims() {
    return issued.token().unverifiedClaims();
  }

  /** Whether its signature was found to hold under this very key before. */
  boolean isKnownToBeSignedWith(VerificationKey key) {
    return issued.token().isKnownToBeSignedWith(key) && at.isBefore(registered.expiresAt());
  }

  CompactJws jws() {
    return issued.token().jws();
  }
}
