package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake GitHub Actions. Unless told otherwise its jobs run in {@code octo-org/octo-repo}, whose id
 * is 74 and whose owner's id is 65, the repository of GitHub's own documentation.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="scenarios"}
 *
 * @see <a href="https://docs.github.com/en/actions/reference/security/oidc">GitHub: OpenID Connect
 *     reference</a>
 */
public final class GitHubActionsIssuer extends CiIssuer<GitHubActionsIssuer> {
  static final String GITHUB_COM = "https://token.actions.githubusercontent.com";

  /** Where a job asks for tokens. The real one has ids of run and job in it. */
  private static final String REQUEST_PATH = "/run/1//idtoken/2/3";

  /** An account that has nothing to do with the default repository. */
  private static final String STRANGER = "mallory";

  private static final long STRANGER_ID = 666;
  private static final long STRANGERS_REPOSITORY_ID = 13_370;

  GitHubActionsIssuer(String identifier) {
    super(
        identifier,
        "https://github.com/octo-org",
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  @Override
  GitHubActionsIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "RS256");
    header.put("x5t", key.thumbprint());
    header.put("kid", key.id());
    return header;
  }

  /**
   * A push to the default branch, {@code refs/heads/main}.
   *
   * @return the job's token
   */
  public GitHubActionsToken pushToMain() {
    return new GitHubActionsToken(this);
  }

  /**
   * A push to another branch.
   *
   * @param name the branch, such as {@code feature/x}
   * @return the job's token
   */
  public GitHubActionsToken pushToBranch(String name) {
    return pushToMain().ref("refs/heads/" + name);
  }

  /**
   * A push of a tag. A tag named {@code main} is not the branch of that name.
   *
   * @param name the tag, such as {@code v1.0}
   * @return the job's token
   */
  public GitHubActionsToken tag(String name) {
    return pushToMain().ref("refs/tags/" + name);
  }

  /**
   * A job on the default branch, started by a push, that runs in a deployment environment.
   *
   * @param name the environment, such as {@code production}
   * @return the job's token
   */
  public GitHubActionsToken environment(String name) {
    return pushToMain().environment(name);
  }

  /**
   * A pull request from a branch of the same repository.
   *
   * @return the job's token
   */
  public GitHubActionsToken pullRequest() {
    return pushToMain().pullRequest(15, "feature");
  }

  /**
   * A pull request from an outsider's fork. GitHub gives such jobs a token only where a private
   * repository sends write tokens to forks; nothing in the token but the author's name tells it
   * from {@link #pullRequest()}.
   *
   * @return the job's token
   */
  public GitHubActionsToken pullRequestFromFork() {
    return pushToMain().pullRequest(16, "main").actor(STRANGER, STRANGER_ID);
  }

  /**
   * A run for {@code pull_request_target} that an outsider started: {@code ref} is the default
   * branch. GitHub doesn't document its {@code sub}; here it is that of the default branch, which
   * is the worse case for a policy.
   *
   * @return the job's token
   */
  public GitHubActionsToken pullRequestTarget() {
    return pushToMain().event("pull_request_target").actor(STRANGER, STRANGER_ID);
  }

  /**
   * A push to the default branch whose job is defined by a reusable workflow.
   *
   * @param jobWorkflowRef the reusable workflow, {@code O/R/.github/workflows/FILE@REF}
   * @return the job's token
   */
  public GitHubActionsToken reusableWorkflow(String jobWorkflowRef) {
    return pushToMain().jobWorkflowRef(jobWorkflowRef);
  }

  /**
   * A push to the default branch of a stranger's repository.
   *
   * @return the job's token
   */
  public GitHubActionsToken otherRepository() {
    return pushToMain().repository(STRANGER + "/octo-repo", STRANGERS_REPOSITORY_ID, STRANGER_ID);
  }

  /**
   * A push to the default branch of a repository that a stranger registered under the same names
   * after the original was deleted or renamed: every name is the same, every id another.
   *
   * @return the job's token
   */
  public GitHubActionsToken recycledNamespace() {
    return pushToMain()
        .repository("octo-org/octo-repo", STRANGERS_REPOSITORY_ID, STRANGER_ID)
        .actor(STRANGER, STRANGER_ID);
  }

  @Override
  GitHubActionsToken usualJob() {
    return pushToMain();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("CI", "true");
    env.put("GITHUB_ACTIONS", "true");
    env.put("ACTIONS_ID_TOKEN_REQUEST_URL", job.url() + REQUEST_PATH + "?api-version=2.0");
    env.put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", job.credential());
  }

  @Override
  void addRoutes(IssuerServer server) {
    ServerRoute grants = runningJob().grants("Bearer ", RunningJob::audienceInQuery, "value");
    server.route("GET", REQUEST_PATH, grants);
  }
}
