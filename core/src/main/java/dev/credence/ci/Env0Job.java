package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Optional;

/**
 * A verified token of env zero, read as the deployment that it is about. Holding one proves no more
 * than the token does: which deployment was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class Env0Job {
  private final VerifiedToken token;
  private final String organizationId;
  private final String projectId;
  private final String environmentId;
  private final String deploymentLogId;

  private Env0Job(VerifiedToken token) {
    this.token = token;
    this.organizationId = required(token, Env0.ORGANIZATION_ID);
    this.projectId = required(token, Env0.PROJECT_ID);
    this.environmentId = required(token, Env0.ENVIRONMENT_ID);
    this.deploymentLogId = required(token, Env0.DEPLOYMENT_LOG_ID);
  }

  static Env0Job of(VerifiedToken token) {
    return new Env0Job(token);
  }

  private static String required(VerifiedToken token, StringClaim claim) {
    return JobClaims.required(token, claim, "an env zero deployment");
  }

  /**
   * Returns the customer.
   *
   * @return a UUID, never re-used
   */
  public String organizationId() {
    return organizationId;
  }

  /**
   * Returns the project.
   *
   * @return a UUID, never re-used
   */
  public String projectId() {
    return projectId;
  }

  /**
   * Returns the environment.
   *
   * @return a UUID, never re-used
   */
  public String environmentId() {
    return environmentId;
  }

  /**
   * Returns the deployment.
   *
   * @return a UUID
   */
  public String deploymentLogId() {
    return deploymentLogId;
  }

  /**
   * Returns the environment's name.
   *
   * @return the name, for people
   */
  public Optional<String> environmentName() {
    return token.get(Env0.ENVIRONMENT_NAME);
  }

  /**
   * Returns the kind of deployment.
   *
   * @return the kind, such as {@code deploy}
   */
  public Optional<String> deploymentType() {
    return token.get(Env0.DEPLOYMENT_TYPE);
  }

  /**
   * Returns who triggered the deployment.
   *
   * @return the address
   */
  public Optional<String> deployerEmail() {
    return token.get(Env0.DEPLOYER_EMAIL);
  }

  /** Returns environment and deployment, which are no secrets. */
  @Override
  public String toString() {
    return "Env0Job[environmentId=" + environmentId + ", deploymentLogId=" + deploymentLogId + "]";
  }
}
