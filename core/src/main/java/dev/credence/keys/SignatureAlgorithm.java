package dev.credence.keys;

import dev.credence.internal.jose.JwsAlgorithm;
import java.security.Provider;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An asymmetric signature algorithm of JOSE (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2).
 *
 * <p>Symmetric algorithms and {@code none} are not among them and so can't be expressed anywhere in
 * this library: a token that names one is refused whatever a policy says.
 */
public enum SignatureAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  RS256,
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RS384,
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RS512,
  /** RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 octets. */
  PS256,
  /** RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48 octets. */
  PS384,
  /** RSASSA-PSS with SHA-512, MGF1 with SHA-512 and a salt of 64 octets. */
  PS512,
  /** ECDSA on P-256 with SHA-256. */
  ES256,
  /** ECDSA on P-384 with SHA-384. */
  ES384,
  /** ECDSA on P-521 with SHA-512. */
  ES512,
  /** EdDSA on edwards25519; tokens name it {@code Ed25519} or, before RFC 9864, {@code EdDSA}. */
  ED25519;

  private static final Map<JwsAlgorithm, SignatureAlgorithm> BY_JWS = byJws();

  private final JwsAlgorithm jws = JwsAlgorithm.valueOf(name());

  private static Map<JwsAlgorithm, SignatureAlgorithm> byJws() {
    Map<JwsAlgorithm, SignatureAlgorithm> byJws = new EnumMap<>(JwsAlgorithm.class);
    for (SignatureAlgorithm algorithm : values()) {
      byJws.put(algorithm.jws, algorithm);
    }
    return Collections.unmodifiableMap(byJws);
  }

  /**
   * The algorithm that a token header's or a JWK's {@code alg} names.
   *
   * @param name compared exactly, case included
   * @return empty when the name is that of no algorithm in this enum
   */
  public static Optional<SignatureAlgorithm> fromJoseName(String name) {
    return JwsAlgorithm.fromJoseName(name).map(SignatureAlgorithm::of);
  }

  static SignatureAlgorithm of(JwsAlgorithm algorithm) {
    return Objects.requireNonNull(BY_JWS.get(algorithm));
  }

  /**
   * The name that is registered for {@code alg}; {@code Ed25519} for {@link #ED25519}.
   *
   * @return the name, in its exact case
   */
  public String joseName() {
    return jws().joseName();
  }

  /**
   * Whether a provider can check signatures of this algorithm in the form that tokens have them.
   *
   * @param provider the provider, whether or not it is registered with the Java runtime
   * @return true if it offers the primitive; it may still refuse a certain key
   */
  public boolean isOfferedBy(Provider provider) {
    return jws().isOfferedBy(provider);
  }

  JwsAlgorithm jws() {
    return jws;
  }
}
