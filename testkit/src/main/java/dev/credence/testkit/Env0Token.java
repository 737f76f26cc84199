package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A token of a fake env zero about to be minted: {@code aud} is an array, every other claim but the
 * times a string, and most are there a second time with {@code https://env0.com/} before their
 * names. There is neither {@code jti} nor {@code nbf}. Not thread-safe.
 */
public final class Env0Token extends CiToken<Env0Token> {
  /** env zero's tokens live for a day. */
  private static final Duration LIFETIME = Duration.ofHours(24);

  private static final String DEPRECATED = "https://env0.com/";

  private String organizationId = "66a38abf-69bc-4cb7-ad73-7f61e389079f";
  private String projectId = "5b44fa6d-ecfd-40ab-8e69-14d6fe7c638c";
  private String projectName = "Test Project";
  private String environmentId = "9c3ca3cf-870d-4db4-9c60-5adf37faab45";
  private String environmentName = "Dev Test Environment";
  private String type = "deploy";
  private String apiKeyType = "oidc";

  Env0Token(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the organisation.
   *
   * @param id its id
   * @return this token
   */
  public Env0Token organization(String id) {
    this.organizationId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the project.
   *
   * @param name its name
   * @param id its id
   * @return this token
   */
  public Env0Token project(String name, String id) {
    this.projectName = Objects.requireNonNull(name, "name");
    this.projectId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the environment.
   *
   * @param name its name
   * @param id its id
   * @return this token
   */
  public Env0Token environment(String name, String id) {
    this.environmentName = Objects.requireNonNull(name, "name");
    this.environmentId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the kind of deployment.
   *
   * @param value such as {@code destroy}
   * @return this token
   */
  public Env0Token type(String value) {
    this.type = Objects.requireNonNull(value, "value");
    return this;
  }

  Env0Token apiKeyType(String value) {
    this.apiKeyType = value;
    return this;
  }

  @Override
  Env0Token self() {
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
    Map<String, Object> own = deployment();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("https://aws.amazon.com/tags", Map.of("principal_tags", principalTags(own)));
    claims.putAll(own);
    own.forEach((name, value) -> claims.put(DEPRECATED + name, value));
    claims.put("iss", issuerIdentifier());
    claims.put("sub", "auth0|63021f2ce98a11d0678ed6fe");
    claims.put("aud", audienceClaim());
    claims.put("iat", issuedAtSeconds());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("azp", "hoMiq9PdkRh9LUvVpH4wIErWg50VSG1b");
    claims.put("gty", "password");
    return claims;
  }

  private Map<String, Object> deployment() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("apiKeyType", apiKeyType);
    claims.put("organization", organizationId);
    claims.put("organizationId", organizationId);
    claims.put("projectId", projectId);
    claims.put("projectName", projectName);
    claims.put("templateId", "dc9808e2-44d3-48dd-b12a-31a08927ee6e");
    claims.put("templateName", "Test Template");
    claims.put("environmentId", environmentId);
    claims.put("environmentName", environmentName);
    claims.put("workspaceName", "env09c3ca3");
    claims.put("deployerEmail", "test@test.com");
    claims.put("deploymentLogId", "96e2b169-5e4a-44a4-876b-4a5d26f4412c");
    claims.put("deploymentType", type);
    return claims;
  }

  private static Map<String, Object> principalTags(Map<String, Object> own) {
    Map<String, Object> tags = new LinkedHashMap<>();
    for (String name :
        List.of(
            "organizationId",
            "projectId",
            "templateId",
            "environmentId",
            "deployerEmail",
            "deploymentType")) {
      tags.put(name, List.of(own.get(name)));
    }
    return tags;
  }
}
