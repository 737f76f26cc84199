package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake Buildkite. Unless told otherwise its jobs run the step {@code build} of the pipeline
 * {@code super-duper-app} of {@code acme-inc}, those of Buildkite's own documentation. As with the
 * real one, the ids that can't be re-used are in a token only if the job {@linkplain
 * BuildkiteToken#requestClaims asks for them}:
 *
 * <pre>{@code
 * buildkite.pushToMain().requestClaims("organization_id", "pipeline_id").sign()
 * }</pre>
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class BuildkiteIssuer extends CiIssuer<BuildkiteIssuer> {
  /** The {@code organization_id} of the default organisation. */
  public static final String ORGANIZATION_ID = "0184990a-4770-4d37-8a4e-2a6f6a0a6d10";

  /** The {@code pipeline_id} of the default pipeline. */
  public static final String PIPELINE_ID = "0184990a-4771-4c1e-9f43-5d2f8f3e7b21";

  private static final String JOB_ID = "0184990a-477b-4fa8-9968-496074483cee";
  private static final String STRANGERS_ORGANIZATION_ID = "0184990a-6666-4666-8666-666666666661";
  private static final String STRANGERS_PIPELINE_ID = "0184990a-6666-4666-8666-666666666662";

  BuildkiteIssuer() {
    super(
        "https://agent.buildkite.com",
        "https://buildkite.com/acme-inc",
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  /**
   * The job of Buildkite's documentation: a build of branch {@code main} and tag {@code v1.0.0},
   * started in the web interface.
   *
   * @return the job's token
   */
  public BuildkiteToken documentedSample() {
    return new BuildkiteToken(this).source("ui").tagOfBranch("v1.0.0");
  }

  /**
   * A push to the branch {@code main}.
   *
   * @return the job's token
   */
  public BuildkiteToken pushToMain() {
    return new BuildkiteToken(this);
  }

  /**
   * A push to another branch.
   *
   * @param name the branch, such as {@code feature/x}
   * @return the job's token
   */
  public BuildkiteToken pushToBranch(String name) {
    return pushToMain().branch(name);
  }

  /**
   * A push of a tag. Buildkite doesn't document the branch of such a build; here it has the tag's
   * name.
   *
   * @param name the tag, such as {@code v1.0}
   * @return the job's token
   */
  public BuildkiteToken tag(String name) {
    return pushToMain().branch(name).tagOfBranch(name);
  }

  /**
   * A pull request from a branch of the same repository: to the token a push to that branch.
   *
   * @return the job's token
   */
  public BuildkiteToken pullRequest() {
    return pushToMain().branch("feature");
  }

  /**
   * A pull request from an outsider's fork, where the pipeline prefixes the branches of forks: the
   * branch is {@code mallory:main}.
   *
   * @return the job's token
   */
  public BuildkiteToken pullRequestFromFork() {
    return pushToMain().branch("mallory:main");
  }

  /**
   * A pull request from the branch {@code main} of an outsider's fork, where the pipeline doesn't
   * prefix the branches of forks. It is {@link #pushToMain()} but for the commit: no policy can
   * refuse it.
   *
   * @return the job's token
   */
  public BuildkiteToken pullRequestFromForkWithoutPrefix() {
    return pushToMain().commit("6666666666666666666666666666666666666666");
  }

  /**
   * A build started through the API with the branch {@code main} and any commit.
   *
   * @return the job's token
   */
  public BuildkiteToken startedThroughApi() {
    return pushToMain().source("api").commit("HEAD");
  }

  /**
   * A push to the branch {@code main} of a stranger's pipeline of the same name.
   *
   * @return the job's token
   */
  public BuildkiteToken otherOrganization() {
    return pushToMain()
        .organization("mallory", STRANGERS_ORGANIZATION_ID)
        .pipeline("super-duper-app", STRANGERS_PIPELINE_ID);
  }

  /**
   * A push to the branch {@code main} of another pipeline of the organisation.
   *
   * @return the job's token
   */
  public BuildkiteToken otherPipeline() {
    return pushToMain().pipeline("sandbox", STRANGERS_PIPELINE_ID);
  }

  /**
   * A push to the branch {@code main} of a pipeline that a stranger registered under the same names
   * after the original was renamed: every name is the same, every id another.
   *
   * @return the job's token
   */
  public BuildkiteToken recycledSlugs() {
    return pushToMain()
        .organization("acme-inc", STRANGERS_ORGANIZATION_ID)
        .pipeline("super-duper-app", STRANGERS_PIPELINE_ID);
  }

  @Override
  BuildkiteIssuer self() {
    return this;
  }

  /** Buildkite documents no header; this is the usual one. */
  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("kid", key.id());
    header.put("typ", "JWT");
    return header;
  }

  @Override
  BuildkiteToken usualJob() {
    return pushToMain();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("CI", "true");
    env.put("BUILDKITE", "true");
    env.put("BUILDKITE_JOB_ID", JOB_ID);
    env.put("BUILDKITE_AGENT_ENDPOINT", job.url() + "/v3");
    env.put("BUILDKITE_AGENT_ACCESS_TOKEN", job.credential());
  }

  @Override
  void addRoutes(IssuerServer server) {
    ServerRoute grants =
        runningJob()
            .grants(
                "Token ",
                request -> JsonMembers.of(request.text()).getOrDefault("audience", ""),
                "token");
    server.route("POST", "/v3/jobs/" + JOB_ID + "/oidc/tokens", grants);
  }
}
