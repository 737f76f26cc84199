package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fake SPIRE server of the trust domain {@code prod.acme.com} with a {@code jwt_issuer}, and the
 * OIDC discovery provider beside it. Unless told otherwise its tokens are those of the workload
 * {@code /ci/deployer}, signed with ES256.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class SpiffeIssuer extends CiIssuer<SpiffeIssuer> {
  static final String IDENTIFIER = "https://oidc.prod.acme.com";

  private volatile @Nullable String type = "JWT";

  SpiffeIssuer(String identifier) {
    super(identifier, "https://rp.example.com", newKey(SignatureAlgorithm.ES256));
  }

  private static SigningKey newKey(SignatureAlgorithm algorithm) {
    return SigningKey.generate(UUID.randomUUID().toString().replace("-", ""), algorithm);
  }

  /**
   * Gives the server a key for another algorithm; tokens minted from now on are signed with it.
   *
   * @param algorithm any that SPIFFE allows
   * @return this issuer
   */
  public SpiffeIssuer signingWith(SignatureAlgorithm algorithm) {
    replaceKey(newKey(Objects.requireNonNull(algorithm, "algorithm")));
    return this;
  }

  /**
   * Makes this an implementation of SPIFFE whose tokens say {@code JOSE} where SPIRE's say {@code
   * JWT}.
   *
   * @return this issuer
   */
  public SpiffeIssuer sayingJose() {
    this.type = "JOSE";
    return this;
  }

  /**
   * Makes this an implementation of SPIFFE whose tokens don't say what they are.
   *
   * @return this issuer
   */
  public SpiffeIssuer sayingNothing() {
    this.type = null;
    return this;
  }

  /**
   * Returns the trust domain's bundle, as the Workload API and bundle endpoints give it: the keys'
   * {@code use} is {@code jwt-svid}, and they have no {@code alg}.
   *
   * @return the document, as JSON
   */
  public String bundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("keys", publishedKeys().stream().map(SpiffeIssuer::bundled).toList());
    bundle.put("spiffe_sequence", 1);
    bundle.put("spiffe_refresh_hint", 300);
    return JsonText.of(bundle);
  }

  private static Map<String, Object> bundled(SigningKey key) {
    Map<String, Object> jwk = key.jwk();
    jwk.remove("alg");
    jwk.put("use", "jwt-svid");
    return jwk;
  }

  /**
   * The token of the workload {@code spiffe://prod.acme.com/ci/deployer}.
   *
   * @return the workload's token
   */
  public SpiffeToken workload() {
    return new SpiffeToken(this);
  }

  /**
   * The token of another workload of the trust domain, whose path begins like the default one's.
   *
   * @return the workload's token
   */
  public SpiffeToken otherWorkload() {
    return workload().id("spiffe://prod.acme.com/ci/deployer/sandbox");
  }

  /**
   * A token with an ID of another trust domain, which this server must never issue.
   *
   * @return the workload's token
   */
  public SpiffeToken otherTrustDomain() {
    return workload().id("spiffe://staging.acme.com/ci/deployer");
  }

  /**
   * A token as a server without a {@code jwt_issuer} gives it, like the sample of the
   * specification: there is no {@code iss}.
   *
   * @return the workload's token
   */
  public InconsistentToken withoutIssuer() {
    return workload().inconsistent().without("iss");
  }

  /**
   * A WIT-SVID: bound to a key of the workload and worth nothing without it, for no audience.
   *
   * @return the workload's token
   */
  public InconsistentToken witSvid() {
    return workload()
        .inconsistent()
        .header("typ", "wit+jwt")
        .without("aud")
        .claim("cnf", Map.of("jwk", Map.of("kty", "OKP", "crv", "Ed25519", "x", "AA")));
  }

  @Override
  SpiffeIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", key.algorithm().joseName());
    header.put("kid", key.id());
    if (type != null) {
      header.put("typ", type);
    }
    return header;
  }

  @Override
  Map<String, Object> jwk(SigningKey published) {
    Map<String, Object> jwk = published.jwk();
    jwk.remove("use");
    return jwk;
  }

  @Override
  String jwksUri() {
    return identifier() + "/keys";
  }
}
