package dev.credence.ci;

import dev.credence.VerifiedToken;
import java.util.Optional;

/**
 * A verified token of Harness, read as the pipeline that it is about. Holding one proves no more
 * than the token does, and that is little where holders of API keys can have tokens made: see
 * {@link Harness}.
 *
 * <p>Immutable and thread-safe.
 */
public final class HarnessJob {
  private final VerifiedToken token;
  private final String accountId;

  private HarnessJob(VerifiedToken token) {
    this.token = token;
    this.accountId = JobClaims.required(token, Harness.ACCOUNT_ID, "Harness");
  }

  static HarnessJob of(VerifiedToken token) {
    return new HarnessJob(token);
  }

  /**
   * Returns the account.
   *
   * @return the id
   */
  public String accountId() {
    return accountId;
  }

  /**
   * Returns the organisation.
   *
   * @return the identifier, or empty if the token names none
   */
  public Optional<String> organizationId() {
    return token.get(Harness.ORGANIZATION_ID);
  }

  /**
   * Returns the project.
   *
   * @return the identifier, or empty if the token names none
   */
  public Optional<String> projectId() {
    return token.get(Harness.PROJECT_ID);
  }

  /**
   * Returns the pipeline.
   *
   * @return the identifier, or empty if the token names none
   */
  public Optional<String> pipelineId() {
    return token.get(Harness.PIPELINE_ID);
  }

  /**
   * Returns the environment that is deployed to.
   *
   * @return the identifier, or empty if the token names none
   */
  public Optional<String> environmentId() {
    return token.get(Harness.ENVIRONMENT_ID);
  }

  /**
   * Returns what asked for the token.
   *
   * @return the context, such as {@code PIPELINE_EXECUTION}; not checked by Harness
   */
  public Optional<String> context() {
    return token.get(Harness.CONTEXT);
  }

  /** Returns account and pipeline, which are no secrets. */
  @Override
  public String toString() {
    return "HarnessJob[accountId=" + accountId + ", pipelineId=" + pipelineId().orElse("?") + "]";
  }
}
