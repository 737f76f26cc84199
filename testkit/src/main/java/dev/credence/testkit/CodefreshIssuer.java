package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake Codefresh. Unless told otherwise its builds are of the pipeline {@code oidc/git-run} of
 * the account {@code codefresh-user}, the one of Codefresh's own documentation.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class CodefreshIssuer extends CiIssuer<CodefreshIssuer> {
  private static final String REQUEST_PATH = "/api/oidc/id-token";
  private static final String STRANGERS_ACCOUNT = "666666666666666666666";
  private static final String STRANGERS_PIPELINE = "666666666666666666667";

  CodefreshIssuer() {
    super(
        "https://oidc.codefresh.io",
        "https://g.codefresh.io",
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  /**
   * The push of Codefresh's documentation, to the branch {@code codefresh-patch-3}.
   *
   * @return the build's token
   */
  public CodefreshToken push() {
    return new CodefreshToken(this);
  }

  /**
   * A push to the branch {@code main}.
   *
   * @return the build's token
   */
  public CodefreshToken pushToMain() {
    return push().ref("main");
  }

  /**
   * A push of a tag, of which the token says no more than of a branch.
   *
   * @param name the tag, such as {@code v1.0.0}
   * @return the build's token
   */
  public CodefreshToken tag(String name) {
    return push().ref(name);
  }

  /**
   * A pull request against {@code main} from a branch of the same repository.
   *
   * @return the build's token
   */
  public CodefreshToken pullRequest() {
    return push().ref("feature").pullRequestAgainst("main");
  }

  /**
   * A pull request against {@code main} from an outsider's fork, whose branch is called {@code
   * main} too. Codefresh doesn't say whose repository {@code scm_repo_url} is then; here it is the
   * original's, which is the worse case for a policy.
   *
   * @return the build's token
   */
  public CodefreshToken pullRequestFromFork() {
    return push().ref("main").user("mallory").pullRequestAgainst("main");
  }

  /**
   * A build of the branch {@code main} that someone started by hand.
   *
   * @return the build's token
   */
  public CodefreshToken manual() {
    return pushToMain().initiator("codefresh-user");
  }

  /**
   * A build that a timer started: the token tells of no repository.
   *
   * @return the build's token
   */
  public CodefreshToken cron() {
    return push().withoutGit();
  }

  /**
   * A push to the branch {@code main} that another pipeline of the account builds.
   *
   * @return the build's token
   */
  public CodefreshToken otherPipeline() {
    return pushToMain().pipeline(STRANGERS_PIPELINE, "oidc/sandbox");
  }

  /**
   * A push to the branch {@code main} that a stranger's pipeline of the same name builds.
   *
   * @return the build's token
   */
  public CodefreshToken otherAccount() {
    return pushToMain()
        .account(STRANGERS_ACCOUNT, "codefresh-user")
        .pipeline(STRANGERS_PIPELINE, "oidc/git-run");
  }

  @Override
  CodefreshIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("typ", "JWT");
    header.put("kid", key.id());
    return header;
  }

  @Override
  CodefreshToken usualJob() {
    return pushToMain();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("CF_BUILD_ID", "64f447c02199f903000gh20");
    env.put("CF_OIDC_REQUEST_URL", job.url() + REQUEST_PATH);
    env.put("CF_OIDC_REQUEST_TOKEN", job.credential());
  }

  @Override
  void addRoutes(IssuerServer server) {
    ServerRoute grants = runningJob().grants("", RunningJob::audienceInQuery, "id_token");
    server.route("GET", REQUEST_PATH, grants);
  }
}
