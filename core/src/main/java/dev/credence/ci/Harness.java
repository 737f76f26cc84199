package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * Harness: issuers, claims and requirements.
 *
 * <p><b>A Harness token is worth less than those of other CIs.</b> Whoever holds an API key of the
 * account can have a token made with a {@code sub}, a {@code context} and ids of their own choice.
 * Only where Harness has switched on {@code PL_ENABLE_OIDC_ID_TOKEN_ACCESS_CHECK} or {@code
 * PL_INTERNALIZE_OIDC_TOKEN_ENDPOINTS} for the account is that restricted, and {@code sub} and
 * {@code context} are not checked even then. Nothing in a token tells whether they are on. Ask for
 * it before you trust one, and treat every API key of the account as a key to this service.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Harness.issuer(Harness.Cluster.PROD1, "acc123"))
 *     .audience("https://deploy.example.com")
 *     .require(
 *         Harness.account("acc123")
 *             .organization("myOrg")
 *             .project("myProj")
 *             .pipeline("myPipe"))
 *     .build();
 * }</pre>
 *
 * <p>Of the claims, which are all strings but for the times,
 *
 * <ul>
 *   <li>{@link #ACCOUNT_ID} is given by Harness, chosen by nobody; it is part of the issuer too;
 *   <li>{@link #ORGANIZATION_ID}, {@link #PROJECT_ID} and {@link #PIPELINE_ID} are names that
 *       people choose: one that is deleted and created again has the same;
 *   <li>{@link #SUBJECT} is the account's id unless the account has another form switched on:
 *       pinned alone it lets in every project;
 *   <li>{@link #CONTEXT}, {@link #TRIGGERED_BY_NAME} and {@link #TRIGGERED_BY_EMAIL} are conditions
 *       for nothing.
 * </ul>
 *
 * <p>No claim names a branch, a commit or an event. Which claims are there depends on the feature
 * that made the token. Tokens have no {@code nbf} and live for about an hour. What the tokens of
 * the pipeline and workload identities of 2026 hold is not known to this class.
 *
 * <p>Static and thread-safe.
 */
public final class Harness {
  /**
   * {@code sub}: the account's id, or {@code account/A:org/O:project/P} and {@code :pipeline/ID}.
   */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code account_id}: the account; the one id here that nobody chooses. */
  public static final StringClaim ACCOUNT_ID = Claim.string("account_id");

  /**
   * {@code organization_id}: the organisation's identifier, unique within the account; re-usable.
   */
  public static final StringClaim ORGANIZATION_ID = Claim.string("organization_id");

  /** {@code project_id}: the project's identifier, unique within the organisation; re-usable. */
  public static final StringClaim PROJECT_ID = Claim.string("project_id");

  /** {@code pipeline_id}: the pipeline's identifier, unique within the project; re-usable. */
  public static final StringClaim PIPELINE_ID = Claim.string("pipeline_id");

  /** {@code connector_id}: the connector's identifier, where a connector asked for the token. */
  public static final StringClaim CONNECTOR_ID = Claim.string("connector_id");

  /** {@code connector_name}: the connector's display name. */
  public static final StringClaim CONNECTOR_NAME = Claim.string("connector_name");

  /** {@code environment_id}: the identifier of the environment that is deployed to. */
  public static final StringClaim ENVIRONMENT_ID = Claim.string("environment_id");

  /** {@code environment_type}: {@code Production} or {@code PreProduction}. */
  public static final StringClaim ENVIRONMENT_TYPE = Claim.string("environment_type");

  /** {@code service_id}: the identifier of the service that is deployed. */
  public static final StringClaim SERVICE_ID = Claim.string("service_id");

  /** {@code service_name}: the service's display name. */
  public static final StringClaim SERVICE_NAME = Claim.string("service_name");

  /** {@code triggered_by_name}: who triggered the pipeline; for audit. */
  public static final StringClaim TRIGGERED_BY_NAME = Claim.string("triggered_by_name");

  /** {@code triggered_by_email}: the address of who triggered the pipeline; for audit. */
  public static final StringClaim TRIGGERED_BY_EMAIL = Claim.string("triggered_by_email");

  /** {@code stage_type}: the kind of stage; for audit. */
  public static final StringClaim STAGE_TYPE = Claim.string("stage_type");

  /** {@code step_type}: the kind of step; for audit. */
  public static final StringClaim STEP_TYPE = Claim.string("step_type");

  /**
   * {@code context}: {@code CONNECTOR_VALIDATION}, {@code PIPELINE_CONFIGURATION}, {@code
   * PIPELINE_EXECUTION} or {@code PERPETUAL_TASK}, or anything else that the holder of an API key
   * wants.
   */
  public static final StringClaim CONTEXT = Claim.string("context");

  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  private Harness() {}

  /**
   * The part of Harness' service that an account lives in. Its host does not follow vanity URLs.
   */
  public enum Cluster {
    /** Prod0, at {@code accounts.harness.io}. */
    PROD0("accounts.harness.io"),
    /** Prod1, at {@code app.harness.io}. */
    PROD1("app.harness.io"),
    /** Prod2, at {@code app.harness.io}. */
    PROD2("app.harness.io"),
    /** Prod3, at {@code app3.harness.io}. */
    PROD3("app3.harness.io"),
    /** Prod4, at {@code accounts.harness.io}. */
    PROD4("accounts.harness.io"),
    /** The cluster in the EU, at {@code accounts.eu.harness.io}. */
    EU("accounts.eu.harness.io");

    private final String host;

    Cluster(String host) {
      this.host = host;
    }
  }

  /**
   * Returns the issuer of an account. Keep the result: its keys are cached with it.
   *
   * @param cluster where the account lives
   * @param accountId the account's id
   * @return {@code https://HOST/ng/api/oidc/account/ACCOUNT_ID}
   * @throws IllegalArgumentException if the id is not letters, digits, hyphens and underscores
   */
  public static Issuer issuer(Cluster cluster, String accountId) {
    String identifier =
        "https://" + cluster.host + "/ng/api/oidc/account/" + requireAccount(accountId);
    return Issuer.builder(identifier)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            ACCOUNT_ID,
            ORGANIZATION_ID,
            PROJECT_ID,
            PIPELINE_ID,
            CONNECTOR_ID,
            ENVIRONMENT_ID,
            SERVICE_ID,
            TRIGGERED_BY_NAME)
        .build();
  }

  /**
   * Starts the requirement that a token belongs to one pipeline.
   *
   * @param accountId the value of {@link #ACCOUNT_ID}
   * @return the step that asks for the organisation
   * @throws IllegalArgumentException if the id is not letters, digits, hyphens and underscores
   */
  public static NeedsOrganization account(String accountId) {
    Requirement account = ACCOUNT_ID.is(requireAccount(accountId));
    return organizationId -> {
      Requirement organization =
          ORGANIZATION_ID.is(requireIdentifier("organisation", organizationId));
      return projectId -> {
        Requirement project = PROJECT_ID.is(requireIdentifier("project", projectId));
        return pipelineId ->
            Requirement.allOf(
                account,
                organization,
                project,
                PIPELINE_ID.is(requireIdentifier("pipeline", pipelineId)));
      };
    };
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        ACCOUNT_ID,
        ORGANIZATION_ID,
        PROJECT_ID,
        PIPELINE_ID,
        CONNECTOR_ID,
        CONNECTOR_NAME,
        ENVIRONMENT_ID,
        ENVIRONMENT_TYPE,
        SERVICE_ID,
        SERVICE_NAME,
        TRIGGERED_BY_NAME,
        TRIGGERED_BY_EMAIL,
        STAGE_TYPE,
        STEP_TYPE,
        CONTEXT);
  }

  /**
   * Reads a verified token as the pipeline that it is about.
   *
   * @param token a token of Harness
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every Harness token has
   */
  public static HarnessJob job(VerifiedToken token) {
    return HarnessJob.of(token);
  }

  /** The second step of {@link #account(String)}. */
  @FunctionalInterface
  public interface NeedsOrganization {
    /**
     * Sets the organisation.
     *
     * @param organizationId the value of {@link #ORGANIZATION_ID}
     * @return the step that asks for the project
     * @throws IllegalArgumentException if it is not an identifier of Harness
     */
    NeedsProject organization(String organizationId);
  }

  /** The third step of {@link #account(String)}. */
  @FunctionalInterface
  public interface NeedsProject {
    /**
     * Sets the project.
     *
     * @param projectId the value of {@link #PROJECT_ID}
     * @return the step that asks for the pipeline
     * @throws IllegalArgumentException if it is not an identifier of Harness
     */
    NeedsPipeline project(String projectId);
  }

  /** The last step of {@link #account(String)}. */
  @FunctionalInterface
  public interface NeedsPipeline {
    /**
     * Sets the pipeline.
     *
     * @param pipelineId the value of {@link #PIPELINE_ID}
     * @return the requirement on account, organisation, project and pipeline together
     * @throws IllegalArgumentException if it is not an identifier of Harness
     */
    Requirement pipeline(String pipelineId);
  }

  private static String requireAccount(String accountId) {
    return Identifiers.requireLabel("The id of a Harness account", accountId);
  }

  private static String requireIdentifier(String what, String identifier) {
    boolean plain =
        Identifiers.isMadeOf(
            identifier, c -> Identifiers.isLetterOrDigit(c) || c == '_' || c == '$' || c == '-');
    if (!plain) {
      throw Identifiers.refused(
          "The identifier of a Harness " + what,
          "has letters, digits, underscores, hyphens and dollar signs only",
          identifier);
    }
    return identifier;
  }
}
