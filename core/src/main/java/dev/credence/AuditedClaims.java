package dev.credence;

import dev.credence.audit.AuditedToken;
import dev.credence.claim.Claim;
import dev.credence.internal.text.SafeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the audit keeps of a token's claims: what is amiss with them is for the decision to say. */
final class AuditedClaims {
  private AuditedClaims() {}

  /**
   * Reads what is there and has the right type.
   *
   * @param claims the token's claims
   * @param verified whether the token's signature was verified
   * @param identity the claims that tell which job it is
   */
  static AuditedToken of(
      Map<String, Object> claims, boolean verified, Collection<Claim<?>> identity) {
    AuditedToken.Builder token = verified ? AuditedToken.verified() : AuditedToken.unverified();
    if (claims.get("iss") instanceof String issuer) {
      token.issuer(issuer);
    }
    if (claims.get("sub") instanceof String subject) {
      token.subject(subject);
    }
    if (claims.get("jti") instanceof String id) {
      token.id(id);
    }
    if (claims.get("exp") instanceof BigDecimal seconds) {
      Instant expiresAt = NumericDate.of(seconds, RoundingMode.FLOOR);
      if (expiresAt != null) {
        token.expiresAt(expiresAt);
      }
    }
    token.audience(audience(claims.get("aud")));
    for (Claim<?> claim : identity) {
      claim.in(claims).ifPresent(value -> token.claim(claim.name(), text(value)));
    }
    return token.build();
  }

  private static List<String> audience(@Nullable Object aud) {
    if (aud instanceof String one) {
      return List.of(one);
    }
    return aud instanceof List<?> several
        ? several.stream().map(AuditedClaims::text).toList()
        : List.of();
  }

  private static String text(Object value) {
    return value instanceof String text ? text : SafeText.quote(value);
  }
}
