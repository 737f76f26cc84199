package dev.credence.internal.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Reads the public member of an Ed25519 key (RFC 8037 §2, RFC 8032 §5.1.5). */
final class Ed25519Jwk {
  private static final int POINT_OCTETS = 32;

  private Ed25519Jwk() {}

  static PublicKey read(JwkMembers jwk) throws JwkRefusal {
    byte[] encoded = jwk.octets("x");
    if (encoded.length != POINT_OCTETS) {
      throw new JwkRefusal(
          "its x has " + encoded.length + " octets where Ed25519 requires " + POINT_OCTETS);
    }
    boolean xIsOdd = (encoded[POINT_OCTETS - 1] & 0x80) != 0;
    BigInteger y = littleEndianWithoutTopBit(encoded);
    if (!Ed25519Points.isUsable(xIsOdd, y)) {
      throw new JwkRefusal("its x is no point of Ed25519, or one of small order");
    }
    KnownTestKeys.requireNoneOf(y);
    return publicKey(new EdECPoint(xIsOdd, y));
  }

  private static BigInteger littleEndianWithoutTopBit(byte[] encoded) {
    byte[] bigEndian = new byte[POINT_OCTETS];
    for (int i = 0; i < POINT_OCTETS; i++) {
      bigEndian[i] = encoded[POINT_OCTETS - 1 - i];
    }
    bigEndian[0] &= 0x7f;
    return new BigInteger(1, bigEndian);
  }

  private static PublicKey publicKey(EdECPoint point) throws JwkRefusal {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    } catch (GeneralSecurityException | RuntimeException unusable) {
      throw new JwkRefusal("its members make no Ed25519 key that this Java runtime can use");
    }
  }
}
