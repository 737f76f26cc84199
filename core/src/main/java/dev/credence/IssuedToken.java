package dev.credence;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** What is to be said of it is worked out when somebody asks: a set can know many issuers. */
  static Outcome<IssuedToken> unknown(CompactToken token, Collection<String> known) {
    Object named = token.unverifiedClaims().get("iss");
    return Outcome.refused(
        Stage.ISSUER,
        RejectionReason.ISSUER_UNKNOWN,
        Mismatch.inWordsOf("iss", () -> words(known, named)));
  }

  private static Mismatch.Words words(Collection<String> known, @Nullable Object named) {
    String required =
        known.stream()
            .map(identifier -> "\"" + identifier + "\"")
            .collect(Collectors.joining(", ", known.size() == 1 ? "is " : "is one of ", ""));
    return new Mismatch.Words(
        required, ShownValue.of(known, named), NearMisses.ofIssuer(known, named));
  }

  CompactToken token() {
    return token;
  }

  Issuer issuer() {
    return issuer;
  }
}
