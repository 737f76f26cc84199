package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * env zero: issuer, claims and requirements.
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(Env0.issuer())
 *     .audience(Env0.AUDIENCE)
 *     .require(
 *         Env0.organization("66a38abf-69bc-4cb7-ad73-7f61e389079f")
 *             .project("5b44fa6d-ecfd-40ab-8e69-14d6fe7c638c")
 *             .environment("9c3ca3cf-870d-4db4-9c60-5adf37faab45"))
 *     .build();
 * }</pre>
 *
 * <p><b>The issuer is one for all customers and all their users</b>: it signs in people and API
 * keys too. A token can also be replayed: it lives for 24 hours, and its audience can't be chosen,
 * so that every service that a deployment talks to gets a token that is good at all the others.
 * Consider {@link dev.credence.TrustPolicy.Builder#onlyOnce}. Of the claims, which are all strings,
 *
 * <ul>
 *   <li>{@link #API_KEY_TYPE} is {@code oidc} for deployments only: without it people's tokens are
 *       let in;
 *   <li>{@link #ORGANIZATION_ID}, {@link #PROJECT_ID} and {@link #ENVIRONMENT_ID} are UUIDs that
 *       are never given to another: pin all three, by {@link #organization(String)};
 *   <li>{@link #DEPLOYMENT_TYPE} tells a deployment from the plan for a pull request and from a
 *       task;
 *   <li>{@link #SUBJECT} is the organisation's one user for this purpose, the same in every
 *       deployment;
 *   <li>{@link #PROJECT_NAME}, {@link #TEMPLATE_NAME} and {@link #ENVIRONMENT_NAME} are names, and
 *       {@link #TAG} is whatever the environment's variables say.
 * </ul>
 *
 * <p>No claim names a branch or a commit. The claims exist a second time with {@code
 * https://env0.com/} in front of their names; those are deprecated and have no constants. env
 * zero's pages don't agree with themselves on the audience, which some of them show as {@code
 * https://app.env0.com}: look into a token of yours, and give the policy what it says. Older tokens
 * name {@link #USERINFO_AUDIENCE} as well.
 *
 * <p>Static and thread-safe.
 *
 * @see <a href="https://docs.envzero.com/guides/integrations/oidc-integrations">env zero: General
 *     OIDC Integrations</a>
 */
public final class Env0 {
  /** The audience of every token. */
  public static final String AUDIENCE = "https://prod.env0.com";

  /**
   * What older tokens name beside {@link #AUDIENCE}, to be tolerated where they are still in use.
   */
  public static final String USERINFO_AUDIENCE = "https://env0.auth0.com/userinfo";

  /** {@code sub}: the organisation's user for deployments; says nothing about which. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code apiKeyType}: {@code oidc} for deployments. */
  public static final StringClaim API_KEY_TYPE = Claim.string("apiKeyType");

  /** {@code organizationId}: the customer, a UUID, never re-used. */
  public static final StringClaim ORGANIZATION_ID = Claim.string("organizationId");

  /** {@code projectId}: the project, a UUID, never re-used. */
  public static final StringClaim PROJECT_ID = Claim.string("projectId");

  /** {@code projectName}: the project's name. */
  public static final StringClaim PROJECT_NAME = Claim.string("projectName");

  /** {@code templateId}: the template, a UUID, never re-used. */
  public static final StringClaim TEMPLATE_ID = Claim.string("templateId");

  /** {@code templateName}: the template's name. */
  public static final StringClaim TEMPLATE_NAME = Claim.string("templateName");

  /** {@code environmentId}: the environment, a UUID, never re-used. */
  public static final StringClaim ENVIRONMENT_ID = Claim.string("environmentId");

  /** {@code environmentName}: the environment's name. */
  public static final StringClaim ENVIRONMENT_NAME = Claim.string("environmentName");

  /** {@code workspaceName}: the Terraform workspace's name. */
  public static final StringClaim WORKSPACE_NAME = Claim.string("workspaceName");

  /** {@code deploymentLogId}: the deployment, a UUID; for audit. */
  public static final StringClaim DEPLOYMENT_LOG_ID = Claim.string("deploymentLogId");

  /**
   * {@code deploymentType}: {@code deploy}, {@code destroy}, {@code prPlan}, {@code task} and
   * others.
   */
  public static final StringClaim DEPLOYMENT_TYPE = Claim.string("deploymentType");

  /** {@code deployerEmail}: who triggered the deployment; for audit. */
  public static final StringClaim DEPLOYER_EMAIL = Claim.string("deployerEmail");

  /** {@code env0Tag}: what the variable {@code ENV0_OIDC_TAG} says, if there is one. */
  public static final StringClaim TAG = Claim.string("env0Tag");

  private static final Duration MAX_LIFETIME = Duration.ofHours(24);

  private static final Issuer ENV0 =
      Issuer.builder("https://login.app.env0.com/")
          .maxLifetime(MAX_LIFETIME)
          .identityClaims(
              ORGANIZATION_ID,
              PROJECT_ID,
              TEMPLATE_ID,
              ENVIRONMENT_ID,
              ENVIRONMENT_NAME,
              DEPLOYMENT_TYPE,
              DEPLOYMENT_LOG_ID)
          .build();

  private Env0() {}

  /**
   * Returns the issuer of all customers. Its keys are cached once for all policies that use it.
   *
   * @return {@code https://login.app.env0.com/}, with the slash
   */
  public static Issuer issuer() {
    return ENV0;
  }

  /**
   * Starts the requirement that a token is of a deployment of one environment. Plans for pull
   * requests, tasks, destructions, and the tokens of people and API keys are refused.
   *
   * @param id the value of {@link #ORGANIZATION_ID}
   * @return the step that asks for the project
   * @throws IllegalArgumentException if the id is not a UUID in lower case
   */
  public static NeedsProject organization(String id) {
    Requirement organization = ORGANIZATION_ID.is(requireId("organisation", id));
    return projectId -> {
      Requirement project = PROJECT_ID.is(requireId("project", projectId));
      return environmentId ->
          Requirement.allOf(
              API_KEY_TYPE.is("oidc"),
              organization,
              project,
              ENVIRONMENT_ID.is(requireId("environment", environmentId)),
              DEPLOYMENT_TYPE.is("deploy"));
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
        API_KEY_TYPE,
        ORGANIZATION_ID,
        PROJECT_ID,
        PROJECT_NAME,
        TEMPLATE_ID,
        TEMPLATE_NAME,
        ENVIRONMENT_ID,
        ENVIRONMENT_NAME,
        WORKSPACE_NAME,
        DEPLOYMENT_LOG_ID,
        DEPLOYMENT_TYPE,
        DEPLOYER_EMAIL,
        TAG);
  }

  /**
   * Reads a verified token as the deployment that it is about.
   *
   * @param token a token of env zero
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every deployment's token has
   */
  public static Env0Job job(VerifiedToken token) {
    return Env0Job.of(token);
  }

  /** The second step of {@link #organization(String)}. */
  @FunctionalInterface
  public interface NeedsProject {
    /**
     * Sets the project.
     *
     * @param projectId the value of {@link #PROJECT_ID}
     * @return the step that asks for the environment
     * @throws IllegalArgumentException if the id is not a UUID in lower case
     */
    NeedsEnvironment project(String projectId);
  }

  /** The last step of {@link #organization(String)}. */
  @FunctionalInterface
  public interface NeedsEnvironment {
    /**
     * Sets the environment.
     *
     * @param environmentId the value of {@link #ENVIRONMENT_ID}
     * @return the requirement on the kind of token, all three ids and the kind of deployment
     *     together
     * @throws IllegalArgumentException if the id is not a UUID in lower case
     */
    Requirement environment(String environmentId);
  }

  private static String requireId(String what, String id) {
    return Identifiers.requireUuid("The id of an env zero " + what, id);
  }
}
