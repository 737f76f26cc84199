package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.BooleanClaim;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import dev.credence.claim.StringListClaim;
import java.time.Duration;
import java.util.List;

/**
 * CircleCI: issuers, claims and requirements.
 *
 * <pre>{@code
 * String org = "a64b0a19-f221-4291-b000-8d24bd842b72";
 * TrustPolicy.named("production-deploy")
 *     .issuer(CircleCi.issuer(org))
 *     .audience("https://deploy.example.com")
 *     .require(CircleCi.organization(org)
 *                  .project("5a301f56-eaa7-4cce-9441-37810f7c8452")
 *                  .pipelineDefinition("17c50866-1802-5aeb-874e-7f4dfce1b6b5"),
 *              CircleCi.VCS_ORIGIN.is("github.com/organization-123/repo-1"),
 *              CircleCi.VCS_REF.is("refs/heads/main"),
 *              CircleCi.CONTEXT_IDS.contains("a74579f1-2e7d-451e-b009-5c082ad2729e"))
 *     .build();
 * }</pre>
 *
 * <p>Every organisation has an issuer of its own, and a job can also ask for a token of the
 * {@linkplain #rootIssuer() root issuer}, which all customers share. Of the claims
 *
 * <ul>
 *   <li>{@link #ORGANIZATION_ID}, {@link #PROJECT_ID} and {@link #PIPELINE_DEFINITION_ID} are UUIDs
 *       that nobody can choose: pin them, by {@link #organization(String)};
 *   <li>{@link #SSH_RERUN} is true when a person has a shell in the job. {@link
 *       #organization(String)} refuses those, and tokens that don't say;
 *   <li>{@link #CONTEXT_IDS} are worth as much as the restrictions of the context, by group,
 *       project or expression, which are CircleCI's only protection of branches;
 *   <li>{@link #VCS_ORIGIN} is a name, re-usable after a rename, and for a fork's pull request the
 *       fork's, while {@link #ORGANIZATION_ID} stays that of the original. Where forks get tokens,
 *       require it;
 *   <li>{@link #VCS_REF} is chosen by who can push, and for a fork's pull request it is {@code
 *       refs/heads/pull/NUMBER}, which {@code refs/heads/**} lets in: compare it whole;
 *   <li>{@link #SUBJECT} ends with whoever pushed, so it can't be compared whole, and its second
 *       form holds origin and branch without escaping: a branch may be named {@code
 *       x/vcs-ref/refs/heads/main}. Don't rest a policy on it.
 * </ul>
 *
 * <p>No claim tells a self-hosted runner from CircleCI's own, or a tag from a branch but the text
 * of {@link #VCS_REF}. The tokens with which CircleCI streams audit logs have the same issuer and
 * the organisation's id as audience, but none of these claims. Tokens have neither {@code jti} nor
 * {@code nbf}.
 *
 * <p>How a self-hosted CircleCI server's issuer is spelled is not documented: take it from a token,
 * and make it by {@link Issuer#builder(String)}. Static and thread-safe.
 *
 * @see <a href="https://circleci.com/docs/openid-connect-tokens/">CircleCI: OpenID Connect
 *     tokens</a>
 */
public final class CircleCi {
  /** {@code sub}: {@code org/…/project/…/user/…}, in its second form with origin and ref behind. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /**
   * {@code oidc.circleci.com/org-id}: the organisation, never re-used; for a fork the original's.
   */
  public static final StringClaim ORGANIZATION_ID = Claim.string("oidc.circleci.com/org-id");

  /** {@code oidc.circleci.com/project-id}: the project, never re-used. */
  public static final StringClaim PROJECT_ID = Claim.string("oidc.circleci.com/project-id");

  /**
   * {@code oidc.circleci.com/pipeline-definition-id}: which configuration runs; since November
   * 2025.
   */
  public static final StringClaim PIPELINE_DEFINITION_ID =
      Claim.string("oidc.circleci.com/pipeline-definition-id");

  /** {@code oidc.circleci.com/context-ids}: the contexts that the job uses; may be empty. */
  public static final StringListClaim CONTEXT_IDS = Claim.strings("oidc.circleci.com/context-ids");

  /**
   * {@code oidc.circleci.com/vcs-origin}: such as {@code github.com/org/repo}; not for webhooks.
   */
  public static final StringClaim VCS_ORIGIN = Claim.string("oidc.circleci.com/vcs-origin");

  /** {@code oidc.circleci.com/vcs-ref}: such as {@code refs/heads/main}; not for webhooks. */
  public static final StringClaim VCS_REF = Claim.string("oidc.circleci.com/vcs-ref");

  /**
   * {@code oidc.circleci.com/ssh-rerun}: whether a person can log in to the job; a JSON boolean.
   */
  public static final BooleanClaim SSH_RERUN = Claim.bool("oidc.circleci.com/ssh-rerun");

