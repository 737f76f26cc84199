package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake Azure DevOps about to be minted: of a pipeline, with every claim that has been
 * seen in one, all of them strings but for the times; or of a service connection, with the
 * registered claims only. {@code iss} and {@code sub} follow from the others. Not thread-safe.
 */
public final class AzureDevOpsToken extends CiToken<AzureDevOpsToken> {
  /** Azure DevOps' tokens live five minutes. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  /** Azure DevOps dates {@code nbf} ten minutes back. */
  private static final Duration BACKDATED = Duration.ofMinutes(10);

  private String organization = "myorg";
  private String organizationId = AzureDevOpsIssuer.ORGANIZATION_ID;
  private String project = "my-project";
  private String projectId = AzureDevOpsIssuer.PROJECT_ID;
  private String pipeline = "my-pipeline";
  private long pipelineId = AzureDevOpsIssuer.PIPELINE_ID;
  private String repositoryId = "acme/app";
  private String repositoryUri = "https://github.com/acme/app.git";
  private String ref = "refs/heads/main";
  private @Nullable String connection;

  AzureDevOpsToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the organisation; {@code iss} and {@code sub} follow.
   *
   * @param name its name
   * @param id its id, a UUID
   * @return this token
   */
  public AzureDevOpsToken organization(String name, String id) {
    this.organization = Objects.requireNonNull(name, "name");
    this.organizationId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the project; {@code sub} follows.
   *
   * @param name its name
   * @param id its id, a UUID
   * @return this token
   */
  public AzureDevOpsToken project(String name, String id) {
    this.project = Objects.requireNonNull(name, "name");
    this.projectId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the pipeline; {@code sub} follows.
   *
   * @param name its name
   * @param id its definition's id
   * @return this token
   */
  public AzureDevOpsToken pipeline(String name, long id) {
    this.pipeline = Objects.requireNonNull(name, "name");
    this.pipelineId = id;
    return this;
  }

  /**
   * Lets the pipeline build a repository on GitHub, whose id is its name.
   *
   * @param fullName {@code owner/name}
   * @return this token
   */
  public AzureDevOpsToken gitHubRepository(String fullName) {
    this.repositoryId = Objects.requireNonNull(fullName, "fullName");
    this.repositoryUri = "https://github.com/" + fullName + ".git";
    return this;
  }

  /**
   * Lets the pipeline build a repository of Azure Repos in its own project.
   *
   * @param name its name
   * @param id its id, a UUID
   * @return this token
   */
  public AzureDevOpsToken azureRepository(String name, String id) {
    this.repositoryId = Objects.requireNonNull(id, "id");
    this.repositoryUri = "https://dev.azure.com/" + organization + "/" + project + "/_git/" + name;
    return this;
  }

  /**
   * Sets the ref that is built.
   *
   * @param value the full ref, such as {@code refs/heads/main}
   * @return this token
   */
  public AzureDevOpsToken ref(String value) {
    this.ref = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Makes this the older token of a service connection: {@code sub} follows, and all that is about
   * the pipeline goes.
   *
   * @param name the connection's name
   * @return this token
   */
  public AzureDevOpsToken serviceConnection(String name) {
    this.connection = Objects.requireNonNull(name, "name");
    return this;
  }

  @Override
  AzureDevOpsToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("sub", subject());
    claims.put("aud", audienceClaim());
    if (connection == null) {
      putPipeline(claims);
    }
    claims.put("iss", AzureDevOpsIssuer.ofOrganization(organizationId));
    claims.put("nbf", issuedAtSeconds() - BACKDATED.toSeconds());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("iat", issuedAtSeconds());
    return claims;
  }

  private void putPipeline(Map<String, Object> claims) {
    claims.put("org_id", organizationId);
    claims.put("prj_id", projectId);
    claims.put("def_id", Long.toString(pipelineId));
    claims.put("rpo_id", repositoryId);
    claims.put("rpo_uri", repositoryUri);
    claims.put("rpo_ver", "c291ea713801eb300054d353d279e7b02331f671");
    claims.put("rpo_ref", ref);
    claims.put("run_id", "5");
  }

  private String subject() {
    String place = organization + "/" + project + "/";
    return connection == null ? "p://" + place + pipeline : "sc://" + place + connection;
  }
}
