package dev.credence.testkit;

import dev.credence.keys.JwksKeySource;
import dev.credence.keys.SignatureAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier under attack is told to trust: one issuer with its keys, one audience, and one CI
 * job. A sound token of it is {@link #token()}.
 *
 * <p>Tokens are dated by the scene's {@link #clock()} and live for five minutes. Thread-safe.
 */
public final class AttackScene {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);
  private static final Duration SKEW = Duration.ofSeconds(30);

  private static final String MARKER = "leak-" + UUID.randomUUID();

  private final AttackTrust trust;
  private final AttackKeys keys;
  private final AttackStage stage;
  private final InstantSource clock;
  private final Canary canary;
  private final String jwks;
  private @Nullable AttackServer server;

  AttackScene(AttackTrust trust, AttackKeys keys, AttackStage stage, Canary canary) {
    this.trust = trust;
    this.keys = keys;
    this.stage = stage;
    this.canary = canary;
    this.clock =
        stage.isTimed()
            ? InstantSource.fixed(Instant.now().truncatedTo(ChronoUnit.SECONDS))
            : InstantSource.system();
    this.jwks = stage.keySet(keys);
  }

  /**
   * The one issuer to trust.
   *
   * @return what {@code iss} has to be
   */
  public String issuer() {
    return trust.issuer();
  }

  /**
   * The verifier's own name.
   *
   * @return what {@code aud} has to be
   */
  public String audience() {
    return trust.audience();
  }

  /**
   * The one algorithm to allow.
   *
   * @return the algorithm of this scene's tokens
   */
  public SignatureAlgorithm algorithm() {
    return keys.algorithm();
  }

  /**
   * The issuer's key set, for verifiers that are given it.
   *
   * @return a JSON document (RFC 7517 §5)
   */
  public String jwks() {
    return jwks;
  }

  /**
   * Where the key set is served, for verifiers that fetch it.
   *
   * @return an {@code http} URL at 127.0.0.1
   */
  public URI jwksUrl() {
    return URI.create(server().url() + AttackServer.KEYS_PATH);
  }

  /**
   * Where the discovery document is served (OpenID Connect Discovery §4).
   *
   * @return an {@code http} URL at 127.0.0.1
   */
  public URI discoveryUrl() {
    return URI.create(server().url() + AttackServer.DISCOVERY_PATH);
  }

  /**
   * What Credence finds the issuer's keys by, over loopback.
   *
   * @return a builder that routes the issuer's URLs to this scene's server
   */
  public JwksKeySource.Builder discoveredKeysBuilder() {
    return LoopbackKeys.discovery(issuer(), server().url());
  }

  /**
   * Whether the attacks are on the fetching of the keys: a verifier that is given {@link #jwks()}
   * has nothing to show here.
   *
   * @return true if the verifier has to use {@link #jwksUrl()}
   */
  public boolean isFetched() {
    return stage.isFetched();
  }

  /**
   * Whether the attacks are on the discovery document: a verifier that is given {@link #jwksUrl()}
   * has nothing to show here.
   *
   * @return true if the verifier has to find the keys by {@link #discoveryUrl()}
   */
  public boolean isDiscovered() {
    return stage.isDiscovered();
  }

  /**
   * Whether a second matters: the verifier has to go by {@link #clock()} and to tolerate {@link
   * #skew()}, no more and no less.
   *
   * @return true if a verifier that goes by the system's clock has nothing to show here
   */
  public boolean isTimed() {
    return stage.isTimed();
  }

  /**
   * What time it is.
   *
   * @return the system's clock, or where the scene is {@link #isTimed()} one that stands still
   */
  public InstantSource clock() {
    return clock;
  }

  /**
   * By how much clocks may differ. Where the scene isn't {@link #isTimed()} any usual tolerance
   * does.
   *
   * @return half a minute
   */
  public Duration skew() {
    return SKEW;
  }

  /**
   * Whether each token is to be good for one use only.
   *
   * @return true if the verifier has to remember tokens
   */
  public boolean isSingleUse() {
    return stage.isSingleUse();
  }

  /**
   * The claims that tell the trusted job from all others.
   *
   * @return the exact string that each of them has to be
   */
  public Map<String, String> requiredClaims() {
    return AttackTrust.REQUIRED_CLAIMS;
  }

  /**
   * The value of a claim that no verifier has a use for and that no log should show.
   *
   * @return what the claim {@code marker} of each token is
   */
  public String marker() {
    return MARKER;
  }

  /**
   * The longest time from {@code iat} to {@code exp} to accept, where a verifier has such a limit.
   *
   * @return an hour
   */
  public Duration maxLifetime() {
    return MAX_LIFETIME;
  }

  /**
   * A sound token, to be accepted as it is or forged further.
   *
   * @return a new token with a {@code jti} of its own
   */
  public ForgedToken token() {
    SigningKey key = keys.sound();
    return new ForgedToken(header(key), claims(), key::sign);
  }

  private static Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", AttackKeys.headerName(key.algorithm()));
    header.put("kid", key.id());
    return header;
  }

  private Map<String, Object> claims() {
    Instant now = now();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer());
    claims.put("aud", audience());
    claims.put("sub", AttackTrust.SUBJECT);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("nbf", now.getEpochSecond());
    claims.put("exp", now.plus(LIFETIME).getEpochSecond());
    claims.putAll(requiredClaims());
    claims.put("marker", MARKER);
    return claims;
  }

  /** The same token from one who hasn't the issuer's key. */
  ForgedToken strangersToken() {
    return token().signedBy(keys.stranger()::sign);
  }

  /** A token under another key's id and algorithm. */
  ForgedToken tokenUnder(SigningKey key) {
    return token()
        .header("alg", AttackKeys.headerName(key.algorithm()))
        .header("kid", key.id())
        .signedBy(key::sign);
  }

  AttackKeys keys() {
    return keys;
  }

  AttackStage stage() {
    return stage;
  }

  Instant now() {
    return clock.instant();
  }

  /** Where its server is to listen; 0 for any free port. */
  int port() {
    return trust.port();
  }

  /** Where nobody should ever connect. */
  Canary canary() {
    return canary;
  }

  /** How often the key set was asked for. */
  synchronized int fetches() {
    return server == null ? 0 : server.fetches();
  }

  private synchronized AttackServer server() {
    if (server == null) {
      server = AttackServer.start(this);
    }
    return server;
  }

  synchronized void close() {
    if (server != null) {
      server.close();
    }
  }

  /** The issuer, the audience and the algorithm; no key. */
  @Override
  public String toString() {
    return "AttackScene[issuer=" + issuer() + ", algorithm=" + algorithm() + "]";
  }
}
