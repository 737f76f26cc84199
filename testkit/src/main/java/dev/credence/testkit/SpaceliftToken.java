package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake Spacelift about to be minted: every claim but the times is a string, {@code
 * nbf} is {@code iat}, and {@code sub} follows the others by the default template. Not thread-safe.
 */
public final class SpaceliftToken extends CiToken<SpaceliftToken> {
  /** Spacelift's tokens live for an hour. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private String space = "legacy";
  private String callerType = "stack";
  private String callerId = "infra";
  private String runType = "TRACKED";
  private String scope = "write";
  private @Nullable String spacePath;

  SpaceliftToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the space.
   *
   * @param slug its slug
   * @return this token
   */
  public SpaceliftToken space(String slug) {
    this.space = Objects.requireNonNull(slug, "slug");
    return this;
  }

  /**
   * Makes the account one whose subject template is {@code {spacePath}} and the rest of the
   * default.
   *
   * @param path the slugs from the root to the space
   * @return this token
   */
  public SpaceliftToken spacePath(String path) {
    this.spacePath = Objects.requireNonNull(path, "path");
    return this;
  }

  /**
   * Sets what runs.
   *
   * @param type {@code stack} or {@code module}
   * @param id its slug
   * @return this token
   */
  public SpaceliftToken caller(String type, String id) {
    this.callerType = Objects.requireNonNull(type, "type");
    this.callerId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the kind of run.
   *
   * @param type such as {@code TRACKED}
   * @param withScope {@code read} or {@code write}
   * @return this token
   */
  public SpaceliftToken run(String type, String withScope) {
    this.runType = Objects.requireNonNull(type, "type");
    this.scope = Objects.requireNonNull(withScope, "withScope");
    return this;
  }

  @Override
  SpaceliftToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuerIdentifier());
    claims.put("sub", subject());
    claims.put("aud", audienceClaim());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("nbf", issuedAtSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("spaceId", space);
    if (spacePath != null) {
      claims.put("spacePath", spacePath);
    }
    claims.put("callerType", callerType);
    claims.put("callerId", callerId);
    claims.put("runType", runType);
    claims.put("runId", "01HF3B4V7QZJ9WTN2Y8XK5M6RD");
    claims.put("scope", scope);
    return claims;
  }

  private String subject() {
    String where = spacePath == null ? "space:" + space : spacePath;
    return where + ":" + callerType + ":" + callerId + ":run_type:" + runType + ":scope:" + scope;
  }
}
