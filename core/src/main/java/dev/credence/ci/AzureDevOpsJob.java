package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Optional;

/**
 * A verified pipeline token of Azure DevOps, read as the job that it is about. Holding one proves
 * no more than the token does: which job was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class AzureDevOpsJob {
  private final VerifiedToken token;
  private final String organizationId;
  private final String projectId;
  private final String pipelineId;

  private AzureDevOpsJob(VerifiedToken token) {
    this.token = token;
    this.organizationId = required(token, AzureDevOps.ORGANIZATION_ID);
    this.projectId = required(token, AzureDevOps.PROJECT_ID);
    this.pipelineId = required(token, AzureDevOps.PIPELINE_ID);
  }

  static AzureDevOpsJob of(VerifiedToken token) {
    return new AzureDevOpsJob(token);
  }

  private static String required(VerifiedToken token, StringClaim claim) {
    return JobClaims.required(token, claim, "an Azure DevOps pipeline");
  }

  /**
   * Returns the organisation's id.
   *
   * @return a UUID
   */
  public String organizationId() {
    return organizationId;
  }

  /**
   * Returns the project's id.
   *
   * @return a UUID
   */
  public String projectId() {
    return projectId;
  }

  /**
   * Returns the pipeline's definition.
   *
   * @return the id, a decimal number in text as Azure DevOps sends it
   */
  public String pipelineId() {
    return pipelineId;
  }

  /**
   * Returns the run.
   *
   * @return the id, a decimal number in text as Azure DevOps sends it
   */
  public Optional<String> runId() {
    return token.get(AzureDevOps.RUN_ID);
  }

  /**
   * Returns where the repository is cloned from.
   *
   * @return a URL, made of names
   */
  public Optional<String> repositoryUri() {
    return token.get(AzureDevOps.REPOSITORY_URI);
  }

  /**
   * Returns the ref that is built.
   *
   * @return the full ref, such as {@code refs/heads/main}
   */
  public Optional<String> ref() {
    return token.get(AzureDevOps.REF);
  }

  /**
   * Returns the commit.
   *
   * @return the commit's hash in hexadecimal
   */
  public Optional<String> sha() {
    return token.get(AzureDevOps.COMMIT);
  }

  /** Returns project, pipeline and run, which are no secrets. */
  @Override
  public String toString() {
    return "AzureDevOpsJob[projectId="
        + projectId
        + ", pipelineId="
        + pipelineId
        + ", runId="
        + runId().orElse("?")
        + "]";
  }
}
