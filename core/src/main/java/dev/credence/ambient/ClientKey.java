package dev.credence.ambient;

import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.jose.JwtSigner;
import dev.credence.internal.text.SafeText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The private key with which a client proves itself to its identity provider, which knows the
 * public half. Unlike a client secret it never leaves the job: what is sent is a signature.
 *
 * <p>Immutable and thread-safe. It prints no key material. A key that can't be exported, as in a
 * hardware module, goes into an {@link IdTokenSource} of one's own that makes the assertions: see
 * {@link ClientAuthentication#assertion}.
 */
public final class ClientKey {
  private final String pem;
  private final @Nullable String id;
  private final JwtSigner signer;

  private ClientKey(String pem, @Nullable String id, JwtSigner signer) {
    this.pem = pem;
    this.id = id;
    this.signer = signer;
  }

  /**
   * Reads a private key in PEM: PKCS #8, unencrypted, RSA from 2048 bits on, or EC on P-256, P-384
   * or P-521, or Ed25519. It signs with RS256, the curve's own algorithm, or EdDSA.
   *
   * @param pem the text from {@code -----BEGIN PRIVATE KEY-----} on
   * @return the key
   * @throws IllegalArgumentException if it is no such key; the message holds nothing of it
   */
  public static ClientKey fromPem(String pem) {
    return new ClientKey(pem, null, JwtSigner.ofPem(pem, null));
  }

  /**
   * Returns this key with the id by which the identity provider knows it, as an assertion's {@code
   * kid}.
   *
   * @param keyId the id
   * @return another key object
   */
  public ClientKey withId(String keyId) {
    return new ClientKey(pem, keyId, signer);
  }

  /**
   * Returns this key with another algorithm of its kind, such as {@code PS256} for RSA.
   *
   * @param algorithm the JOSE name, compared exactly
   * @return another key object
   * @throws IllegalArgumentException if the key can't sign with it
   */
  public ClientKey withAlgorithm(String algorithm) {
    JwsAlgorithm known =
        JwsAlgorithm.fromJoseName(algorithm)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    SafeText.quote(algorithm) + " is no algorithm for signing with a private key"));
    return new ClientKey(pem, id, JwtSigner.ofPem(pem, known));
  }

  String sign(Map<String, ?> claims) {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", signer.algorithmName());
    if (id != null) {
      header.put("kid", id);
    }
    return signer.sign(header, claims);
  }

  /** Names the algorithm and the id. */
  @Override
  public String toString() {
    return "client key for "
        + signer.algorithmName()
        + (id == null ? "" : " with id " + SafeText.quote(id));
  }
}
