package dev.credence.testkit;

import dev.credence.ambient.GitLabIdTokens;
import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fake GitLab. Unless told otherwise its jobs run in {@code my-group/my-project}, whose id is 20
 * and whose namespace's id is 72, the project of GitLab's own documentation.
 *
 * <p>The real one's tokens have the audience that the job's YAML gives them; these have {@code
 * https://vault.example.com} until {@link #audience(String)} is called. Each scenario returns a
 * token that can be changed further before it is signed. Thread-safe.
 *
 * @see <a href="https://docs.gitlab.com/ci/secrets/id_token_authentication/">GitLab: OpenID Connect
 *     authentication using ID tokens</a>
 */
public final class GitLabIssuer extends CiIssuer<GitLabIssuer> {
  static final String GITLAB_COM = "https://gitlab.com";

  private static final String STRANGERS_GROUP = "mallory";
  private static final long STRANGERS_NAMESPACE_ID = 666;
  private static final long STRANGERS_PROJECT_ID = 13_370;

  GitLabIssuer(String identifier) {
    super(
        identifier,
        "https://vault.example.com",
        SigningKey.generate(KeyIds::jwkThumbprint, SignatureAlgorithm.RS256));
  }

  @Override
  GitLabIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "RS256");
    header.put("kid", key.id());
    return header;
  }

  /**
   * The job of GitLab's documentation: a push to the unprotected branch {@code feature-branch-1},
   * in the environment {@code test-environment2}.
   *
   * @return the job's token
   */
  public GitLabToken documentedSample() {
    return new GitLabToken(this)
        .branch("feature-branch-1", false)
        .configRef("refs/heads/main")
        .environment("test-environment2", "testing");
  }

  /**
   * A push to the protected branch {@code main}.
   *
   * @return the job's token
   */
  public GitLabToken pushToMain() {
    return new GitLabToken(this);
  }

  /**
   * A push to an unprotected branch.
   *
   * @param name the branch, such as {@code feature/x}
   * @return the job's token
   */
  public GitLabToken pushToBranch(String name) {
    return pushToMain().branch(name, false);
  }

  /**
   * A push of an unprotected tag. A tag named {@code main} has the same {@code ref} as the branch.
   *
   * @param name the tag, such as {@code v1.0}
   * @return the job's token
   */
  public GitLabToken tag(String name) {
    return pushToMain().tagged(name, false);
  }

  /**
   * A job on {@code main} in an environment that isn't protected: any author of a job can name it.
   *
   * @param name the environment, such as {@code production}
   * @return the job's token
   */
  public GitLabToken environment(String name) {
    return pushToMain().environment(name, "production");
  }

  /**
   * A job on {@code main} in a protected environment.
   *
   * @param name the environment, such as {@code production}
   * @return the job's token
   */
  public GitLabToken protectedEnvironment(String name) {
    return environment(name).environmentProtected();
  }

  /**
   * A merge request from a branch of the same project.
   *
   * @return the job's token
   */
  public GitLabToken mergeRequest() {
    return pushToBranch("feature").pipelineSource("merge_request_event");
  }

  /**
   * A merge request from the branch {@code main} of a stranger's fork, whose pipeline runs in the
   * fork, with the fork's identity.
   *
   * @return the job's token
   */
  public GitLabToken mergeRequestFromFork() {
    return otherProject().pipelineSource("merge_request_event");
  }

  /**
   * A merge request from the branch {@code main} of a stranger's fork, whose pipeline a member of
   * the parent project runs there: {@code project_id} is the fork's and {@code job_project_id} the
   * parent's. GitLab doesn't document whether {@code ref_protected} is then {@code "true"}; here it
   * is, which is the worse case for a policy.
   *
   * @return the job's token
   */
  public GitLabToken mergeRequestFromForkInParent() {
    GitLabToken parent = pushToMain();
    return mergeRequestFromFork().runningIn(parent);
  }

  /**
   * {@link #mergeRequestFromForkInParent()} as GitLab was before 18.2.2: the token has the identity
   * of the parent's protected branch although the fork's code runs, and no {@code job_project_id}.
   *
   * @return the job's token
   */
  public GitLabToken mergeRequestFromForkInUnpatchedParent() {
    return pushToMain().pipelineSource("merge_request_event").withoutJobProject();
  }

  /**
   * A push to {@code main} of a stranger's project.
   *
   * @return the job's token
   */
  public GitLabToken otherProject() {
    return pushToMain()
        .project(STRANGERS_GROUP + "/my-project", STRANGERS_PROJECT_ID, STRANGERS_NAMESPACE_ID)
        .user(STRANGERS_GROUP, STRANGERS_NAMESPACE_ID);
  }

  /**
   * A push to {@code main} of a project that a stranger registered under the same path after the
   * original was deleted or renamed: every name is the same, every id another. Since 2026
   * gitlab.com mints no token whose {@code sub} has such a path, but does where the {@code sub}
   * begins with the project's id.
   *
   * @return the job's token
   */
  public GitLabToken recycledPath() {
    return otherProject()
        .project("my-group/my-project", STRANGERS_PROJECT_ID, STRANGERS_NAMESPACE_ID);
  }

  /**
   * A push to {@code main} whose pipeline is configured in another project: {@code
   * ci_config_ref_uri} is null.
   *
   * @return the job's token
   */
  public GitLabToken configInAnotherProject() {
    return pushToMain().withoutConfigRef();
  }

  /**
   * The ID token of a user who logs in with GitLab, which has the same issuer and is signed with a
   * key from the same set. It has the given audience only if an application has that as its id.
   *
   * @return the user's token
   */
  public InconsistentToken login() {
    GitLabToken job = pushToMain();
    InconsistentToken token = job.inconsistent();
    job.usualClaims().keySet().forEach(token::without);
    return token
        .claim("iss", identifier())
        .claim("sub", "1")
        .claim("aud", job.audienceClaim())
        .claim("exp", job.issuedAtSeconds() + GitLabToken.LOGIN_LIFETIME.toSeconds())
        .claim("iat", job.issuedAtSeconds())
        .claim("auth_time", job.issuedAtSeconds());
  }

  @Override
  GitLabToken usualJob() {
    return pushToMain();
  }

  /** As if the job's YAML declared the token by the usual name for its audience. */
  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    CiToken<?> token = job.token();
    env.put("CI", "true");
    env.put("GITLAB_CI", "true");
    env.put("CI_JOB_NAME", "deploy");
    env.put("CI_SERVER_URL", identifier());
    env.put(GitLabIdTokens.usualVariable(token.audiences().get(0)), token.sign());
  }
}
