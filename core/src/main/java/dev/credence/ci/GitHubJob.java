package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Optional;

/**
 * A verified token of GitHub Actions, read as the job that it is about. Holding one proves no more
 * than the token does: which job was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 *
 * {@snippet class="snippets.TrustPolicySnippets" region="view"}
 */
public final class GitHubJob {
  private final VerifiedToken token;
  private final String repository;
  private final String repositoryId;
  private final String ownerId;
  private final String runId;

  private GitHubJob(VerifiedToken token) {
    this.token = token;
    this.repository = required(token, GitHubActions.REPOSITORY);
    this.repositoryId = required(token, GitHubActions.REPOSITORY_ID);
    this.ownerId = required(token, GitHubActions.REPOSITORY_OWNER_ID);
    this.runId = required(token, GitHubActions.RUN_ID);
  }

  static GitHubJob of(VerifiedToken token) {
    return new GitHubJob(token);
  }

  private static String required(VerifiedToken token, StringClaim claim) {
    return JobClaims.required(token, claim, "GitHub Actions");
  }

  /**
   * Returns the repository's name.
   *
   * @return {@code owner/name}
   */
  public String repository() {
    return repository;
  }

  /**
   * Returns the repository's id.
   *
   * @return the id, a decimal number in text as GitHub sends it
   */
  public String repositoryId() {
    return repositoryId;
  }

  /**
   * Returns the id of the repository's owner.
   *
   * @return the id, a decimal number in text as GitHub sends it
   */
  public String ownerId() {
    return ownerId;
  }

  /**
   * Returns the workflow run.
   *
   * @return the id, a decimal number in text as GitHub sends it
   */
  public String runId() {
    return runId;
  }

  /**
   * Returns what triggered the run.
   *
   * @return the full ref, such as {@code refs/heads/main}; empty for a deployment of a bare commit
   */
  public Optional<String> ref() {
    return token.get(GitHubActions.REF).filter(ref -> !ref.isEmpty());
  }

  /**
   * Returns the commit.
   *
   * @return the commit's hash in hexadecimal
   */
  public Optional<String> sha() {
    return token.get(GitHubActions.SHA);
  }

  /**
   * Returns the event that started the run.
   *
   * @return the event, such as {@code push}
   */
  public Optional<String> eventName() {
    return token.get(GitHubActions.EVENT_NAME);
  }

  /**
   * Returns the job's deployment environment.
   *
   * @return the environment, or empty if the job names none
   */
  public Optional<String> environment() {
    return token.get(GitHubActions.ENVIRONMENT);
  }

  /**
   * Returns the workflow that defines the job, a reusable one where one is used.
   *
   * @return {@code O/R/.github/workflows/FILE@REF}
   */
  public Optional<String> jobWorkflowRef() {
    return token.get(GitHubActions.JOB_WORKFLOW_REF);
  }

  /**
   * Returns who triggered the run.
   *
   * @return the user's name
   */
  public Optional<String> actor() {
    return token.get(GitHubActions.ACTOR);
  }

  /**
   * Returns the {@code sub} taken apart.
   *
   * @return its parts, or empty if the repository has a customised template
   */
  public Optional<GitHubSubject> subject() {
    return GitHubSubject.parse(token.subject());
  }

  /** Returns repository and run, which are no secrets. */
  @Override
  public String toString() {
    return "GitHubJob[repositoryId=" + repositoryId + ", runId=" + runId + "]";
  }
}
