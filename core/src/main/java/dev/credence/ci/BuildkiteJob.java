package dev.credence.ci;

import dev.credence.VerifiedToken;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A verified token of Buildkite, read as the job that it is about. Holding one proves no more than
 * the token does: which job was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class BuildkiteJob {
  private final VerifiedToken token;
  private final String jobId;
  private final String organizationSlug;
  private final String pipelineSlug;
  private final BigInteger buildNumber;

  private BuildkiteJob(VerifiedToken token) {
    this.token = token;
    this.jobId = JobClaims.required(token, Buildkite.JOB_ID, "Buildkite");
    this.organizationSlug = JobClaims.required(token, Buildkite.ORGANIZATION_SLUG, "Buildkite");
    this.pipelineSlug = JobClaims.required(token, Buildkite.PIPELINE_SLUG, "Buildkite");
    this.buildNumber = JobClaims.required(token, Buildkite.BUILD_NUMBER, "Buildkite");
  }

  static BuildkiteJob of(VerifiedToken token) {
    return new BuildkiteJob(token);
  }

  /**
   * Returns the job.
   *
   * @return the id, a UUID
   */
  public String jobId() {
    return jobId;
  }

  /**
   * Returns the organisation.
   *
   * @return the id, a UUID; empty if the job didn't ask for it
   */
  public Optional<String> organizationId() {
    return token.get(Buildkite.ORGANIZATION_ID);
  }

  /**
   * Returns the pipeline.
   *
   * @return the id, a UUID; empty if the job didn't ask for it
   */
  public Optional<String> pipelineId() {
    return token.get(Buildkite.PIPELINE_ID);
  }

  /**
   * Returns the organisation's name.
   *
   * @return the slug, which can be registered again after a rename
   */
  public String organizationSlug() {
    return organizationSlug;
  }

  /**
   * Returns the pipeline's name.
   *
   * @return the slug, which can be registered again after a rename
   */
  public String pipelineSlug() {
    return pipelineSlug;
  }

  /**
   * Returns the count of builds of the pipeline.
   *
   * @return the number of this build
   */
  public BigInteger buildNumber() {
    return buildNumber;
  }

  /**
   * Returns the branch that the build was started with.
   *
   * @return the branch, of a fork too
   */
  public Optional<String> branch() {
    return token.get(Buildkite.BUILD_BRANCH);
  }

  /**
   * Returns the tag that the build was started with.
   *
   * @return the tag, or empty without one
   */
  public Optional<String> tag() {
    return token.get(Buildkite.BUILD_TAG);
  }

  /**
   * Returns the commit.
   *
   * @return the hash in hexadecimal, or {@code HEAD}
   */
  public Optional<String> commit() {
    return token.get(Buildkite.BUILD_COMMIT);
  }

  /**
   * Returns the step's key.
   *
   * @return the key, or empty if the step has none
   */
  public Optional<String> stepKey() {
    return token.get(Buildkite.STEP_KEY);
  }

  /** Returns job and build, which are no secrets. */
  @Override
  public String toString() {
    return "BuildkiteJob[jobId=" + jobId + ", buildNumber=" + buildNumber + "]";
  }
}
