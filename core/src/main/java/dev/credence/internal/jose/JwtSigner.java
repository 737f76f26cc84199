package dev.credence.internal.jose;

import dev.credence.internal.json.JsonText;
import dev.credence.internal.text.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A private key with one algorithm, which signs JWTs in a client's name (RFC 7515 §5.1).
 *
 * <p>Immutable and thread-safe; prints no key material.
 */
public final class JwtSigner {
  private final PrivateKey key;
  private final JwsAlgorithm algorithm;

  private JwtSigner(PrivateKey key, JwsAlgorithm algorithm) {
    this.key = key;
    this.algorithm = algorithm;
  }

  /**
   * A signer with a key in PEM.
   *
   * @param algorithm null for the usual one: RS256, the curve's own, or EdDSA
   * @throws IllegalArgumentException when the key can't be read, is too weak, or is of another kind
   *     than the algorithm; says so without any part of the key
   */
  public static JwtSigner ofPem(String pem, @Nullable JwsAlgorithm algorithm) {
    PrivateKey key = PrivateKeyPem.parse(pem);
    List<JwsAlgorithm> possible = algorithmsOf(key);
    JwsAlgorithm chosen = algorithm == null ? possible.get(0) : algorithm;
    if (!possible.contains(chosen)) {
      throw new IllegalArgumentException(
          "The private key can't sign with "
              + chosen.joseName()
              + ", only with "
              + String.join(", ", possible.stream().map(JwsAlgorithm::joseName).toList()));
    }
    JwtSigner signer = new JwtSigner(key, chosen);
    signer.signature(new byte[0]);
    return signer;
  }

  /** The header's {@code alg}. RFC 9864's name for Ed25519 is still unknown to most servers. */
  public String algorithmName() {
    return algorithm == JwsAlgorithm.ED25519 ? "EdDSA" : algorithm.joseName();
  }

  /** Signs claims under a header, which must name {@link #algorithmName()}, to a compact JWS. */
  public String sign(Map<String, ?> header, Map<String, ?> claims) {
    String input = encoded(header) + "." + encoded(claims);
    byte[] signature = signature(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64Url.encode(signature);
  }

  private static List<JwsAlgorithm> algorithmsOf(PrivateKey key) {
    if (key instanceof RSAPrivateKey rsa) {
      requireStrong(rsa);
      return List.of(
          JwsAlgorithm.RS256,
          JwsAlgorithm.RS384,
          JwsAlgorithm.RS512,
          JwsAlgorithm.PS256,
          JwsAlgorithm.PS384,
          JwsAlgorithm.PS512);
    }
    if (key instanceof ECPrivateKey ec) {
      return List.of(curveOf(ec).algorithm());
    }
    if (key instanceof EdECPrivateKey) {
      return List.of(JwsAlgorithm.ED25519);
    }
    throw new IllegalArgumentException("The private key is none of RSA, EC and Ed25519");
  }

  private static void requireStrong(RSAPrivateKey key) {
    int bits = key.getModulus().bitLength();
    if (bits < RsaHygiene.MIN_MODULUS_BITS || bits > RsaHygiene.MAX_MODULUS_BITS) {
      throw new IllegalArgumentException(
          "The private RSA key has "
              + bits
              + " bits where "
              + RsaHygiene.MIN_MODULUS_BITS
              + " to "
              + RsaHygiene.MAX_MODULUS_BITS
              + " are required");
    }
  }

  private static EcCurve curveOf(ECPrivateKey key) {
    for (EcCurve curve : EcCurve.values()) {
      if (curve.isDomainOf(key.getParams())) {
        return curve;
      }
    }
    throw new IllegalArgumentException("The private EC key is on none of P-256, P-384 and P-521");
  }

  private static String encoded(Map<String, ?> members) {
    return Base64Url.encode(JsonText.of(members).getBytes(StandardCharsets.UTF_8));
  }

  private byte[] signature(byte[] input) {
    try {
      Signature primitive = Signature.getInstance(algorithm.javaName());
      if (algorithm.parameters() != null) {
        primitive.setParameter(algorithm.parameters());
      }
      primitive.initSign(key);
      primitive.update(input);
      return primitive.sign();
    } catch (GeneralSecurityException | RuntimeException refused) {
      throw new IllegalArgumentException(
          "This Java runtime can't sign with the private key and " + algorithm.joseName());
    }
  }

  @Override
  public String toString() {
    return "signer with " + algorithm.joseName();
  }
}
