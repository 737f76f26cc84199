package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Optional;

/**
 * A verified token of GitLab CI, read as the job that it is about. Holding one proves no more than
 * the token does: which job was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class GitLabJob {
  private final VerifiedToken token;
  private final String projectId;
  private final String namespaceId;
  private final String projectPath;
  private final String pipelineId;
  private final String jobId;

  private GitLabJob(VerifiedToken token) {
    this.token = token;
    this.projectId = required(token, GitLab.PROJECT_ID);
    this.namespaceId = required(token, GitLab.NAMESPACE_ID);
    this.projectPath = required(token, GitLab.PROJECT_PATH);
    this.pipelineId = required(token, GitLab.PIPELINE_ID);
    this.jobId = required(token, GitLab.JOB_ID);
  }

  static GitLabJob of(VerifiedToken token) {
    return new GitLabJob(token);
  }

  private static String required(VerifiedToken token, StringClaim claim) {
    return JobClaims.required(token, claim, "GitLab CI");
  }

  /**
   * Returns the project's id; of a fork's merge request the fork's.
   *
   * @return the id, a decimal number in text as GitLab sends it
   */
  public String projectId() {
    return projectId;
  }

  /**
   * Returns the id of the group or user that the project is in.
   *
   * @return the id, a decimal number in text as GitLab sends it
   */
  public String namespaceId() {
    return namespaceId;
  }

  /**
   * Returns the project's path.
   *
   * @return group, subgroups and project with slashes between
   */
  public String projectPath() {
    return projectPath;
  }

  /**
   * Returns the project in which the job runs.
   *
   * @return the id, or empty before GitLab 18.4
   */
  public Optional<String> jobProjectId() {
    return token.get(GitLab.JOB_PROJECT_ID);
  }

  /**
   * Returns the pipeline.
   *
   * @return the id, a decimal number in text as GitLab sends it
   */
  public String pipelineId() {
    return pipelineId;
  }

  /**
   * Returns the job.
   *
   * @return the id, a decimal number in text as GitLab sends it
   */
  public String jobId() {
    return jobId;
  }

  /**
   * Returns what started the pipeline.
   *
   * @return the source, such as {@code push}
   */
  public Optional<String> pipelineSource() {
    return token.get(GitLab.PIPELINE_SOURCE);
  }

  /**
   * Returns the full ref; of a merge request that of the source branch.
   *
   * @return the ref, such as {@code refs/heads/main}, or empty before GitLab 16.0
   */
  public Optional<String> ref() {
    return token.get(GitLab.REF_PATH);
  }

  /**
   * Tells whether the branch or tag is a protected one.
   *
   * @return true if the token says so
   */
  public boolean isRefProtected() {
    return token.get(GitLab.REF_PROTECTED).filter("true"::equals).isPresent();
  }

  /**
   * Returns the commit.
   *
   * @return the commit's hash in hexadecimal
   */
  public Optional<String> sha() {
    return token.get(GitLab.SHA);
  }

  /**
   * Returns the job's environment, which any author of a job can name.
   *
   * @return the environment, or empty if the job names none
   */
  public Optional<String> environment() {
    return token.get(GitLab.ENVIRONMENT);
  }

  /**
   * Tells whether the job's environment is a protected one.
   *
   * @return true if the token says so
   */
  public boolean isEnvironmentProtected() {
    return token.get(GitLab.ENVIRONMENT_PROTECTED).filter("true"::equals).isPresent();
  }

  /**
   * Returns who runs the job.
   *
   * @return the user's name
   */
  public Optional<String> user() {
    return token.get(GitLab.USER_LOGIN);
  }

  /** Returns project and job, which are no secrets. */
  @Override
  public String toString() {
    return "GitLabJob[projectId=" + projectId + ", jobId=" + jobId + "]";
  }
}
