package dev.credence.internal.jose;

import dev.credence.internal.text.SafeText;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a key set, or says in a fragment of a sentence why it can't be used. */
final class JwkReader {
  private static final Set<JwsAlgorithm> RSA_ALGORITHMS =
      Collections.unmodifiableSet(EnumSet.range(JwsAlgorithm.RS256, JwsAlgorithm.PS512));

  private JwkReader() {}

  static PublicJwk read(Object entry) throws JwkRefusal {
    JwkMembers jwk = JwkMembers.of(entry);
    JwkPurpose.requireVerification(jwk);
    String id = jwk.id();
    String type = jwk.text("kty");
    return switch (type) {
      case "RSA" -> rsa(id, jwk);
      case "EC" -> ec(id, jwk);
      case "OKP" -> okp(id, jwk);
      default ->
          throw new JwkRefusal("its kty is " + SafeText.quote(type) + "; known: RSA, EC and OKP");
    };
  }

  private static PublicJwk rsa(@Nullable String id, JwkMembers jwk) throws JwkRefusal {
    Set<JwsAlgorithm> algorithms = narrowed(RSA_ALGORITHMS, jwk);
    RSAPublicKey key = RsaJwk.read(jwk);
    String size = "RSA " + key.getModulus().bitLength() + " bits";
    return prepared(id, KeyType.RSA, size, key, algorithms, jwk);
  }

  private static PublicJwk ec(@Nullable String id, JwkMembers jwk) throws JwkRefusal {
    String crv = jwk.text("crv");
    EcCurve curve = EcCurve.named(crv);
    if (curve == null) {
      throw new JwkRefusal(
          "its crv is " + SafeText.quote(crv) + "; known for EC: P-256, P-384 and P-521");
    }
    Set<JwsAlgorithm> algorithms = narrowed(Set.of(curve.algorithm()), jwk);
    PublicKey key = EcJwk.read(jwk, curve);
    return prepared(id, KeyType.EC, "EC " + curve.jwkName(), key, algorithms, jwk);
  }

  private static PublicJwk okp(@Nullable String id, JwkMembers jwk) throws JwkRefusal {
    String crv = jwk.text("crv");
    if (!crv.equals("Ed25519")) {
      throw new JwkRefusal("its crv is " + SafeText.quote(crv) + "; known for OKP: Ed25519");
    }
    Set<JwsAlgorithm> algorithms = narrowed(Set.of(JwsAlgorithm.ED25519), jwk);
    return prepared(id, KeyType.OKP, "OKP Ed25519", Ed25519Jwk.read(jwk), algorithms, jwk);
  }

  /** A published {@code alg} pins the key to that one algorithm (RFC 8725 §3.1, RFC 7517 §4.4). */
  private static Set<JwsAlgorithm> narrowed(Set<JwsAlgorithm> possible, JwkMembers jwk)
      throws JwkRefusal {
    String alg = jwk.optionalText("alg");
    if (alg == null) {
      return possible;
    }
    JwsAlgorithm pinned = JwsAlgorithm.fromJoseName(alg).orElse(null);
    if (pinned == null || !possible.contains(pinned)) {
      throw new JwkRefusal(
          "its alg is " + SafeText.quote(alg) + ", which no key of its kty and crv can check");
    }
    return Set.of(pinned);
  }

  private static PublicJwk prepared(
      @Nullable String id,
      KeyType type,
      String description,
      PublicKey key,
      Set<JwsAlgorithm> algorithms,
      JwkMembers jwk)
      throws JwkRefusal {
    return new PublicJwk(
        id,
        type,
        description,
        key,
        SignatureCheck.each(algorithms, key, null),
        jwk.publicMembers());
  }
}
