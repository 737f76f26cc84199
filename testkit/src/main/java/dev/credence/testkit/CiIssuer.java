package dev.credence.testkit;

import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySource;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fake CI that mints tokens as the real one does, signed with a fresh key of its own.
 *
 * <p>Swap a policy's keys for {@link #keys()} and the policy is under test as it is, its real issuer
 * and audience included. Over HTTP the issuer also serves what a real one does, on loopback and only
 * once it is asked for; {@link #close()} then stops the server.
 *
 * <p>Thread-safe.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="issuer"}
 *
 * @param <T> the CI's own kind of issuer
 */
public abstract sealed class CiIssuer<T extends CiIssuer<T>> implements AutoCloseable
    permits GitHubActionsIssuer {
  private final String identifier;
  private volatile SigningKey key;
  private volatile String audience;
  private volatile InstantSource clock = InstantSource.system();
  private @Nullable IssuerServer server;

  CiIssuer(String identifier, String defaultAudience, SigningKey key) {
    this.identifier = identifier;
    this.key = key;
    this.audience = defaultAudience;
  }

  /**
   * Returns a fake GitHub Actions of github.com.
   *
   * @return an issuer of {@code https://token.actions.githubusercontent.com}
   */
  public static GitHubActionsIssuer gitHubActions() {
    return new GitHubActionsIssuer();
  }

  /**
   * Returns the {@code iss} of this issuer's tokens, which is the real issuer's.
   *
   * @return the identifier
   */
  public final String identifier() {
    return identifier;
  }

  /**
   * Returns this issuer's public keys, to be given to a policy under test.
   *
   * @return a source that has the keys at hand
   */
  public final KeySource keys() {
    return KeySource.ofJwks(jwks());
  }

  /**
   * Returns this issuer's keys as a policy would find them in production: by discovery, over loopback
   * HTTP.
   *
   * @return a source that fetches the keys when they are first needed; close it after use
   */
  public final JwksKeySource discoveredKeys() {
    return LoopbackKeys.discovery(identifier, url());
  }

  /**
   * Returns the JWK set that this issuer publishes.
   *
   * @return the document, as JSON
   */
  public final String jwks() {
    return JsonText.of(Map.of("keys", publishedKeys().stream().map(this::jwk).toList()));
  }

  /**
   * Returns where this issuer is served on loopback, after starting its server if need be. Discovery is
   * below the path of the {@link #identifier()}, at {@code /.well-known/openid-configuration}, and the
   * keys are where the real issuer has them.
   *
   * @return an {@code http} URL with the port, without a trailing slash
   */
  public final synchronized URI url() {
    if (server == null) {
      server = IssuerServer.start(identifier, discovery(), jwksUri(), this::jwks);
    }
    return server.url();
  }

  /** Stops the server, if it was ever started. Minting goes on working. */
  @Override
  public final synchronized void close() {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  /**
   * Sets the audience of the tokens minted from now on, in place of the CI's own default.
   *
   * @param value the {@code aud} claim
   * @return this issuer
   */
  public final T audience(String value) {
    this.audience = Objects.requireNonNull(value, "audience");
    return self();
  }

  /**
   * Sets the clock that tokens minted from now on are dated by, in place of the system's.
   *
   * @param value the clock
   * @return this issuer
   */
  public final T clock(InstantSource value) {
    this.clock = Objects.requireNonNull(value, "clock");
    return self();
  }

  abstract T self();

  /** The header of this CI's tokens, in its own order. */
  abstract Map<String, Object> header(SigningKey signingKey);

  /** Every key in this CI's JWK set. */
  List<SigningKey> publishedKeys() {
    return List.of(key);
  }

  /** A key the way this CI publishes it. */
  Map<String, Object> jwk(SigningKey published) {
    return published.jwk();
  }

  /** Where this CI's discovery document says that the keys are. */
  String jwksUri() {
    return identifier + "/.well-known/jwks";
  }

  /** This CI's discovery document: its URLs are the real ones, whoever serves them. */
  Map<String, Object> discovery() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", identifier);
    document.put("jwks_uri", jwksUri());
    document.put("subject_types_supported", List.of("public", "pairwise"));
    document.put("response_types_supported", List.of("id_token"));
    document.put(
        "id_token_signing_alg_values_supported",
        publishedKeys().stream().map(each -> each.algorithm().joseName()).distinct().toList());
    document.put("scopes_supported", List.of("openid"));
    return document;
  }

  final String defaultAudience() {
    return audience;
  }

  final Instant now() {
    return clock.instant();
  }

  /** The key that tokens are signed with now, unless they choose another. */
  final SigningKey signingKey() {
    return key;
  }

  final void replaceKey(SigningKey next) {
    this.key = next;
  }
}
