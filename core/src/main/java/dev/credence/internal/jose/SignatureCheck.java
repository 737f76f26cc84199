package dev.credence.internal.jose;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One key and one algorithm, ready to check signatures (RFC 7515 §5.2, RFC 7518 §3, RFC 8037 §3.1).
 *
 * <p>Immutable and thread-safe. What a provider throws at a signature means "does not hold"; no
 * exception and no message of a provider leaves this class.
 */
final class SignatureCheck {
  private static final int ED25519_SIGNATURE_OCTETS = 64;

  private final JwsAlgorithm algorithm;
  private final PublicKey key;
  private final @Nullable Provider provider;
  private final int signatureOctets;

  /**
   * Prepares the check and tries the key once, so that a key which the provider refuses is found
   * when the set is read rather than when a token arrives.
   *
   * @param provider whose implementation to use, or null for the Java runtime's own choice
   */
  SignatureCheck(JwsAlgorithm algorithm, PublicKey key, @Nullable Provider provider)
      throws JwkRefusal {
    this.algorithm = algorithm;
    this.key = translated(key, provider);
    this.provider = provider;
    this.signatureOctets = signatureOctets(algorithm, key);
    requireProviderSupport();
  }

  static Map<JwsAlgorithm, SignatureCheck> each(
      Set<JwsAlgorithm> algorithms, PublicKey key, @Nullable Provider provider) throws JwkRefusal {
    Map<JwsAlgorithm, SignatureCheck> checks = new EnumMap<>(JwsAlgorithm.class);
    for (JwsAlgorithm algorithm : algorithms) {
      checks.put(algorithm, new SignatureCheck(algorithm, key, provider));
    }
    return Collections.unmodifiableMap(checks);
  }

  /** The key in the provider's own form, so that it need not translate it for each signature. */
  private static PublicKey translated(PublicKey key, @Nullable Provider provider)
      throws JwkRefusal {
    if (provider == null || provider.getService("KeyFactory", key.getAlgorithm()) == null) {
      return key;
    }
    try {
      return (PublicKey) KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
    } catch (GeneralSecurityException | RuntimeException refused) {
      throw new JwkRefusal("the provider " + provider.getName() + " refuses it");
    }
  }

  boolean holds(ByteBuffer signingInput, byte[] signature) {
    if (signature.length != signatureOctets || !hasScalarsInRange(signature)) {
      return false;
    }
    try {
      Signature primitive = initialised();
      primitive.update(signingInput);
      return primitive.verify(signature);
    } catch (GeneralSecurityException | RuntimeException notValid) {
      return false;
    }
  }

  private static int signatureOctets(JwsAlgorithm algorithm, PublicKey key) {
    EcCurve curve = algorithm.curve();
    if (curve != null) {
      return 2 * curve.octets();
    }
    return key instanceof RSAPublicKey rsa
        ? (rsa.getModulus().bitLength() + 7) / 8
        : ED25519_SIGNATURE_OCTETS;
  }

  private void requireProviderSupport() throws JwkRefusal {
    try {
      initialised();
    } catch (GeneralSecurityException | RuntimeException refused) {
      throw new JwkRefusal(
          "this Java runtime refuses it for the algorithm " + algorithm.joseName());
    }
  }

  /** CVE-2022-21449: no provider is trusted to refuse an ECDSA signature of zeros. */
  private boolean hasScalarsInRange(byte[] signature) {
    EcCurve curve = algorithm.curve();
    return curve == null
        || (curve.isSignatureScalar(new BigInteger(1, signature, 0, curve.octets()))
            && curve.isSignatureScalar(
                new BigInteger(1, signature, curve.octets(), curve.octets())));
  }

  private Signature initialised()
      throws NoSuchAlgorithmException, InvalidKeyException, InvalidAlgorithmParameterException {
    Signature primitive =
        provider == null
            ? Signature.getInstance(algorithm.javaName())
            : Signature.getInstance(algorithm.javaName(), provider);
    AlgorithmParameterSpec parameters = algorithm.parameters();
    if (parameters != null) {
      primitive.setParameter(parameters);
    }
    primitive.initVerify(key);
    return primitive;
  }
}
