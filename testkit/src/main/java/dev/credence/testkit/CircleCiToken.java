package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake CircleCI about to be minted: every claim that CircleCI documents, in the order
 * of their names, with {@code ssh-rerun} a boolean and with neither {@code jti} nor {@code nbf}.
 * Those that depend on one another, such as {@code sub} and an organisation's issuer, follow. Not
 * thread-safe.
 */
public final class CircleCiToken extends CiToken<CircleCiToken> {
  private static final String PREFIX = "oidc.circleci.com/";
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String USER_ID = "0a4b1f6e-0000-4000-8000-000000000003";

  private String organizationId = CircleCiIssuer.ORGANIZATION_ID;
  private String projectId = CircleCiIssuer.PROJECT_ID;
  private String definitionId = CircleCiIssuer.PIPELINE_DEFINITION_ID;
  private List<String> contextIds =
      List.of(CircleCiIssuer.CONTEXT_ID, CircleCiIssuer.OTHER_CONTEXT_ID);
  private @Nullable String origin = "github.com/organization-123/repo-1";
  private @Nullable String ref = "refs/heads/main";
  private boolean sshRerun;
  private boolean originAndRefInSubject;

  CircleCiToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the organisation; {@code sub} follows, and {@code iss} but for the root issuer.
   *
   * @param id a UUID
   * @return this token
   */
  public CircleCiToken organization(String id) {
    this.organizationId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the project; {@code sub} follows.
   *
   * @param id a UUID
   * @return this token
   */
  public CircleCiToken project(String id) {
    this.projectId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the pipeline definition.
   *
   * @param id a UUID
   * @return this token
   */
  public CircleCiToken pipelineDefinition(String id) {
    this.definitionId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the contexts that the job uses.
   *
   * @param ids UUIDs, or none
   * @return this token
   */
  public CircleCiToken contexts(String... ids) {
    this.contextIds = List.of(ids);
    return this;
  }

  /**
   * Sets the repository that triggered the pipeline.
   *
   * @param value the repository, such as {@code github.com/org/repo}
   * @return this token
   */
  public CircleCiToken origin(String value) {
    this.origin = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Sets the ref that triggered the pipeline.
   *
   * @param value the ref, such as {@code refs/heads/main}
   * @return this token
   */
  public CircleCiToken ref(String value) {
    this.ref = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Leaves out origin and ref, as for a custom webhook.
   *
   * @return this token
   */
  public CircleCiToken withoutOriginAndRef() {
    this.origin = null;
    this.ref = null;
    return this;
  }

  /**
   * Lets a person have a shell in the job.
   *
   * @return this token
   */
  public CircleCiToken rerunWithSsh() {
    this.sshRerun = true;
    return this;
  }

  /**
   * Gives the token the {@code sub} of {@code CIRCLE_OIDC_TOKEN_V2}, which ends with origin and
   * ref.
   *
   * @return this token
   */
  public CircleCiToken subjectWithOriginAndRef() {
    this.originAndRefInSubject = true;
    return this;
  }

  @Override
  CircleCiToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new TreeMap<>();
    claims.put("aud", audienceClaim());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("iss", issuer());
    claims.put("sub", subject());
    claims.put(PREFIX + "context-ids", contextIds);
    claims.put(PREFIX + "job-id", "0a4b1f6e-0000-4000-8000-000000000001");
    claims.put(PREFIX + "org-id", organizationId);
    claims.put(PREFIX + "pipeline-definition-id", definitionId);
    claims.put(PREFIX + "pipeline-id", "cd267951-f409-44fc-a0f0-81512f5840b0");
    claims.put(PREFIX + "project-id", projectId);
    claims.put(PREFIX + "ssh-rerun", sshRerun);
    if (origin != null && ref != null) {
      claims.put(PREFIX + "vcs-origin", origin);
      claims.put(PREFIX + "vcs-ref", ref);
    }
    claims.put(PREFIX + "workflow-id", "0a4b1f6e-0000-4000-8000-000000000002");
    return new LinkedHashMap<>(claims);
  }

  private String issuer() {
    boolean root = issuerIdentifier().equals(CircleCiIssuer.ROOT);
    return root ? issuerIdentifier() : CircleCiIssuer.ofOrganization(organizationId);
  }

  private String subject() {
    String user = "org/" + organizationId + "/project/" + projectId + "/user/" + USER_ID;
    return originAndRefInSubject && origin != null && ref != null
        ? user + "/vcs-origin/" + origin + "/vcs-ref/" + ref
        : user;
  }
}
