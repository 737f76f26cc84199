package dev.credence.internal.jose;

import dev.credence.internal.text.SafeText;
import java.util.List;
import java.util.Set;

/** Whether a JWK is published for checking signatures, and for nothing that would forbid it. */
final class JwkPurpose {
  /**
   * SPIFFE bundles mark the keys of JWT-SVIDs with {@code jwt-svid} (SPIFFE JWT-SVID §4); it means
   * the same as {@code sig} and never stands on a key for certificates.
   */
  private static final Set<String> SIGNING_USES = Set.of("sig", "jwt-svid");

  /** The members that hold secrets: RFC 7518 §6.2.2, §6.3.2 and §6.4.1, RFC 8037 §2. */
  private static final List<String> SECRET_MEMBERS =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private JwkPurpose() {}

  static void requireVerification(JwkMembers jwk) throws JwkRefusal {
    requirePublic(jwk);
    requireNotRevoked(jwk);
    requireSigningUse(jwk);
    requireVerifyOperation(jwk);
  }

  private static void requirePublic(JwkMembers jwk) throws JwkRefusal {
    if ("oct".equals(jwk.value("kty"))) {
      throw JwkRefusal.secret("it is symmetric: whoever reads this set can sign with it");
    }
    for (String member : SECRET_MEMBERS) {
      if (jwk.has(member)) {
        throw JwkRefusal.secret("it publishes private key material in its member " + member);
      }
    }
  }

  private static void requireNotRevoked(JwkMembers jwk) throws JwkRefusal {
    if (jwk.has("revoked")) {
      throw new JwkRefusal("it is marked as revoked");
    }
  }

  private static void requireSigningUse(JwkMembers jwk) throws JwkRefusal {
    String use = jwk.optionalText("use");
    if (use != null && !SIGNING_USES.contains(use)) {
      throw new JwkRefusal("its use is " + SafeText.quote(use) + " where \"sig\" is required");
    }
  }

  private static void requireVerifyOperation(JwkMembers jwk) throws JwkRefusal {
    Object operations = jwk.value("key_ops");
    if (operations == null) {
      return;
    }
    if (!(operations instanceof List<?> list) || !list.contains("verify")) {
      throw new JwkRefusal(
          "its key_ops is " + SafeText.quote(operations) + " where \"verify\" is required");
    }
  }
}
