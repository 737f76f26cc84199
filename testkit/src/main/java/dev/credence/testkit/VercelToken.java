package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake Vercel about to be minted: strings but for the times, {@code nbf} is {@code
 * iat}, and there is no {@code jti}. Not thread-safe.
 */
public final class VercelToken extends CiToken<VercelToken> {
  private static final Duration DEPLOYMENT_LIFETIME = Duration.ofHours(1);
  private static final Duration DEVELOPMENT_LIFETIME = Duration.ofHours(12);

  /** How old the original is when it is exchanged. */
  private static final Duration AGE_AT_EXCHANGE = Duration.ofMinutes(1);

  private final boolean global;
  private String owner = "acme";
  private String ownerId = "team_7Gw5ZMzpQA8h90F832KGp7nwbuh3";
  private String project = "acme_website";
  private String projectId = "prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3";
  private String environment = "production";
  private @Nullable String exchangedFor;

  VercelToken(VercelIssuer issuer) {
    super(issuer);
    this.global = issuer.isGlobal();
  }

  /**
   * Sets the team; {@code sub} follows, and {@code iss} but in global issuer mode.
   *
   * @param slug the {@code owner} claim
   * @param id the {@code owner_id} claim
   * @return this token
   */
  public VercelToken owner(String slug, String id) {
    this.owner = Objects.requireNonNull(slug, "slug");
    this.ownerId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the project; {@code sub} follows.
   *
   * @param name the {@code project} claim
   * @param id the {@code project_id} claim
   * @return this token
   */
  public VercelToken project(String name, String id) {
    this.project = Objects.requireNonNull(name, "name");
    this.projectId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the environment; {@code sub} follows.
   *
   * @param name the {@code environment} claim
   * @return this token
   */
  public VercelToken environment(String name) {
    this.environment = Objects.requireNonNull(name, "name");
    return this;
  }

  VercelToken development() {
    return environment("development");
  }

  VercelToken exchangedFor(String audience) {
    this.exchangedFor = Objects.requireNonNull(audience, "audience");
    return this;
  }

  @Override
  VercelToken self() {
    return this;
  }

  @Override
  Object audienceClaim() {
    return exchangedFor == null ? super.audienceClaim() : exchangedFor;
  }

  @Override
  Duration lifetime() {
    Duration original = isDevelopment() ? DEVELOPMENT_LIFETIME : DEPLOYMENT_LIFETIME;
    return exchangedFor == null ? original : original.minus(AGE_AT_EXCHANGE);
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer());
    claims.put("aud", audienceClaim());
    claims.put("sub", "owner:" + owner + ":project:" + project + ":environment:" + environment);
    claims.put("iat", issuedAtSeconds());
    claims.put("nbf", issuedAtSeconds());
    claims.put("exp", issuedAtSeconds() + lifetime().toSeconds());
    claims.put("owner", owner);
    claims.put("owner_id", ownerId);
    claims.put("project", project);
    claims.put("project_id", projectId);
    claims.put("environment", environment);
    if (isDevelopment()) {
      claims.put("user_id", "66b0c1f2a3d4e5f60718293a");
    }
    if (exchangedFor != null) {
      claims.put("act", original());
    }
    return claims;
  }

  private boolean isDevelopment() {
    return environment.equals("development");
  }

  private String issuer() {
    return global && exchangedFor == null ? VercelIssuer.GLOBAL : VercelIssuer.GLOBAL + "/" + owner;
  }

  private Map<String, Object> original() {
    Map<String, Object> act = new LinkedHashMap<>();
    act.put("aud", "https://vercel.com/" + owner);
    act.put("iat", issuedAtSeconds() - AGE_AT_EXCHANGE.toSeconds());
    return act;
  }
}
