package dev.credence.internal.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Map;

/** Reads the public members of an RSA key (RFC 7518 §6.3.1). */
final class RsaJwk {
  private RsaJwk() {}

  static RSAPublicKey read(JwkMembers jwk) throws JwkRefusal {
    // A leading zero octet is no refusal: Jenkins publishes its moduli so, RFC 7518 §6.3.1.1 or
    // not.
    BigInteger modulus = new BigInteger(1, jwk.octets("n"));
    BigInteger exponent = new BigInteger(1, jwk.octets("e"));
    RsaHygiene.require(modulus, exponent);
    KnownTestKeys.requireNoneOf(modulus);
    return parsed(jwk.text("n"), jwk.text("e"));
  }

  private static RSAPublicKey parsed(String n, String e) throws JwkRefusal {
    try {
      return RSAKey.parse(Map.<String, Object>of("kty", "RSA", "n", n, "e", e)).toRSAPublicKey();
    } catch (ParseException | JOSEException | RuntimeException unusable) {
      throw new JwkRefusal("its n and e make no RSA key");
    }
  }
}
