package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * Bitbucket Pipelines of Bitbucket Cloud: issuers, claims and requirements.
 *
 * <p>Every token has the workspace's own audience, and the audiences that the step's YAML adds
 * stand beside it in the same token: each service that gets it can use it at all the others. So
 * give a step that comes here no other audience, and tolerate the workspace's:
 *
 * <pre>{@code
 * TrustPolicy.named("production-deploy")
 *     .issuer(BitbucketPipelines.issuer("acme"))
 *     .audience("https://deploy.example.com")
 *     .require(
 *         BitbucketPipelines.workspace("{9f8a1c2e-1111-4222-8333-444455556666}")
 *             .repository("{c5a1aaaa-0000-4000-8000-000000000001}")
 *             .deploymentEnvironment("{e0e0aaaa-0000-4000-8000-000000000002}"))
 *     .tolerateAudiences(
 *         BitbucketPipelines.workspaceAudience("{9f8a1c2e-1111-4222-8333-444455556666}"))
 *     .build();
 * }</pre>
 *
 * <p>A policy for the workspace's audience alone works too, but shares it with every other service
 * that the workspace's pipelines go to.
 *
 * <p>Of the claims, which are all strings but for the times, and whose UUIDs stand in braces,
 *
 * <ul>
 *   <li>{@link #WORKSPACE_UUID}, {@link #REPOSITORY_UUID} and {@link #DEPLOYMENT_ENVIRONMENT_UUID}
 *       are never re-used: pin all three, by {@link #workspace(String)}. Bitbucket can restrict an
 *       environment to a branch, and a token is about one only if its step has {@code deployment:};
 *   <li>{@link #BRANCH_NAME} is the source branch of a pull request, chosen by its author;
 *   <li>the workspace's name in the issuer can be registered again after a deletion;
 *   <li>{@link #SUBJECT} ends with the step's UUID and is another each time: no exact value can be
 *       pinned, and {@code {repository}:*} lets in every branch.
 * </ul>
 *
 * <p>Atlassian documents neither the algorithm nor the lifetime: RS256 and an hour are allowed.
 * Tokens have been seen without {@code jti} and {@code nbf}. The issuer's documents may not exist
 * before a first pipeline with {@code oidc: true} has run.
 *
 * <p>Static and thread-safe.
 */
public final class BitbucketPipelines {
  /** {@code sub}: {@code {REPOSITORY}:{STEP}} or {@code {REPOSITORY}:{ENVIRONMENT}:{STEP}}. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code workspaceUuid}: the workspace, never re-used. */
  public static final StringClaim WORKSPACE_UUID = Claim.string("workspaceUuid");

  /** {@code repositoryUuid}: the repository, never re-used. */
  public static final StringClaim REPOSITORY_UUID = Claim.string("repositoryUuid");

  /** {@code deploymentEnvironmentUuid}: the environment of a step with {@code deployment:}. */
  public static final StringClaim DEPLOYMENT_ENVIRONMENT_UUID =
      Claim.string("deploymentEnvironmentUuid");

  /** {@code branchName}: the branch; of a pull request the source branch, chosen by its author. */
  public static final StringClaim BRANCH_NAME = Claim.string("branchName");

  /** {@code pipelineUuid}: the pipeline; for audit. */
  public static final StringClaim PIPELINE_UUID = Claim.string("pipelineUuid");

  /** {@code pipelineRunUuid}: the pipeline's run, in newer tokens; for audit. */
  public static final StringClaim PIPELINE_RUN_UUID = Claim.string("pipelineRunUuid");

  /** {@code stepUuid}: the step; for audit. */
  public static final StringClaim STEP_UUID = Claim.string("stepUuid");

  private static final Duration MAX_LIFETIME = Duration.ofHours(1);

  private BitbucketPipelines() {}

  /**
   * Returns the issuer of a workspace. Keep the result: its keys are cached with it.
   *
   * @param workspace the workspace's name in URLs, such as {@code acme}
   * @return {@code
   *     https://api.bitbucket.org/2.0/workspaces/WORKSPACE/pipelines-config/identity/oidc}
   * @throws IllegalArgumentException if the name is not letters, digits, hyphens and underscores
   */
  public static Issuer issuer(String workspace) {
    String identifier =
        "https://api.bitbucket.org/2.0/workspaces/"
            + Identifiers.requireLabel("The name of a Bitbucket workspace", workspace)
            + "/pipelines-config/identity/oidc";
    return Issuer.builder(identifier)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            WORKSPACE_UUID,
            REPOSITORY_UUID,
            DEPLOYMENT_ENVIRONMENT_UUID,
            BRANCH_NAME,
            PIPELINE_UUID,
            PIPELINE_RUN_UUID,
            STEP_UUID)
        .build();
  }

  /**
   * Returns the audience that every token of a workspace has.
   *
   * @param workspaceUuid the value of {@link #WORKSPACE_UUID}, in lower case and within braces
   * @return {@code ari:cloud:bitbucket::workspace/UUID}, without braces
   * @throws IllegalArgumentException if it is not such a UUID
   */
  public static String workspaceAudience(String workspaceUuid) {
    String braced = requireWorkspace(workspaceUuid);
    return "ari:cloud:bitbucket::workspace/" + braced.substring(1, braced.length() - 1);
  }

  /**
   * Starts the requirement that a token belongs to one repository and one of its deployment
   * environments, by ids that nobody can register again.
   *
   * @param workspaceUuid the value of {@link #WORKSPACE_UUID}, in lower case and within braces
   * @return the step that asks for the repository
   * @throws IllegalArgumentException if it is not such a UUID
   */
  public static NeedsRepository workspace(String workspaceUuid) {
    Requirement workspace = WORKSPACE_UUID.is(requireWorkspace(workspaceUuid));
    return repositoryUuid -> {
      Requirement repository =
          Requirement.allOf(
              workspace,
              REPOSITORY_UUID.is(
                  Identifiers.requireBracedUuid(
                      "The UUID of a Bitbucket repository", repositoryUuid)));
      return () -> repository;
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
        WORKSPACE_UUID,
        REPOSITORY_UUID,
        DEPLOYMENT_ENVIRONMENT_UUID,
        BRANCH_NAME,
        PIPELINE_UUID,
        PIPELINE_RUN_UUID,
        STEP_UUID);
  }

  /**
   * Reads a verified token as the step that it is about.
   *
   * @param token a token of Bitbucket Pipelines
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every token of Bitbucket has
   */
  public static BitbucketJob job(VerifiedToken token) {
    return BitbucketJob.of(token);
  }

  /** The second step of {@link #workspace(String)}. */
  @FunctionalInterface
  public interface NeedsRepository {
    /**
     * Sets the repository.
     *
     * @param repositoryUuid the value of {@link #REPOSITORY_UUID}, in lower case and within braces
     * @return the step that asks for the deployment environment
     * @throws IllegalArgumentException if it is not such a UUID
     */
    NeedsEnvironment repository(String repositoryUuid);
  }

  /** The last step of {@link #workspace(String)}. */
  @FunctionalInterface
  public interface NeedsEnvironment {
    /**
     * Asks for no deployment environment, so that every step of every branch and pull request with
     * {@code oidc: true} is let in.
     *
     * @return the requirement on workspace and repository together
     */
    Requirement anyStep();

    /**
     * Sets the deployment environment.
     *
     * @param environmentUuid the value of {@link #DEPLOYMENT_ENVIRONMENT_UUID}, in lower case and
     *     within braces
     * @return the requirement on workspace, repository and environment together
     * @throws IllegalArgumentException if it is not such a UUID
     */
    default Requirement deploymentEnvironment(String environmentUuid) {
      return Requirement.allOf(
          anyStep(),
          DEPLOYMENT_ENVIRONMENT_UUID.is(
              Identifiers.requireBracedUuid(
                  "The UUID of a Bitbucket deployment environment", environmentUuid)));
    }
  }

  private static String requireWorkspace(String uuid) {
    return Identifiers.requireBracedUuid("The UUID of a Bitbucket workspace", uuid);
  }
}
