package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A fake CircleCI: the issuer of one organisation, or the root issuer that all customers share.
 * Unless told otherwise its jobs run for {@code github.com/organization-123/repo-1}, with the ids
 * of the constants.
 *
 * <p>Tokens have the organisation's id as audience, as those of the real one's environment
 * variables do, until {@link #audience(String)} is called. Each scenario returns a token that can
 * be changed further before it is signed. Thread-safe.
 *
 * @see <a href="https://circleci.com/docs/openid-connect-tokens/">CircleCI: OpenID Connect
 *     tokens</a>
 */
public final class CircleCiIssuer extends CiIssuer<CircleCiIssuer> {
  /** The id of the default organisation. */
  public static final String ORGANIZATION_ID = "a64b0a19-f221-4291-b000-8d24bd842b72";

  /** The id of the default project. */
  public static final String PROJECT_ID = "5a301f56-eaa7-4cce-9441-37810f7c8452";

  /** The id of the default pipeline definition. */
  public static final String PIPELINE_DEFINITION_ID = "17c50866-1802-5aeb-874e-7f4dfce1b6b5";

  /** The id of a context that the default job uses. */
  public static final String CONTEXT_ID = "a74579f1-2e7d-451e-b009-5c082ad2729e";

  static final String OTHER_CONTEXT_ID = "cb32986e-2f6f-4f43-b2bd-d3c2fd98e903";
  static final String ROOT = "https://oidc.circleci.com";

  private static final String PROGRAM_PATH = "/fake/circleci";
  private static final String STRANGERS_ORGANIZATION_ID = "66666666-6666-4666-8666-666666666601";
  private static final String STRANGERS_PROJECT_ID = "66666666-6666-4666-8666-666666666602";
  private static final String STRANGERS_DEFINITION_ID = "66666666-6666-4666-8666-666666666603";

  CircleCiIssuer(String identifier) {
    super(
        identifier,
        ORGANIZATION_ID,
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  static String ofOrganization(String organizationId) {
    return ROOT + "/org/" + organizationId;
  }

  @Override
  CircleCiIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("kid", key.id());
    header.put("typ", "JWT");
    return header;
  }

  /**
   * A push to {@code main}, in a job that uses two contexts.
   *
   * @return the job's token
   */
  public CircleCiToken pushToMain() {
    return new CircleCiToken(this);
  }

  /**
   * A push to another branch. It may be named {@code x/vcs-ref/refs/heads/main}, which makes the
   * end of a {@code sub} of the second form look like that of {@code main}.
   *
   * @param name the branch, such as {@code feature/x}
   * @return the job's token
   */
  public CircleCiToken pushToBranch(String name) {
    return pushToMain().ref("refs/heads/" + name);
  }

  /**
   * A push of a tag.
   *
   * @param name the tag, such as {@code v1.0}
   * @return the job's token
   */
  public CircleCiToken tag(String name) {
    return pushToMain().ref("refs/tags/" + name);
  }

  /**
   * A pull request from an outsider's fork, where the project passes secrets to such builds: the
   * ids are the original's, and the origin is the fork.
   *
   * @return the job's token
   */
  public CircleCiToken pullRequestFromFork() {
    return pushToMain().origin("github.com/mallory/repo-1").ref("refs/heads/pull/7");
  }

  /**
   * A job on {@code main} that was started again with SSH, so that a person has a shell in it.
   *
   * @return the job's token
   */
  public CircleCiToken sshRerun() {
    return pushToMain().rerunWithSsh();
  }

  /**
   * A pipeline that a custom webhook started: the token has neither origin nor ref.
   *
   * @return the job's token
   */
  public CircleCiToken customWebhook() {
    return pushToMain().withoutOriginAndRef();
  }

  /**
   * A push to {@code main} in a job that uses no context, and so none that is restricted.
   *
   * @return the job's token
   */
  public CircleCiToken withoutContexts() {
    return pushToMain().contexts();
  }

  /**
   * A push to {@code main} that another configuration of the same project runs for.
   *
   * @return the job's token
   */
  public CircleCiToken otherPipelineDefinition() {
    return pushToMain().pipelineDefinition(STRANGERS_DEFINITION_ID);
  }

  /**
   * A push to {@code main} in another project of the organisation.
   *
   * @return the job's token
   */
  public CircleCiToken otherProject() {
    return otherPipelineDefinition()
        .project(STRANGERS_PROJECT_ID)
        .origin("github.com/organization-123/repo-2");
  }

  /**
   * A push to {@code main} in a project of a stranger's organisation. An organisation's issuer
   * follows, the root issuer is the same.
   *
   * @return the job's token
   */
  public CircleCiToken otherOrganization() {
    return otherProject()
        .organization(STRANGERS_ORGANIZATION_ID)
        .origin("github.com/mallory/repo-1");
  }

  /**
   * The token with which CircleCI streams the organisation's audit logs, which has the same issuer
   * and the organisation's id as audience.
   *
   * @return the token
   */
  public InconsistentToken auditLogStreaming() {
    CircleCiToken job = pushToMain().audience(ORGANIZATION_ID);
    InconsistentToken token = job.inconsistent();
    job.usualClaims().keySet().stream()
        .filter(name -> name.startsWith("oidc.circleci.com/"))
        .forEach(token::without);
    return token.claim("sub", "org/" + ORGANIZATION_ID + "/file-streaming/audit-logs");
  }

  @Override
  CircleCiToken usualJob() {
    return pushToMain();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("CI", "true");
    env.put("CIRCLECI", "true");
    env.put("CIRCLE_ORGANIZATION_ID", ORGANIZATION_ID);
    env.put("CIRCLE_OIDC_TOKEN", job.tokenFor(""));
    env.put("CIRCLE_OIDC_TOKEN_V2", job.tokenFor(""));
    env.put("PATH", job.program("circleci", PROGRAM_PATH) + ":/usr/bin:/bin");
  }

  @Override
  void addRoutes(IssuerServer server) {
    server.route("POST", PROGRAM_PATH, this::programRan);
  }

  /** What the program circleci prints, to which its arguments are passed on one a line. */
  private ServerResponse programRan(ServerRequest request) {
    List<String> arguments = request.text().lines().toList();
    boolean root = arguments.contains("--root-issuer");
    boolean known =
        request.header("Authorization").orElse("").equals(runningJob().credential())
            && arguments.size() == (root ? 6 : 5)
            && arguments.subList(0, 4).equals(List.of("run", "oidc", "get", "--claims"))
            && (!root || identifier().equals(ROOT));
    if (!known) {
      return RunningJob.refused(400);
    }
    String audience = JsonMembers.of(arguments.get(4)).getOrDefault("aud", "");
    return ServerResponse.text("text/plain", runningJob().tokenFor(audience) + "\n");
  }
}
