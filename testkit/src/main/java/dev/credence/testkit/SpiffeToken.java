package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A JWT-SVID of a fake SPIRE server about to be minted: {@code aud} is always an array, and there
 * is neither {@code jti} nor {@code nbf}. Not thread-safe.
 */
public final class SpiffeToken extends CiToken<SpiffeToken> {
  /** SPIRE's default. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private String id = "spiffe://prod.acme.com/ci/deployer";

  SpiffeToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the workload.
   *
   * @param spiffeId the whole SPIFFE ID
   * @return this token
   */
  public SpiffeToken id(String spiffeId) {
    this.id = Objects.requireNonNull(spiffeId, "spiffeId");
    return this;
  }

  @Override
  SpiffeToken self() {
    return this;
  }

  @Override
  Object audienceClaim() {
    return audiences();
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", audienceClaim());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("iss", issuerIdentifier());
    claims.put("sub", id);
    return claims;
  }
}
