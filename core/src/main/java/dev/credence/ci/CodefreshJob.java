package dev.credence.ci;

import dev.credence.VerifiedToken;
import dev.credence.claim.StringClaim;
import java.util.Optional;

/**
 * A verified token of Codefresh, read as the build that it is about. Holding one proves no more
 * than the token does: which build was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class CodefreshJob {
  private final VerifiedToken token;
  private final String accountId;
  private final String pipelineId;
  private final String workflowId;

  private CodefreshJob(VerifiedToken token) {
    this.token = token;
    this.accountId = required(token, Codefresh.ACCOUNT_ID);
    this.pipelineId = required(token, Codefresh.PIPELINE_ID);
    this.workflowId = required(token, Codefresh.WORKFLOW_ID);
  }

  static CodefreshJob of(VerifiedToken token) {
    return new CodefreshJob(token);
  }

  private static String required(VerifiedToken token, StringClaim claim) {
    return JobClaims.required(token, claim, "Codefresh");
  }

  /**
   * Returns the customer.
   *
   * @return the account's id, never re-used
   */
  public String accountId() {
    return accountId;
  }

  /**
   * Returns the pipeline.
   *
   * @return the id, never re-used
   */
  public String pipelineId() {
    return pipelineId;
  }

  /**
   * Returns the build.
   *
   * @return the workflow's id
   */
  public String workflowId() {
    return workflowId;
  }

  /**
   * Returns the repository.
   *
   * @return its URL, or empty if Git didn't trigger the build
   */
  public Optional<String> repositoryUrl() {
    return token.get(Codefresh.SCM_REPO_URL);
  }

  /**
   * Returns what the build runs on.
   *
   * @return a branch or tag, a pull request's source branch, or empty if Git didn't trigger the
   *     build
   */
  public Optional<String> ref() {
    return token.get(Codefresh.SCM_REF);
  }

  /**
   * Returns which branch a pull request is meant for.
   *
   * @return its target branch, or empty if the build is not a pull request's
   */
  public Optional<String> pullRequestTargetBranch() {
    return token.get(Codefresh.SCM_PULL_REQUEST_TARGET_BRANCH);
  }

  /**
   * Returns who started the build by hand.
   *
   * @return the user's name, or empty if something else started it
   */
  public Optional<String> initiator() {
    return token.get(Codefresh.INITIATOR);
  }

  /** Returns pipeline and build, which are no secrets. */
  @Override
  public String toString() {
    return "CodefreshJob[pipelineId=" + pipelineId + ", workflowId=" + workflowId + "]";
  }
}
