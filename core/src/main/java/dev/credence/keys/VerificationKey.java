package dev.credence.keys;

import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.jose.PublicJwk;
import dev.credence.internal.text.SafeText;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One public key of an issuer, ready to check signatures.
 *
 * <p>Holding one means that the key is sound: published for signatures, not symmetric, not revoked,
 * of sufficient size, on its curve, and free of the known weaknesses. It does not mean that the key
 * belongs to an issuer you trust: that is the {@link KeySource}'s word.
 *
 * <p>Immutable and thread-safe.
 */
public final class VerificationKey {
  private final PublicJwk jwk;
  private final Set<SignatureAlgorithm> algorithms;

  VerificationKey(PublicJwk jwk) {
    this.jwk = jwk;
    this.algorithms = algorithms(jwk.algorithms());
  }

  private static Set<SignatureAlgorithm> algorithms(Set<JwsAlgorithm> known) {
    Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
    known.forEach(algorithm -> algorithms.add(SignatureAlgorithm.of(algorithm)));
    return Collections.unmodifiableSet(algorithms);
  }

  /**
   * The key's {@code kid}.
   *
   * @return empty when its JWK has none
   */
  public Optional<String> id() {
    return jwk.id();
  }

  /**
   * The algorithms this key may check: the one that its JWK names, or the one of its curve; all six
   * RSA algorithms for an RSA key whose JWK names none, which the issuer's configuration then has
   * to narrow (RFC 8725 §3.1).
   *
   * @return never empty
   */
  public Set<SignatureAlgorithm> algorithms() {
    return algorithms;
  }

  /**
   * Whether this key may check signatures of an algorithm.
   *
   * @param algorithm what the token's header names
   * @return whether {@link #algorithms()} contains it
   */
  public boolean supports(SignatureAlgorithm algorithm) {
    return algorithms.contains(algorithm);
  }

  /**
   * Whether a signature holds (RFC 7515 §5.2). A signature of the wrong length or form does not
   * hold; nothing is thrown for it.
   *
   * @param algorithm what the token's header names; false unless this key {@link #supports} it
   * @param signingInput the octets that were signed
   * @param signature the decoded signature, as JOSE encodes it
   * @return whether this key's owner signed exactly this input with this algorithm
   */
  public boolean verifies(SignatureAlgorithm algorithm, byte[] signingInput, byte[] signature) {
    return verifies(algorithm, ByteBuffer.wrap(signingInput), signature);
  }

  /**
   * Whether a signature holds, as {@link #verifies(SignatureAlgorithm, byte[], byte[])} tells, over
   * a part of a longer text.
   *
   * @param algorithm what the token's header names; false unless this key {@link #supports} it
   * @param signingInput the octets that were signed; they are consumed
   * @param signature the decoded signature, as JOSE encodes it
   * @return whether this key's owner signed exactly this input with this algorithm
   */
  public boolean verifies(SignatureAlgorithm algorithm, ByteBuffer signingInput, byte[] signature) {
    return jwk.verifies(algorithm.jws(), signingInput, signature);
  }

  /**
   * The same key, with its signatures checked by a provider's implementation.
   *
   * @param provider the provider, whether or not it is registered with the Java runtime; as trusted
   *     as this library
   * @return the key, for those of its algorithms that the provider {@linkplain
   *     SignatureAlgorithm#isOfferedBy offers}; empty when the provider refuses the key
   */
  public Optional<VerificationKey> checkedBy(Provider provider) {
    return jwk.checkedBy(provider).map(VerificationKey::new);
  }

  boolean isSameKeyAs(VerificationKey other) {
    return jwk.sameKeyAs(other.jwk);
  }

  /** The members that make up the key in a JWK set. */
  Map<String, Object> publicMembers() {
    return jwk.publicMembers();
  }

  /** The key's id, type and size; no key material. */
  @Override
  public String toString() {
    return "VerificationKey["
        + id().map(SafeText::quote).orElse("without kid")
        + ", "
        + jwk.description()
        + "]";
  }
}
