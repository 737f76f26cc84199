package dev.credence.internal.jose;

import dev.credence.internal.text.Base64Url;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fresh key pairs, their JWKs as they would be published, and signatures by them. */
public final class TestKeys {
  private static final KeyPair RSA = generated("RSA", 2048);
  private static final KeyPair OTHER_RSA = generated("RSA", 2048);
  private static final Map<JwsAlgorithm, KeyPair> PAIRS =
      Map.of(
          JwsAlgorithm.ES256, ec("secp256r1"),
          JwsAlgorithm.ES384, ec("secp384r1"),
          JwsAlgorithm.ES512, ec("secp521r1"),
          JwsAlgorithm.ED25519, generated("Ed25519", 255));

  private TestKeys() {}

  public static KeyPair rsa() {
    return RSA;
  }

  public static KeyPair otherRsa() {
    return OTHER_RSA;
  }

  public static KeyPair pairFor(JwsAlgorithm algorithm) {
    return PAIRS.getOrDefault(algorithm, RSA);
  }

  public static KeyPair generated(String type, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The JWK of a public key, without use, key_ops and alg. */
  public static Map<String, Object> jwk(String kid, KeyPair pair) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kid", kid);
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      jwk.put("kty", "RSA");
      jwk.put("n", unsigned(rsa.getModulus()));
      jwk.put("e", unsigned(rsa.getPublicExponent()));
    } else if (pair.getPublic() instanceof ECPublicKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      int octets = (bits + 7) / 8;
      jwk.put("kty", "EC");
      jwk.put("crv", "P-" + bits);
      jwk.put("x", Base64Url.encode(fixed(ec.getW().getAffineX(), octets)));
      jwk.put("y", Base64Url.encode(fixed(ec.getW().getAffineY(), octets)));
    } else if (pair.getPublic() instanceof EdECPublicKey ed) {
      byte[] x = reversed(fixed(ed.getPoint().getY(), 32));
      x[31] |= (byte) (ed.getPoint().isXOdd() ? 0x80 : 0);
      jwk.put("kty", "OKP");
      jwk.put("crv", "Ed25519");
      jwk.put("x", Base64Url.encode(x));
    }
    return jwk;
  }

  public static Map<String, Object> jwk(String kid, JwsAlgorithm algorithm) {
    Map<String, Object> jwk = jwk(kid, pairFor(algorithm));
    jwk.put("use", "sig");
    jwk.put("alg", algorithm.joseName());
    return jwk;
  }

  public static byte[] signature(JwsAlgorithm algorithm, byte[] input) {
    return signature(algorithm, pairFor(algorithm).getPrivate(), input);
  }

  public static byte[] signature(JwsAlgorithm algorithm, PrivateKey key, byte[] input) {
    try {
      Signature signer = Signature.getInstance(algorithm.javaName());
      if (algorithm.parameters() != null) {
        signer.setParameter(algorithm.parameters());
      }
      signer.initSign(key);
      signer.update(input);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static String unsigned(BigInteger value) {
    return Base64Url.encode(fixed(value, (value.bitLength() + 7) / 8));
  }

  /** Big-endian in exactly so many octets; the value must fit. */
  public static byte[] fixed(BigInteger value, int octets) {
    byte[] minimal = value.toByteArray();
    byte[] fixed = new byte[octets];
    int length = Math.min(minimal.length, octets);
    System.arraycopy(minimal, minimal.length - length, fixed, octets - length, length);
    return fixed;
  }

  static byte[] reversed(byte[] octets) {
    byte[] reversed = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      reversed[i] = octets[octets.length - 1 - i];
    }
    return reversed;
  }
}
