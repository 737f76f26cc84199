package dev.credence.benchmarks;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.StringClaim;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every subject of a comparison is given: one job's token in the shape of GitHub's, the one
 * key that signed it, and five claims that must hold.
 */
final class Workload {
  static final String ISSUER = GitHubActions.issuer().identifier();
  static final String AUDIENCE = "https://deploy.example.com";

  private static final String KEY_ID = "38826b17-6a30-5f9b-b169-8beb8202f723";
  private static final int ED25519_OCTETS = 32;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final TokenAlgorithm algorithm;
  private final KeyPair keys;
  private final String claims;
  private final String token;

  private Workload(TokenAlgorithm algorithm, KeyPair keys, String claims)
      throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.keys = keys;
    this.claims = claims;
    this.token = signed(KEY_ID, claims, keys.getPrivate());
  }

  static Workload of(TokenAlgorithm algorithm) throws GeneralSecurityException {
    try (GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE)) {
      String token = github.environment("production").sign();
      String claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
      return new Workload(algorithm, algorithm.newKeyPair(), claims);
    }
  }

  /** The claims that must hold beside the registered ones, with their values. */
  static Map<StringClaim, String> requirements() {
    Map<StringClaim, String> required = new LinkedHashMap<>();
    required.put(GitHubActions.REPOSITORY_ID, "74");
    required.put(GitHubActions.REPOSITORY_OWNER_ID, "65");
    required.put(GitHubActions.ENVIRONMENT, "production");
    required.put(GitHubActions.REF, "refs/heads/main");
    required.put(GitHubActions.EVENT_NAME, "push");
    return required;
  }

  /** The same by name. */
  static Map<String, String> requiredClaims() {
    Map<String, String> required = new LinkedHashMap<>();
    requirements().forEach((claim, value) -> required.put(claim.name(), value));
    return required;
  }

  TokenAlgorithm algorithm() {
    return algorithm;
  }

  PublicKey key() {
    return keys.getPublic();
  }

  /** The one token, the same at each call though some algorithms sign differently each time. */
  String token() {
    return token;
  }

  /** The token with the signature of another that the same key has signed. */
  String forgedToken() throws GeneralSecurityException {
    String other = tokenWith("sub", "\"other\"");
    return token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
  }

  /** The token under a key id that the issuer doesn't have. */
  String tokenOfUnknownKey() throws GeneralSecurityException {
    return signed("unknown", claims, keys.getPrivate());
  }

  /** The token with one claim changed, signed with the right key. */
  String tokenWith(String claim, String jsonValue) throws GeneralSecurityException {
    String json = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
    String name = "\"" + claim + "\":";
    int from = json.indexOf(name) + name.length();
    String changed = json.substring(0, from) + jsonValue + json.substring(endOfValue(json, from));
    return signed(KEY_ID, encoded(changed), keys.getPrivate());
  }

  /** Of a string without escapes or of a number, which is what the claims are. */
  private static int endOfValue(String json, int from) {
    if (json.charAt(from) == '"') {
      return json.indexOf('"', from + 1) + 1;
    }
    int to = from;
    while (Character.isDigit(json.charAt(to))) {
      to++;
    }
    return to;
  }

  private String signed(String keyId, String payload, PrivateKey key)
      throws GeneralSecurityException {
    String header =
        "{\"typ\":\"JWT\",\"alg\":\""
            + algorithm.joseName()
            + "\",\"x5t\":\"eGOsGR8tWPHl6EFQfCXdvxnBJjU\",\"kid\":\""
            + keyId
            + "\"}";
    String input = encoded(header) + "." + payload;
    Signature signature = Signature.getInstance(algorithm.javaName());
    signature.initSign(key);
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + BASE64URL.encodeToString(signature.sign());
  }

  private static String encoded(String text) {
    return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  String jwks() {
    return new JWKSet(jwk()).toString();
  }

  /** The key set with one other key under other ids beside the token's own, which is the last. */
  String jwksWithOthers(int size) throws GeneralSecurityException {
    PublicKey other = algorithm.newKeyPair().getPublic();
    JWK[] all = new JWK[size];
    for (int i = 0; i < size - 1; i++) {
      all[i] = jwk(other, "other-" + i);
    }
    all[size - 1] = jwk();
    return new JWKSet(Arrays.asList(all)).toString();
  }

  JWK jwk() {
    return jwk(key(), KEY_ID);
  }

  private JWK jwk(PublicKey key, String id) {
    return switch (algorithm) {
      case RS256 ->
          new RSAKey.Builder((RSAPublicKey) key).keyID(id).algorithm(algorithm.nimbus()).build();
      case ES256 ->
          new ECKey.Builder(Curve.P_256, (ECPublicKey) key)
              .keyID(id)
              .algorithm(algorithm.nimbus())
              .build();
      case ED25519 ->
          new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point(key)))
              .keyID(id)
              .algorithm(algorithm.nimbus())
              .build();
    };
  }

  /** The last octets of an Ed25519 key's encoding are the key (RFC 8410 §4). */
  private static byte[] point(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - ED25519_OCTETS, encoded.length);
  }
}
