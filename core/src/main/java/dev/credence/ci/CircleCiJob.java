package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.List;
import java.util.Optional;

/**
 * A verified token of CircleCI, read as the job that it is about. Holding one proves no more than
 * the token does: which job was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class CircleCiJob {
  private final VerifiedToken token;
  private final String organizationId;
  private final String projectId;
  private final String jobId;

  private CircleCiJob(VerifiedToken token) {
    this.token = token;
    this.organizationId = required(token, CircleCi.ORGANIZATION_ID);
    this.projectId = required(token, CircleCi.PROJECT_ID);
    this.jobId = required(token, CircleCi.JOB_ID);
  }

  static CircleCiJob of(VerifiedToken token) {
    return new CircleCiJob(token);
  }

  private static String required(VerifiedToken token, StringClaim claim) {
    return JobClaims.required(token, claim, "CircleCI");
  }

  /**
   * Returns the organisation's id; of a fork's pull request that of the original.
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
   * Returns the job.
   *
   * @return a UUID
   */
  public String jobId() {
    return jobId;
  }

  /**
   * Returns the pipeline definition, which says whose configuration runs.
   *
   * @return a UUID, or empty in tokens from before November 2025
   */
  public Optional<String> pipelineDefinitionId() {
    return token.get(CircleCi.PIPELINE_DEFINITION_ID);
  }

  /**
   * Returns the workflow's run.
   *
   * @return a UUID
   */
  public Optional<String> workflowId() {
    return token.get(CircleCi.WORKFLOW_ID);
  }

  /**
   * Returns the contexts that the job uses.
   *
   * @return their UUIDs, unmodifiable
   */
  public List<String> contextIds() {
    return token.get(CircleCi.CONTEXT_IDS).orElse(List.of());
  }

  /**
   * Returns the repository that triggered the pipeline, a fork's own for its pull request.
   *
   * @return the repository, such as {@code github.com/org/repo}, or empty for a custom webhook
   */
  public Optional<String> origin() {
    return token.get(CircleCi.VCS_ORIGIN);
  }

  /**
   * Returns the ref that triggered the pipeline.
   *
   * @return the ref, such as {@code refs/heads/main}, or empty for a custom webhook
   */
  public Optional<String> ref() {
    return token.get(CircleCi.VCS_REF);
  }

  /**
   * Tells whether a person can have had a shell in the job.
   *
   * @return false only if the token says so
   */
  public boolean mayBeSshRerun() {
    return token.get(CircleCi.SSH_RERUN).orElse(true);
  }

  /**
   * Returns the user who triggered the pipeline, from {@code sub}.
   *
   * @return a UUID, or empty if {@code sub} isn't that of a job
   */
  public Optional<String> userId() {
    String before = "org/" + organizationId + "/project/" + projectId + "/user/";
    if (!token.subject().startsWith(before)) {
      return Optional.empty();
    }
    int slash = token.subject().indexOf('/', before.length());
    int end = slash < 0 ? token.subject().length() : slash;
    return Optional.of(token.subject().substring(before.length(), end)).filter(id -> !id.isEmpty());
  }

  /** Returns project and job, which are no secrets. */
  @Override
  public String toString() {
    return "CircleCiJob[projectId=" + projectId + ", jobId=" + jobId + "]";
  }
}