  /** {@code oidc.circleci.com/pipeline-id}: the pipeline; for audit. */
  public static final StringClaim PIPELINE_ID = Claim.string("oidc.circleci.com/pipeline-id");

  /** {@code oidc.circleci.com/workflow-id}: the workflow's run; for audit. */
  public static final StringClaim WORKFLOW_ID = Claim.string("oidc.circleci.com/workflow-id");

  /** {@code oidc.circleci.com/job-id}: the job; for audit. */
  public static final StringClaim JOB_ID = Claim.string("oidc.circleci.com/job-id");

  /**
   * Tokens live an hour unless an administrator of the organisation or project sets another time.
   * Five hours is the most that CircleCI server grants by default; no limit of circleci.com is
   * documented.
   */
  private static final Duration MAX_LIFETIME = Duration.ofHours(5);

  private static final String ROOT = "https://oidc.circleci.com";
  private static final Issuer ROOT_ISSUER = issuerAt(ROOT);

  private CircleCi() {}

  /**
   * Returns the issuer of one organisation. Keep the result: its keys are cached with it.
   *
   * @param organizationId the organisation's id, a UUID in lower case
   * @return {@code https://oidc.circleci.com/org/ID}, for tokens of up to five hours
   * @throws IllegalArgumentException if the id is no such UUID
   */
  public static Issuer issuer(String organizationId) {
    return issuerAt(ROOT + "/org/" + requireOrganization(organizationId));
  }

  /**
   * Returns the issuer that every customer of CircleCI shares, of the tokens that a job asks for
   * with {@code --root-issuer}. A policy on it must require {@link #organization(String)}; where
   * the job can, let it use {@link #issuer(String)} instead. Its keys are cached once for all
   * policies that use it.
   *
   * @return {@code https://oidc.circleci.com}, for tokens of up to five hours
   */
  public static Issuer rootIssuer() {
    return ROOT_ISSUER;
  }

  /**
   * Starts the requirement that a token belongs to one pipeline of one project, and that nobody had
   * a shell in its job. All three ids are UUIDs in lower case: the organisation's and the project's
   * settings show theirs, and the project's settings the pipeline definition's.
   *
   * @param organizationId the value of {@link #ORGANIZATION_ID}
   * @return the step that asks for the project's id
   * @throws IllegalArgumentException if the id is no such UUID
   */
  public static NeedsProjectId organization(String organizationId) {
    String organization = requireOrganization(organizationId);
    return project -> definition -> pipeline(organization, project, definition);
  }

  private static Requirement pipeline(String organization, String project, String definition) {
    return Requirement.allOf(
        ORGANIZATION_ID.is(organization),
        PROJECT_ID.is(Identifiers.requireUuid("A CircleCI project's id", project)),
        PIPELINE_DEFINITION_ID.is(
            Identifiers.requireUuid("A CircleCI pipeline definition's id", definition)),
        SSH_RERUN.isFalse());
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        ORGANIZATION_ID,
        PROJECT_ID,
        PIPELINE_DEFINITION_ID,
        CONTEXT_IDS,
        VCS_ORIGIN,
        VCS_REF,
        SSH_RERUN,
        PIPELINE_ID,
        WORKFLOW_ID,
        JOB_ID);
  }

  /**
   * Reads a verified token as the job that it is about.
   *
   * @param token a token of CircleCI
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every job's token of CircleCI
   *     has
   */
  public static CircleCiJob job(VerifiedToken token) {
    return CircleCiJob.of(token);
  }

  /** The second step of {@link #organization(String)}. */
  @FunctionalInterface
  public interface NeedsProjectId {
    /**
     * Sets the project's id.
     *
     * @param projectId the value of {@link #PROJECT_ID}
     * @return the step that asks for the pipeline definition's id
     */
    NeedsPipelineDefinitionId project(String projectId);
  }

  /** The last step of {@link #organization(String)}. */
  @FunctionalInterface
  public interface NeedsPipelineDefinitionId {
    /**
     * Sets the id of the pipeline definition, which says whose configuration runs.
     *
     * @param pipelineDefinitionId the value of {@link #PIPELINE_DEFINITION_ID}
     * @return the requirement on the three ids and on {@link #SSH_RERUN} together
     * @throws IllegalArgumentException if an id is no UUID in lower case
     */
    Requirement pipelineDefinition(String pipelineDefinitionId);
  }

  private static Issuer issuerAt(String identifier) {
    return Issuer.builder(identifier)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            ORGANIZATION_ID,
            PROJECT_ID,
            PIPELINE_DEFINITION_ID,
            CONTEXT_IDS,
            VCS_ORIGIN,
            VCS_REF,
            SSH_RERUN,
            PIPELINE_ID,
            WORKFLOW_ID,
            JOB_ID)
        .facts(KnownClaims.types(claims()))
        .build();
  }

  private static String requireOrganization(String organizationId) {
    return Identifiers.requireUuid("A CircleCI organisation's id", organizationId);
  }
}
