package dev.credence.ambient;

import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.text.ControlCharacters;
import dev.credence.internal.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Who asks an identity provider for a token, and how it proves that (RFC 6749 §2.3, RFC 7523 §2.2).
 *
 * <p>A secret is sent to the token endpoint that the provider's own metadata names, over https, and
 * nowhere else. Prefer {@link #privateKeyJwt}, which sends no secret at all, or {@link #assertion},
 * which needs none.
 *
 * <p>Immutable and thread-safe. It prints the client's id and no secret.
 */
public final class ClientAuthentication {
  /** How long an assertion may be used; providers allow five minutes at most. */
  private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(2);

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final String clientId;
  private final String method;
  private final Proof proof;

  /** Adds the proof to a request. */
  private interface Proof {
    void addTo(OAuthForm form, AuthorizationServer server, Instant now)
        throws IdTokenUnavailableException;
  }

  private ClientAuthentication(String clientId, String method, Proof proof) {
    this.clientId = clientId;
    this.method = method;
    this.proof = proof;
  }

  /**
   * A client with a secret that goes into the {@code Authorization} header: {@code
   * client_secret_basic}, which every provider has to support.
   *
   * @param clientId the client's id
   * @param clientSecret its secret
   * @return the client
   * @throws IllegalArgumentException if one of them is empty, or the id holds control characters
   */
  public static ClientAuthentication secretBasic(String clientId, String clientSecret) {
    String id = requireId(clientId);
    Secret header = basic(id, requireSecret(clientSecret));
    return new ClientAuthentication(
        id, "client_secret_basic", (form, server, now) -> form.authorization(header));
  }

  /**
   * A client with a secret that goes into the body: {@code client_secret_post}.
   *
   * @param clientId the client's id
   * @param clientSecret its secret
   * @return the client
   * @throws IllegalArgumentException if one of them is empty, or the id holds control characters
   */
  public static ClientAuthentication secretPost(String clientId, String clientSecret) {
    String id = requireId(clientId);
    Secret secret = requireSecret(clientSecret);
    return new ClientAuthentication(
        id,
        "client_secret_post",
        (form, server, now) -> form.put("client_id", id).put("client_secret", secret.reveal()));
  }

  /**
   * A client with a private key: {@code private_key_jwt}. Each request carries an assertion of its
   * own, valid for two minutes and addressed to the provider's issuer.
   *
   * @param clientId the client's id
   * @param key its private key
   * @return the client
   * @throws IllegalArgumentException if the id is empty or holds control characters
   */
  public static ClientAuthentication privateKeyJwt(String clientId, ClientKey key) {
    String id = requireId(clientId);
    return withKey(id, key, false);
  }

  /**
   * The same with assertions that are addressed to the token endpoint's URL, for providers that
   * accept no other, such as Okta. The issuer is the safer address: a provider that publishes
   * another's endpoint as its own can't pass such an assertion on.
   *
   * @param clientId the client's id
   * @param key its private key
   * @return the client
   * @throws IllegalArgumentException if the id is empty or holds control characters
   */
  public static ClientAuthentication privateKeyJwtToTokenEndpoint(String clientId, ClientKey key) {
    return withKey(requireId(clientId), key, true);
  }

  /**
   * A client that proves itself with a token of somebody else whom the provider trusts for that,
   * such as the CI: federated client authentication. Each request gets a token of its own.
   *
   * @param clientId the client's id
   * @param tokens where the assertions come from
   * @return the client
   * @throws IllegalArgumentException if the id is empty or holds control characters
   */
  public static ClientAuthentication assertion(String clientId, IdTokenSource tokens) {
    String id = requireId(clientId);
    Objects.requireNonNull(tokens, "tokens");
    return new ClientAuthentication(
        id,
        "client_assertion",
        (form, server, now) -> putAssertion(form, id, tokens.idToken().reveal()));
  }

  /** Fills the client in, with an assertion made for this request alone where it takes one. */
  void addTo(OAuthForm form, AuthorizationServer server, Instant now)
      throws IdTokenUnavailableException {
    proof.addTo(form, server, now);
  }

  /** The method's registered name, or what comes nearest. */
  String method() {
    return method;
  }

  private static ClientAuthentication withKey(String id, ClientKey key, boolean toEndpoint) {
    Objects.requireNonNull(key, "key");
    return new ClientAuthentication(
        id,
        "private_key_jwt",
        (form, server, now) -> {
          String audience = toEndpoint ? server.tokenEndpoint().toString() : server.issuer();
          putAssertion(form, id, key.sign(claims(id, audience, now)));
        });
  }

  private static Map<String, Object> claims(String id, String audience, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", id);
    claims.put("sub", id);
    claims.put("aud", audience);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(ASSERTION_LIFETIME).getEpochSecond());
    return claims;
  }

  private static void putAssertion(OAuthForm form, String id, String assertion) {
    form.put("client_id", id);
    form.put("client_assertion_type", ASSERTION_TYPE);
    form.put("client_assertion", assertion);
  }

  /** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
  private static Secret basic(String id, Secret secret) {
    String pair =
        CredentialRequest.formEncoded(id) + ":" + CredentialRequest.formEncoded(secret.reveal());
    byte[] octets = pair.getBytes(StandardCharsets.US_ASCII);
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(octets));
  }

  private static String requireId(String clientId) {
    if (clientId.isBlank() || ControlCharacters.anyIn(clientId)) {
      throw new IllegalArgumentException(
          "A client id must not be blank or hold control characters");
    }
    return clientId;
  }

  private static Secret requireSecret(String clientSecret) {
    if (clientSecret.isBlank()) {
      throw new IllegalArgumentException("A client secret must not be blank");
    }
    return Secret.of(clientSecret);
  }

  /** Names the client and the method. */
  @Override
  public String toString() {
    return "client " + SafeText.quote(clientId) + " by " + method;
  }
}
