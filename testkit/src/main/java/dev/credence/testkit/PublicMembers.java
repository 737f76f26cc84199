package dev.credence.testkit;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a JWK that are the public key itself (RFC 7518 §6, RFC 8037 §2). */
final class PublicMembers {
  private static final int ED25519_OCTETS = 32;

  private PublicMembers() {}

  static Map<String, Object> of(PublicKey key) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (key instanceof RSAPublicKey rsa) {
      members.put("kty", "RSA");
      members.put("n", encode(rsa.getModulus()));
      members.put("e", encode(rsa.getPublicExponent()));
    } else if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getCurve().getField().getFieldSize();
      members.put("kty", "EC");
      members.put("crv", "P-" + bits);
      members.put("x", encode(fixed(ec.getW().getAffineX(), (bits + 7) / 8)));
      members.put("y", encode(fixed(ec.getW().getAffineY(), (bits + 7) / 8)));
    } else if (key instanceof EdECPublicKey ed) {
      members.put("kty", "OKP");
      members.put("crv", "Ed25519");
      members.put("x", encode(littleEndian(ed)));
    } else {
      throw new IllegalArgumentException("No JWK is known for keys of " + key.getAlgorithm());
    }
    return members;
  }

  private static byte[] littleEndian(EdECPublicKey key) {
    byte[] bigEndian = fixed(key.getPoint().getY(), ED25519_OCTETS);
    byte[] octets = new byte[ED25519_OCTETS];
    for (int i = 0; i < ED25519_OCTETS; i++) {
      octets[i] = bigEndian[ED25519_OCTETS - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      octets[ED25519_OCTETS - 1] |= (byte) 0x80;
    }
    return octets;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = unsigned(number);
    byte[] padded = new byte[length];
    System.arraycopy(bytes, 0, padded, length - bytes.length, bytes.length);
    return padded;
  }

  static String encode(BigInteger number) {
    return encode(unsigned(number));
  }

  static String encode(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
