package dev.credence.ci;

import dev.credence.VerifiedToken;
import java.util.Optional;

/**
 * A verified token of Bitbucket Pipelines, read as the step that it is about. Holding one proves no
 * more than the token does: which step was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class BitbucketJob {
  private final VerifiedToken token;
  private final String workspaceUuid;
  private final String repositoryUuid;

  private BitbucketJob(VerifiedToken token) {
    this.token = token;
    this.workspaceUuid =
        JobClaims.required(token, BitbucketPipelines.WORKSPACE_UUID, "Bitbucket Pipelines");
    this.repositoryUuid =
        JobClaims.required(token, BitbucketPipelines.REPOSITORY_UUID, "Bitbucket Pipelines");
  }

  static BitbucketJob of(VerifiedToken token) {
    return new BitbucketJob(token);
  }

  /**
   * Returns the workspace.
   *
   * @return the UUID within braces
   */
  public String workspaceUuid() {
    return workspaceUuid;
  }

  /**
   * Returns the repository.
   *
   * @return the UUID within braces
   */
  public String repositoryUuid() {
    return repositoryUuid;
  }

  /**
   * Returns the step's deployment environment.
   *
   * @return the UUID within braces, or empty if the step has no {@code deployment:}
   */
  public Optional<String> deploymentEnvironmentUuid() {
    return token.get(BitbucketPipelines.DEPLOYMENT_ENVIRONMENT_UUID);
  }

  /**
   * Returns the pipeline.
   *
   * @return the UUID within braces
   */
  public Optional<String> pipelineUuid() {
    return token.get(BitbucketPipelines.PIPELINE_UUID);
  }

  /**
   * Returns the step.
   *
   * @return the UUID within braces
   */
  public Optional<String> stepUuid() {
    return token.get(BitbucketPipelines.STEP_UUID);
  }

  /**
   * Returns the branch.
   *
   * @return the branch; of a pull request the source branch
   */
  public Optional<String> branchName() {
    return token.get(BitbucketPipelines.BRANCH_NAME);
  }

  /** Returns repository and step, which are no secrets. */
  @Override
  public String toString() {
    return "BitbucketJob[repositoryUuid="
        + repositoryUuid
        + ", stepUuid="
        + stepUuid().orElse("?")
        + "]";
  }
}
