package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * Azure DevOps (Azure Pipelines): issuers, claims and requirements. A job can get three kinds of
 * token:
 *
 * <ul>
 *   <li>the <em>pipeline token</em>, of the organisation's {@link #issuer(String)}. It alone says
 *       which pipeline, repository and branch is running;
 *   <li>the <em>Entra token of a service connection</em>, of the tenant's {@link
 *       #entraIssuer(String)}, for connections to Azure made since November 2025 or converted. It
 *       names the connection by ids and nothing of the pipeline;
 *   <li>the <em>older token of a service connection</em>, of the organisation's {@link
 *       #issuer(String)}. It names the connection by names and nothing of the pipeline. Microsoft
 *       ends it for connections to the public Azure cloud on 2027-07-01.
 * </ul>
 *
 * <pre>{@code
 * String org = "0ca3ddd9-f0b0-4635-a98c-5866526961b6";
 * TrustPolicy.named("production-deploy")
 *     .issuer(AzureDevOps.issuer(org))
 *     .audience(AzureDevOps.AUDIENCE)
 *     .require(AzureDevOps.organization(org).project("271ef6f7-5998-4b0f-86fb-4b54d9129990").pipeline(1),
 *              AzureDevOps.REPOSITORY_URI.is("https://github.com/acme/app.git"),
 *              AzureDevOps.REF.is("refs/heads/main"))
 *     .build();
 *
 * TrustPolicy.named("production-deploy")
 *     .issuer(AzureDevOps.entraIssuer("ff882432-09b0-437b-bd22-ca13c0037ded"))
 *     .audience(AzureDevOps.ENTRA_AUDIENCE)
 *     .require(AzureDevOps.organization(org)
 *                  .serviceConnection("64171687-7a59-4fce-b2c8-823278dcf176")
 *                  .tenant("ff882432-09b0-437b-bd22-ca13c0037ded"))
 *     .build();
 * }</pre>
 *
 * <p><strong>Nobody can choose the audience.</strong> All services that accept these tokens share
 * it, so that any of them can present to this one what a job sent to it. Use one service connection
 * for each service where that matters, and let each token be used {@linkplain
 * dev.credence.TrustPolicy.Builder#onlyOnce once}.
 *
 * <p>All organisations' tokens are signed with the same keys, so the issuer and the ids carry the
 * whole proof. Of the claims
 *
 * <ul>
 *   <li>{@link #ORGANIZATION_ID}, {@link #PROJECT_ID} and {@link #PIPELINE_ID} are ids that stay
 *       through renames: pin them, by {@link #organization(String)};
 *   <li>{@link #SUBJECT} of a pipeline token is made of names: a pipeline of the same name in
 *       another folder may have the same one, and a rename changes it;
 *   <li>{@link #REF} is chosen by who can push; that of a pull request is {@code
 *       refs/pull/N/merge};
 *   <li>{@link #REPOSITORY_URI} and, for a repository on GitHub, {@link #REPOSITORY_ID} are names.
 * </ul>
 *
 * <p>No claim says who started the run, by which event, in which environment or stage. What a
 * service connection's token is worth depends on who may use the connection: with access for all
 * pipelines it is any branch of any pipeline of the project. Whether a fork's build can get a
 * pipeline token, and what becomes of pipeline tokens after 2027-07-01, is not documented; nor is
 * an issuer of Azure DevOps Server, or of clouds other than the public one. Static and thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create">Azure
 *     DevOps: OIDC token</a>
 */
public final class AzureDevOps {
  /** The audience of every token of {@link #issuer(String)}. */
  public static final String AUDIENCE = "api://AzureADTokenExchange";

  /**
   * The audience of every token of {@link #entraIssuer(String)}: the id behind {@link #AUDIENCE}.
   */
  public static final String ENTRA_AUDIENCE = "fb60f99c-7a34-4190-8149-302f77469936";

  /**
   * {@code sub}: {@code p://…} of a pipeline, {@code sc://…} or {@code /eid1/…} of a connection.
   */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code org_id}: the organisation; only in pipeline tokens. */
  public static final StringClaim ORGANIZATION_ID = Claim.string("org_id");

  /** {@code prj_id}: the project; only in pipeline tokens. */
  public static final StringClaim PROJECT_ID = Claim.string("prj_id");

  /** {@code def_id}: the pipeline's definition, a number in text; only in pipeline tokens. */
  public static final StringClaim PIPELINE_ID = Claim.string("def_id");

  /**
   * {@code rpo_id}: {@code owner/name} on GitHub, an id in Azure Repos; only in pipeline tokens.
   */
  public static final StringClaim REPOSITORY_ID = Claim.string("rpo_id");

  /** {@code rpo_uri}: where the repository is cloned from; only in pipeline tokens. */
  public static final StringClaim REPOSITORY_URI = Claim.string("rpo_uri");

  /** {@code rpo_ver}: the commit; only in pipeline tokens. */
  public static final StringClaim COMMIT = Claim.string("rpo_ver");

  /** {@code rpo_ref}: such as {@code refs/heads/main}; only in pipeline tokens. */
  public static final StringClaim REF = Claim.string("rpo_ref");

  /** {@code run_id}: the run; only in pipeline tokens; for audit. */
  public static final StringClaim RUN_ID = Claim.string("run_id");

  /** {@code tid}: the tenant; only in Entra's tokens. */
  public static final StringClaim TENANT_ID = Claim.string("tid");

  /** {@code azp}: the application that Entra issued the token to; only in Entra's tokens. */
  public static final StringClaim AUTHORIZED_PARTY = Claim.string("azp");

  /** {@code oid}: the object in the tenant that the token is of; only in Entra's tokens. */
  public static final StringClaim OBJECT_ID = Claim.string("oid");

  /** {@code idtyp}: {@code app}; only in Entra's tokens. */
  public static final StringClaim IDENTITY_TYPE = Claim.string("idtyp");

  /** {@code uti}: the token's own id, in place of {@code jti}; only in Entra's tokens. */
  public static final StringClaim TOKEN_ID = Claim.string("uti");

  /** Seen to be 5 minutes in 2025 and 10 in 2024; not documented, so an hour is allowed. */
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  /** Seen to be 24 hours and 5 minutes; not documented. */
  private static final Duration MAX_ENTRA_LIFETIME = Duration.ofHours(25);

  private AzureDevOps() {}

  /**
   * Returns the issuer of an organisation's pipeline tokens and of the older tokens of its service
   * connections. Keep the result: its keys are cached with it.
   *
   * @param organizationId the organisation's id, a UUID in lower case: {@code instanceId} at {@code
   *     https://dev.azure.com/ORG/_apis/connectionData}, {@code System.CollectionId} in a job
   * @return {@code https://vstoken.dev.azure.com/ID}, for tokens of up to an hour
   * @throws IllegalArgumentException if the id is no such UUID
   */
  public static Issuer issuer(String organizationId) {
    return Issuer.builder("https://vstoken.dev.azure.com/" + requireOrganization(organizationId))
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(ORGANIZATION_ID, PROJECT_ID, PIPELINE_ID, REPOSITORY_ID, REF, RUN_ID)
        .facts(KnownClaims.types(claims()))
        .build();
  }

  /**
   * Returns the issuer of the Entra tokens of service connections: the whole tenant, in which every
   * application that federates gets tokens with {@link #ENTRA_AUDIENCE}. A policy on it must
   * require {@link Organization#serviceConnection(String)}. Keep the result: its keys are cached
   * with it.
   *
   * @param tenantId the tenant's id, a UUID in lower case
   * @return {@code https://login.microsoftonline.com/ID/v2.0}, for tokens of up to 25 hours, as
   *     these live a day
   * @throws IllegalArgumentException if the id is no such UUID
   */
  public static Issuer entraIssuer(String tenantId) {
    String identifier = "https://login.microsoftonline.com/" + requireTenant(tenantId) + "/v2.0";
    return Issuer.builder(identifier)
        .maxLifetime(MAX_ENTRA_LIFETIME)
        .identityClaims(TENANT_ID, OBJECT_ID, AUTHORIZED_PARTY)
        .build();
  }

  /**
   * Starts the requirement that a token belongs to one pipeline, or to one service connection with
   * an Entra token, of an organisation.
   *
   * @param organizationId the organisation's id, a UUID in lower case; see {@link #issuer(String)}
   * @return the step that asks for either
   * @throws IllegalArgumentException if the id is no such UUID
   */
  public static Organization organization(String organizationId) {
    return new Organization(requireOrganization(organizationId));
  }

  /**
   * Requires the older token of one service connection, which is told by names only: who deletes
   * the connection and makes another of the same name gets the same, and a rename of any part ends
   * it. Prefer {@link Organization#serviceConnection(String)}.
   *
   * @param organization the organisation's name
   * @param project the project's name, spaces included
   * @param connection the connection's name, spaces included
   * @return the requirement on {@link #SUBJECT}
   * @throws IllegalArgumentException if a name is empty, or one of the first two has a slash
   */
  public static Requirement serviceConnectionByNames(
      String organization, String project, String connection) {
    if (connection.isEmpty()) {
      throw Identifiers.refused("A service connection's name", "is not empty", connection);
    }
    return SUBJECT.is(
        "sc://"
            + requireName("An Azure DevOps organisation's name", organization)
            + "/"
            + requireName("An Azure DevOps project's name", project)
            + "/"
            + connection);
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
        PIPELINE_ID,
        REPOSITORY_ID,
        REPOSITORY_URI,
        COMMIT,
        REF,
        RUN_ID,
        TENANT_ID,
        AUTHORIZED_PARTY,
        OBJECT_ID,
        IDENTITY_TYPE,
        TOKEN_ID);
  }

  /**
   * Reads a verified pipeline token as the job that it is about.
   *
   * @param token a pipeline token
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every pipeline token has, as
   *     the tokens of service connections do
   */
  public static AzureDevOpsJob job(VerifiedToken token) {
    return AzureDevOpsJob.of(token);
  }

  /**
   * Reads a verified Entra token as the service connection that it is about.
   *
   * @param token an Entra token of a service connection
   * @return the typed view
   * @throws IllegalArgumentException if the token is of something else
   */
  public static AzureDevOpsServiceConnection serviceConnection(VerifiedToken token) {
    return AzureDevOpsServiceConnection.of(token);
  }

  /** The second step of {@link AzureDevOps#organization(String)}. Immutable and thread-safe. */
  public static final class Organization {
    private final String id;

    private Organization(String id) {
      this.id = id;
    }

    /**
     * Asks for a pipeline token of one project.
     *
     * @param projectId the value of {@link #PROJECT_ID}, a UUID in lower case; {@code
     *     System.TeamProjectId} in a job
     * @return the step that asks for the pipeline
     * @throws IllegalArgumentException if the id is no such UUID
     */
    public NeedsPipeline project(String projectId) {
      String project = Identifiers.requireUuid("An Azure DevOps project's id", projectId);
      return definitionId ->
          Requirement.allOf(
              ORGANIZATION_ID.is(id),
              PROJECT_ID.is(project),
              PIPELINE_ID.is(requireDefinition(definitionId)));
    }

    /**
     * Asks for the Entra token of one service connection.
     *
     * @param connectionId the connection's id, a UUID in lower case; {@code resourceId} in the
     *     address of its page
     * @return the step that asks for the tenant
     * @throws IllegalArgumentException if the id is no such UUID
     */
    public NeedsTenant serviceConnection(String connectionId) {
      String connection = Identifiers.requireUuid("A service connection's id", connectionId);
      return tenantId ->
          Requirement.allOf(
              SUBJECT.is(EntraSubject.of(requireTenant(tenantId), id, connection).toString()),
              TENANT_ID.is(tenantId),
              AUTHORIZED_PARTY.is(EntraSubject.AZURE_DEVOPS));
    }
  }

  /** The last step of {@link Organization#project(String)}. */
  @FunctionalInterface
  public interface NeedsPipeline {
    /**
     * Sets the pipeline.
     *
     * @param definitionId the value of {@link #PIPELINE_ID}, positive; {@code definitionId} in the
     *     address of its page
     * @return the requirement on organisation, project and pipeline together
     * @throws IllegalArgumentException if the id is not positive
     */
    Requirement pipeline(long definitionId);
  }

  /** The last step of {@link Organization#serviceConnection(String)}. */
  @FunctionalInterface
  public interface NeedsTenant {
    /**
     * Sets the Entra tenant, in the public cloud.
     *
     * @param tenantId the value of {@link #TENANT_ID}, a UUID in lower case
     * @return the requirement on connection, organisation, tenant and Azure DevOps as the
     *     application
     * @throws IllegalArgumentException if the id is no such UUID
     */
    Requirement tenant(String tenantId);
  }

  private static String requireOrganization(String organizationId) {
    return Identifiers.requireUuid("An Azure DevOps organisation's id", organizationId);
  }

  private static String requireTenant(String tenantId) {
    return Identifiers.requireUuid("An Entra tenant's id", tenantId);
  }

  private static String requireDefinition(long definitionId) {
    if (definitionId <= 0) {
      throw new IllegalArgumentException(
          "The ids of pipelines are positive numbers; this is " + definitionId);
    }
    return Long.toString(definitionId);
  }

  private static String requireName(String what, String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw Identifiers.refused(what, "is not empty and has no slash", name);
    }
    return name;
  }
}
