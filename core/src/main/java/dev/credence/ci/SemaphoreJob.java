package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Optional;

/**
 * A verified token of Semaphore, read as the job that it is about. Holding one proves no more than
 * the token does: which job was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class SemaphoreJob {
  private final VerifiedToken token;
  private final String projectId;
  private final String jobId;

  private SemaphoreJob(VerifiedToken token) {
    this.token = token;
    this.projectId = JobClaims.required(token, Semaphore.PROJECT_ID, "Semaphore");
    this.jobId = JobClaims.required(token, Semaphore.JOB_ID, "Semaphore");
  }

  static SemaphoreJob of(VerifiedToken token) {
    return new SemaphoreJob(token);
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
   * Returns the job.
   *
   * @return a UUID
   */
  public String jobId() {
    return jobId;
  }

  /**
   * Returns the organisation.
   *
   * @return a UUID, never re-used
   */
  public Optional<String> organizationId() {
    return said(Semaphore.ORGANIZATION_ID);
  }

  /**
   * Returns the pipeline.
   *
   * @return a UUID, or empty for a debug session
   */
  public Optional<String> pipelineId() {
    return said(Semaphore.PIPELINE_ID);
  }

  /**
   * Returns the repository.
   *
   * @return {@code owner/name}
   */
  public Optional<String> repository() {
    return said(Semaphore.REPOSITORY_SLUG);
  }

  /**
   * Returns what the job runs on.
   *
   * @return the full ref, such as {@code refs/heads/main}
   */
  public Optional<String> ref() {
    return said(Semaphore.REF);
  }

  /**
   * Returns the pull request that the job runs for.
   *
   * @return its number in text, or empty if it runs for none
   */
  public Optional<String> pullRequest() {
    return said(Semaphore.PULL_REQUEST);
  }

  /**
   * Tells whether the job belongs to a pipeline, so that it is no session in which someone types.
   *
   * @return true for {@code pipeline_job} only
   */
  public boolean isPipelineJob() {
    return said(Semaphore.JOB_TYPE).filter("pipeline_job"::equals).isPresent();
  }

  /** Semaphore says nothing by the empty string. */
  private Optional<String> said(StringClaim claim) {
    return token.get(claim).filter(value -> !value.isEmpty());
  }

  /** Returns project and job, which are no secrets. */
  @Override
  public String toString() {
    return "SemaphoreJob[projectId=" + projectId + ", jobId=" + jobId + "]";
  }
}
