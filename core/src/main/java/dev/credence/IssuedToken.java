package dev.credence;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stage 2: a token that says it comes from the policy's issuer; whether it does is not verified.
 */
final class IssuedToken {
  private final CompactToken token;
  private final Issuer issuer;

  private IssuedToken(CompactToken token, Issuer issuer) {
    this.token = token;
    this.issuer = issuer;
  }

  /** Compares the issuers as strings: no normalising, no prefix, no slash repair. */
  static Outcome<IssuedToken> recognise(CompactToken token, Issuer issuer) {
    Object named = token.unverifiedClaims().get("iss");
    if (issuer.identifier().equals(named)) {
      return Outcome.passed(new IssuedToken(token, issuer));
    }
    return unknown(token, List.of(issuer.identifier()));
  }

  static Outcome<IssuedToken> unknown(CompactToken token, Collection<String> known) {
    Object named = token.unverifiedClaims().get("iss");
    String required =
        known.stream()
            .map(identifier -> "\"" + identifier + "\"")
            .collect(Collectors.joining(", ", known.size() == 1 ? "is " : "is one of ", ""));
    return Outcome.refused(
        Stage.ISSUER,
        RejectionReason.ISSUER_UNKNOWN,
        new Mismatch(
            "iss", required, ShownValue.of(known, named), NearMisses.ofIssuer(known, named), null));
  }

  CompactToken token() {
    return token;
  }

  Issuer issuer() {
    return issuer;
  }
}
