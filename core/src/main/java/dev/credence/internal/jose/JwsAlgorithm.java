package dev.credence.internal.jose;

import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JWS algorithm with the exact Java primitive that computes it (RFC 7518 §3.1, RFC 8037 §3.1, RFC
 * 9864 §2).
 */
public enum JwsAlgorithm {
  RS256(KeyType.RSA, "SHA256withRSA"),
  RS384(KeyType.RSA, "SHA384withRSA"),
  RS512(KeyType.RSA, "SHA512withRSA"),
  PS256(KeyType.RSA, pss("SHA-256", 32)),
  PS384(KeyType.RSA, pss("SHA-384", 48)),
  PS512(KeyType.RSA, pss("SHA-512", 64)),
  ES256(EcCurve.P_256, "SHA256withECDSAinP1363Format"),
  ES384(EcCurve.P_384, "SHA384withECDSAinP1363Format"),
  ES512(EcCurve.P_521, "SHA512withECDSAinP1363Format"),
  ED25519("Ed25519", "EdDSA");

  private static final Map<String, JwsAlgorithm> BY_JOSE_NAME = byJoseName();

  private final KeyType keyType;
  private final String javaName;
  private final @Nullable AlgorithmParameterSpec parameters;
  private final @Nullable EcCurve curve;
  private final List<String> joseNames;

  JwsAlgorithm(KeyType keyType, String javaName) {
    this.keyType = keyType;
    this.javaName = javaName;
    this.parameters = null;
    this.curve = null;
    this.joseNames = List.of(name());
  }

  JwsAlgorithm(KeyType keyType, PSSParameterSpec parameters) {
    this.keyType = keyType;
    this.javaName = "RSASSA-PSS";
    this.parameters = parameters;
    this.curve = null;
    this.joseNames = List.of(name());
  }

  JwsAlgorithm(EcCurve curve, String javaName) {
    this.keyType = KeyType.EC;
    this.javaName = javaName;
    this.parameters = null;
    this.curve = curve;
    this.joseNames = List.of(name());
  }

  JwsAlgorithm(String joseName, String olderJoseName) {
    this.keyType = KeyType.OKP;
    this.javaName = "Ed25519";
    this.parameters = null;
    this.curve = null;
    this.joseNames = List.of(joseName, olderJoseName);
  }

  private static Map<String, JwsAlgorithm> byJoseName() {
    Map<String, JwsAlgorithm> byName = new HashMap<>();
    for (JwsAlgorithm algorithm : values()) {
      algorithm.joseNames.forEach(name -> byName.put(name, algorithm));
    }
    return Map.copyOf(byName);
  }

  private static PSSParameterSpec pss(String hash, int saltLength) {
    return new PSSParameterSpec(
        hash, "MGF1", new MGF1ParameterSpec(hash), saltLength, PSSParameterSpec.TRAILER_FIELD_BC);
  }

  /** The algorithm that a JOSE {@code alg} value names, compared exactly; empty for any other. */
  public static Optional<JwsAlgorithm> fromJoseName(String name) {
    return Optional.ofNullable(BY_JOSE_NAME.get(name));
  }

  /** The name that is registered for a JOSE header's {@code alg}. */
  public String joseName() {
    return joseNames.get(0);
  }

  /** Whether a provider has this very primitive. */
  public boolean isOfferedBy(Provider provider) {
    return provider.getService("Signature", javaName) != null;
  }

  KeyType keyType() {
    return keyType;
  }

  String javaName() {
    return javaName;
  }

  @Nullable AlgorithmParameterSpec parameters() {
    return parameters;
  }

  @Nullable EcCurve curve() {
    return curve;
  }
}
