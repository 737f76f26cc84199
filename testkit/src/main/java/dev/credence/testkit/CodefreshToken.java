package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake Codefresh about to be minted: every claim but the times is a string, and {@code
 * sub} is put together from those that the trigger knows of. There is neither {@code jti} nor
 * {@code nbf}. Not thread-safe.
 */
public final class CodefreshToken extends CiToken<CodefreshToken> {
  /** Codefresh's tokens live five minutes. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private String accountId = "5f30ebd30312313ae7008";
  private String accountName = "codefresh-user";
  private String pipelineId = "64f0c40800aafd1455566";
  private String pipelineName = "oidc/git-run";
  private String user = "codefresh-user";
  private String ref = "codefresh-patch-3";
  private boolean byGit = true;
  private @Nullable String initiator;
  private @Nullable String targetBranch;

  CodefreshToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the account.
   *
   * @param id its id
   * @param name its name
   * @return this token
   */
  public CodefreshToken account(String id, String name) {
    this.accountId = Objects.requireNonNull(id, "id");
    this.accountName = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the pipeline.
   *
   * @param id its id
   * @param name its name, {@code project/pipeline}
   * @return this token
   */
  public CodefreshToken pipeline(String id, String name) {
    this.pipelineId = Objects.requireNonNull(id, "id");
    this.pipelineName = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets what is built.
   *
   * @param branchOrTag the name, without {@code refs/heads/}
   * @return this token
   */
  public CodefreshToken ref(String branchOrTag) {
    this.ref = Objects.requireNonNull(branchOrTag, "branchOrTag");
    return this;
  }

  /**
   * Sets who pushed.
   *
   * @param name the user at the Git host
   * @return this token
   */
  public CodefreshToken user(String name) {
    this.user = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Makes the build one of a pull request.
   *
   * @param target the target branch
   * @return this token
   */
  public CodefreshToken pullRequestAgainst(String target) {
    this.targetBranch = Objects.requireNonNull(target, "target");
    return this;
  }

  CodefreshToken initiator(String name) {
    this.initiator = name;
    return this;
  }

  CodefreshToken withoutGit() {
    this.byGit = false;
    return this;
  }

  @Override
  CodefreshToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> trigger = trigger();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", subject(trigger));
    claims.put("account_id", accountId);
    claims.put("account_name", accountName);
    claims.put("pipeline_id", pipelineId);
    claims.put("pipeline_name", pipelineName);
    claims.put("workflow_id", "64f447c02199f903000gh20");
    claims.putAll(trigger);
    claims.put("aud", audienceClaim());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("iss", issuerIdentifier());
    return claims;
  }

  /** The claims of the trigger, in the order in which {@code sub} names them. */
  private Map<String, Object> trigger() {
    Map<String, Object> trigger = new LinkedHashMap<>();
    if (initiator != null) {
      trigger.put("initiator", initiator);
    }
    if (byGit) {
      trigger.put("scm_repo_url", "https://github.com/codefresh-user/oidc-test");
      trigger.put("scm_user_name", user);
      trigger.put("scm_ref", ref);
    }
    if (targetBranch != null) {
      trigger.put("scm_pull_request_target_branch", targetBranch);
    }
    return trigger;
  }

  private String subject(Map<String, Object> trigger) {
    StringBuilder subject = new StringBuilder();
    subject.append("account:").append(accountId).append(":pipeline:").append(pipelineId);
    trigger.forEach((name, value) -> subject.append(':').append(name).append(':').append(value));
    return subject.toString();
  }
}
