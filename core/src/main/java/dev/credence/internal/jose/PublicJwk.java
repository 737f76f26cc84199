package dev.credence.internal.jose;

import java.nio.ByteBuffer;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A public key of a JWK set, sound and prepared for every algorithm it may check. Thread-safe. */
public final class PublicJwk {
  private final @Nullable String id;
  private final KeyType type;
  private final String description;
  private final PublicKey key;
  private final Map<JwsAlgorithm, SignatureCheck> checks;
  private final Map<String, Object> publicMembers;

  PublicJwk(
      @Nullable String id,
      KeyType type,
      String description,
      PublicKey key,
      Map<JwsAlgorithm, SignatureCheck> checks,
      Map<String, Object> publicMembers) {
    this.id = id;
    this.type = type;
    this.description = description;
    this.key = key;
    this.checks = checks;
    this.publicMembers = publicMembers;
  }

  /** Its {@code kid}, if it has one. */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** The algorithms it may check: one, or all six of RSA when its JWK names none. */
  public Set<JwsAlgorithm> algorithms() {
    return checks.keySet();
  }

  /** Whether the signature holds over the input under exactly this algorithm. */
  public boolean verifies(JwsAlgorithm algorithm, byte[] signingInput, byte[] signature) {
    return verifies(algorithm, ByteBuffer.wrap(signingInput), signature);
  }

  /** Whether the signature holds over what the buffer has left, which is consumed. */
  public boolean verifies(JwsAlgorithm algorithm, ByteBuffer signingInput, byte[] signature) {
    SignatureCheck check = checks.get(algorithm);
    return check != null && check.holds(signingInput, signature);
  }

  /**
   * The same key for those of its algorithms that a provider offers, checked by its implementation;
   * empty if that refuses the key.
   */
  public Optional<PublicJwk> checkedBy(Provider provider) {
    Set<JwsAlgorithm> offered =
        algorithms().stream()
            .filter(algorithm -> algorithm.isOfferedBy(provider))
            .collect(Collectors.toUnmodifiableSet());
    try {
      Map<JwsAlgorithm, SignatureCheck> itsChecks = SignatureCheck.each(offered, key, provider);
      return Optional.of(new PublicJwk(id, type, description, key, itsChecks, publicMembers));
    } catch (JwkRefusal refused) {
      return Optional.empty();
    }
  }

  /** Its type and size, such as {@code RSA 2048 bits}; never key material. */
  public String description() {
    return description;
  }

  KeyType type() {
    return type;
  }

  /** The members of its JWK that make it what it is, all of them public. */
  public Map<String, Object> publicMembers() {
    return publicMembers;
  }

  /** Whether both are one public key that may check the same algorithms. */
  public boolean sameKeyAs(PublicJwk other) {
    return key.equals(other.key) && algorithms().equals(other.algorithms());
  }

  @Override
  public String toString() {
    return description;
  }
}
