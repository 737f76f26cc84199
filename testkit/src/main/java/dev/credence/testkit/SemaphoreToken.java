package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A token of a fake Semaphore about to be minted: every claim but the times is a string, the empty
 * one where there is nothing to say. {@code sub}, {@code sub127} and {@code ref_type} follow the
 * ref. Not thread-safe.
 */
public final class SemaphoreToken extends CiToken<SemaphoreToken> {
  /** Semaphore's tokens live for a day. */
  private static final Duration LIFETIME = Duration.ofHours(24);

  private static final int SHORT_REF_LENGTH = 35;

  private final SemaphoreIssuer semaphore;
  private String project = "docs";
  private String projectId = "1e1fcfb5-09c0-487e-b051-2d0b5514c42a";
  private String refType = "branch";
  private String ref = "refs/heads/main";
  private String branch = "main";
  private String tag = "";
  private String pullRequest = "";
  private String pullRequestBranch = "";
  private String jobType = "pipeline_job";

  SemaphoreToken(SemaphoreIssuer issuer) {
    super(issuer);
    this.semaphore = issuer;
  }

  /**
   * Sets the project.
   *
   * @param name its name
   * @param id its id
   * @return this token
   */
  public SemaphoreToken project(String name, String id) {
    this.project = Objects.requireNonNull(name, "name");
    this.projectId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Makes the job one of a branch.
   *
   * @param name the branch, without {@code refs/heads/}
   * @return this token
   */
  public SemaphoreToken branch(String name) {
    this.refType = "branch";
    this.ref = "refs/heads/" + name;
    this.branch = name;
    return this;
  }

  /**
   * Makes the job one of a tag.
   *
   * @param name the tag, without {@code refs/tags/}
   * @return this token
   */
  public SemaphoreToken tag(String name) {
    this.refType = "tag";
    this.ref = "refs/tags/" + name;
    this.branch = ref;
    this.tag = name;
    return this;
  }

  /**
   * Makes the job one of a pull request against {@code main}.
   *
   * @param number the pull request's number
   * @param sourceBranch its source branch
   * @return this token
   */
  public SemaphoreToken pullRequest(int number, String sourceBranch) {
    this.refType = "pull-request";
    this.ref = "refs/pull/" + number + "/merge";
    this.branch = "main";
    this.pullRequest = Integer.toString(number);
    this.pullRequestBranch = Objects.requireNonNull(sourceBranch, "sourceBranch");
    return this;
  }

  SemaphoreToken session(String type) {
    this.jobType = type;
    return this;
  }

  @Override
  SemaphoreToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("actor", "");
    claims.put("aud", audienceClaim());
    claims.put("branch", branch);
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("iss", issuerIdentifier());
    claims.put("job_id", "c117e453-1189-4eaf-b03a-dd6538eb49b2");
    claims.put("job_type", jobType);
    claims.put("jti", "2s557dchalv2mv76kk000el1");
    claims.put("nbf", issuedAtSeconds());
    claims.put("org", semaphore.organization());
    claims.put("org_id", "d7dd33ad-9317-498c-9cc6-51c250749be7");
    putPipeline(claims);
    claims.put("pr", pullRequest);
    claims.put("pr_branch", pullRequestBranch);
    claims.put("prj", project);
    claims.put("prj_id", projectId);
    claims.put("ref", ref);
    claims.put("ref_type", refType);
    claims.put("repo", "web");
    claims.put("repo_slug", "semaphoreci/docs");
    claims.put("sub", subject());
    claims.put("sub127", shortSubject());
    claims.put("tag", tag);
    return claims;
  }

  /** Sessions have neither a pipeline nor a trigger. */
  private void putPipeline(Map<String, Object> claims) {
    boolean pipeline = jobType.equals("pipeline_job");
    claims.put("ppl_id", pipeline ? "1e1fcfb5-09c0-487e-b051-2d0b5514c42a" : "");
    claims.put("trg", pipeline ? "h:f-i:f" : "");
    claims.put("wf_id", pipeline ? "1be81412-6ab8-4fc0-9d0d-7af33335a6ec" : "");
  }

  private String subject() {
    return "org:"
        + semaphore.organization()
        + ":project:"
        + projectId
        + ":repo:web:ref_type:"
        + refType
        + ":ref:"
        + ref;
  }

  /** Cut so far that different refs share one. */
  private String shortSubject() {
    String shortRef = ref.substring("refs/".length());
    String type =
        switch (refType) {
          case "branch" -> "br";
          case "tag" -> "tg";
          default -> "pr";
        };
    return semaphore.organization()
        + ":"
        + projectId
        + ":web:"
        + type
        + ":"
        + shortRef.substring(0, Math.min(SHORT_REF_LENGTH, shortRef.length()));
  }
}
