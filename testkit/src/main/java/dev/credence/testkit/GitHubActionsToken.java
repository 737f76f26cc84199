package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake GitHub Actions about to be minted: every claim that GitHub documents, all of
 * them strings but for the times. Those that depend on one another, such as {@code sub}, {@code
 * ref_type} and {@code workflow_ref}, follow. Not thread-safe.
 */
public final class GitHubActionsToken extends CiToken<GitHubActionsToken> {
  /** GitHub's tokens live five minutes. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  /** GitHub dates {@code nbf} ten minutes back. */
  private static final Duration BACKDATED = Duration.ofMinutes(10);

  private static final String WORKFLOW_FILE = "/.github/workflows/release.yml@";
  private static final String SHA = "0f1e2d3c4b5a69788796a5b4c3d2e1f001122334";

  private String repository = "octo-org/octo-repo";
  private long repositoryId = 74;
  private long ownerId = 65;
  private String visibility = "private";
  private String ref = "refs/heads/main";
  private String event = "push";
  private String headRef = "";
  private String baseRef = "";
  private @Nullable String environment;
  private @Nullable String jobWorkflowRef;
  private String actor = "octocat";
  private long actorId = 12;
  private boolean selfHosted;
  private boolean idsInSubject = true;

  GitHubActionsToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the repository.
   *
   * @param fullName {@code owner/name}
   * @param id the repository's id
   * @param idOfOwner the owner's id
   * @return this token
   */
  public GitHubActionsToken repository(String fullName, long id, long idOfOwner) {
    if (fullName.indexOf('/') <= 0) {
      throw new IllegalArgumentException(
          "A repository is named owner/name, such as \"octo-org/octo-repo\"");
    }
    this.repository = fullName;
    this.repositoryId = id;
    this.ownerId = idOfOwner;
    return this;
  }

  /**
   * Sets the repository's visibility.
   *
   * @param value {@code public}, {@code private} or {@code internal}
   * @return this token
   */
  public GitHubActionsToken visibility(String value) {
    this.visibility = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Sets the ref that triggered the run; {@code ref_type}, {@code workflow_ref} and {@code sub}
   * follow.
   *
   * @param value the full ref, such as {@code refs/heads/main}
   * @return this token
   */
  public GitHubActionsToken ref(String value) {
    this.ref = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Sets the event that started the run, without changing the ref.
   *
   * @param name the event, such as {@code workflow_dispatch}
   * @return this token
   */
  public GitHubActionsToken event(String name) {
    this.event = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Lets the job run in a deployment environment; {@code sub} follows.
   *
   * @param name the environment
   * @return this token
   */
  public GitHubActionsToken environment(String name) {
    this.environment = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Makes the run one for a pull request against {@code main}; ref, event and {@code sub} follow.
   *
   * @param number the pull request's number
   * @param sourceBranch the source branch, without {@code refs/heads/}
   * @return this token
   */
  public GitHubActionsToken pullRequest(int number, String sourceBranch) {
    this.event = "pull_request";
    this.ref = "refs/pull/" + number + "/merge";
    this.headRef = Objects.requireNonNull(sourceBranch, "sourceBranch");
    this.baseRef = "main";
    return this;
  }

  /**
   * Lets a reusable workflow define the job.
   *
   * @param value {@code O/R/.github/workflows/FILE@REF}
   * @return this token
   */
  public GitHubActionsToken jobWorkflowRef(String value) {
    this.jobWorkflowRef = Objects.requireNonNull(value, "value");
    return this;
  }

  /**
   * Sets who triggered the run.
   *
   * @param name the user's name
   * @param id the user's id
   * @return this token
   */
  public GitHubActionsToken actor(String name, long id) {
    this.actor = Objects.requireNonNull(name, "name");
    this.actorId = id;
    return this;
  }

  /**
   * Lets the job run on a runner of the owner's.
   *
   * @return this token
   */
  public GitHubActionsToken selfHosted() {
    this.selfHosted = true;
    return this;
  }

  /**
   * Gives the token the {@code sub} of repositories from before 2026-07-15, which holds names only.
   *
   * @return this token
   */
  public GitHubActionsToken subjectWithoutIds() {
    this.idsInSubject = false;
    return this;
  }

  @Override
  GitHubActionsToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("sub", subject());
    claims.put("aud", audienceClaim());
    putWhatRuns(claims);
    putWho(claims);
    claims.put("iss", issuerIdentifier());
    claims.put("nbf", issuedAtSeconds() - BACKDATED.toSeconds());
    claims.put("iat", issuedAtSeconds());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    return claims;
  }

  private void putWhatRuns(Map<String, Object> claims) {
    String workflowRef = repository + WORKFLOW_FILE + ref;
    claims.put("ref", ref);
    claims.put("ref_type", ref.startsWith("refs/tags/") ? "tag" : "branch");
    claims.put("ref_protected", Boolean.toString(ref.equals("refs/heads/main")));
    claims.put("sha", SHA);
    claims.put("event_name", event);
    claims.put("head_ref", headRef);
    claims.put("base_ref", baseRef);
    if (environment != null) {
      claims.put("environment", environment);
    }
    claims.put("workflow", "Release");
    claims.put("workflow_ref", workflowRef);
    claims.put("workflow_sha", SHA);
    claims.put("job_workflow_ref", jobWorkflowRef == null ? workflowRef : jobWorkflowRef);
    claims.put("job_workflow_sha", SHA);
    claims.put("runner_environment", selfHosted ? "self-hosted" : "github-hosted");
    claims.put("run_id", "1234567890");
    claims.put("run_number", "10");
    claims.put("run_attempt", "2");
    claims.put("check_run_id", "41234567890");
  }

  private void putWho(Map<String, Object> claims) {
    claims.put("repository", repository);
    claims.put("repository_owner", owner());
    claims.put("repository_id", Long.toString(repositoryId));
    claims.put("repository_owner_id", Long.toString(ownerId));
    claims.put("repository_visibility", visibility);
    claims.put("actor", actor);
    claims.put("actor_id", Long.toString(actorId));
  }

  private String owner() {
    return repository.substring(0, repository.indexOf('/'));
  }

  /** An environment comes before a pull request, and that before a ref, as GitHub documents it. */
  private String subject() {
    String name = repository.substring(repository.indexOf('/') + 1);
    String repo =
        idsInSubject ? owner() + "@" + ownerId + "/" + name + "@" + repositoryId : repository;
    return "repo:" + repo + ":" + context();
  }

  private String context() {
    if (environment != null) {
      return "environment:" + environment.replace(":", "%3A");
    }
    return event.equals("pull_request") ? "pull_request" : "ref:" + ref.replace(":", "%3A");
  }
}
