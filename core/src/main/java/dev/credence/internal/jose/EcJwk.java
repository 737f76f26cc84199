package dev.credence.internal.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.Map;

/** Reads the public members of an elliptic curve key (RFC 7518 §6.2.1). */
final class EcJwk {
  private EcJwk() {}

  static ECPublicKey read(JwkMembers jwk, EcCurve curve) throws JwkRefusal {
    BigInteger x = coordinate(jwk, "x", curve);
    BigInteger y = coordinate(jwk, "y", curve);
    if (!curve.contains(x, y)) {
      throw new JwkRefusal("its x and y are no point of the curve " + curve.jwkName());
    }
    KnownTestKeys.requireNoneOf(x);
    return parsed(curve.jwkName(), jwk.text("x"), jwk.text("y"));
  }

  private static BigInteger coordinate(JwkMembers jwk, String name, EcCurve curve)
      throws JwkRefusal {
    byte[] octets = jwk.octets(name);
    if (octets.length != curve.octets()) {
      throw new JwkRefusal(
          "its "
              + name
              + " has "
              + octets.length
              + " octets where "
              + curve.jwkName()
              + " requires "
              + curve.octets());
    }
    return new BigInteger(1, octets);
  }

  private static ECPublicKey parsed(String crv, String x, String y) throws JwkRefusal {
    try {
      return ECKey.parse(Map.<String, Object>of("kty", "EC", "crv", crv, "x", x, "y", y))
          .toECPublicKey();
    } catch (ParseException | JOSEException | RuntimeException unusable) {
      throw new JwkRefusal("its members make no EC key that this Java runtime can use");
    }
  }
}
