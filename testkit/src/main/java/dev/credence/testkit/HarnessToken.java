package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A token of a fake Harness about to be minted: all strings but for the times, with neither {@code
 * nbf} nor {@code jti}. Claims that only some features give, such as {@code environment_id}, are
 * added by {@link #claim}. Not thread-safe.
 */
public final class HarnessToken extends CiToken<HarnessToken> {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final String account;
  private String organization = "myOrg";
  private String project = "myProj";
  private String pipeline = "myPipe";
  private String context = "PIPELINE_EXECUTION";
  private boolean accountInSubject;
  private boolean ids = true;

  HarnessToken(CiIssuer<?> issuer, String account) {
    super(issuer);
    this.account = account;
  }

  /**
   * Sets the organisation; {@code sub} follows.
   *
   * @param identifier the {@code organization_id} claim
   * @return this token
   */
  public HarnessToken organization(String identifier) {
    this.organization = Objects.requireNonNull(identifier, "identifier");
    return this;
  }

  /**
   * Sets the project; {@code sub} follows.
   *
   * @param identifier the {@code project_id} claim
   * @return this token
   */
  public HarnessToken project(String identifier) {
    this.project = Objects.requireNonNull(identifier, "identifier");
    return this;
  }

  /**
   * Sets the pipeline; {@code sub} follows.
   *
   * @param identifier the {@code pipeline_id} claim
   * @return this token
   */
  public HarnessToken pipeline(String identifier) {
    this.pipeline = Objects.requireNonNull(identifier, "identifier");
    return this;
  }

  HarnessToken subjectOfAccount() {
    this.accountInSubject = true;
    return this;
  }

  HarnessToken connectorValidation() {
    this.context = "CONNECTOR_VALIDATION";
    return subjectOfAccount().accountOnly();
  }

  HarnessToken accountOnly() {
    this.ids = false;
    return this;
  }

  @Override
  HarnessToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", subject());
    claims.put("iss", issuerIdentifier());
    claims.put("aud", audienceClaim());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("account_id", account);
    if (ids) {
      claims.put("organization_id", organization);
      claims.put("project_id", project);
      claims.put("pipeline_id", pipeline);
    }
    claims.put("context", context);
    return claims;
  }

  private String subject() {
    return accountInSubject
        ? account
        : "account/"
            + account
            + ":org/"
            + organization
            + ":project/"
            + project
            + ":pipeline/"
            + pipeline;
  }
}
