package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake Bitbucket Pipelines. Every token has the workspace's own audience; one that is set, here
 * or on a token, comes beside it, as with the real one.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class BitbucketPipelinesIssuer extends CiIssuer<BitbucketPipelinesIssuer> {
  static final String IDENTIFIER =
      "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc";

  /** The {@code workspaceUuid} of the default workspace. */
  public static final String WORKSPACE_UUID = "{9f8a1c2e-1111-4222-8333-444455556666}";

  /** The {@code repositoryUuid} of the default repository. */
  public static final String REPOSITORY_UUID = "{c5a1aaaa-0000-4000-8000-000000000001}";

  /** The {@code deploymentEnvironmentUuid} of the default environment. */
  public static final String ENVIRONMENT_UUID = "{e0e0aaaa-0000-4000-8000-000000000002}";

  private static final String OTHER_ENVIRONMENT = "{e0e0aaaa-0000-4000-8000-000000000666}";
  private static final String OTHER_REPOSITORY = "{c5a1aaaa-0000-4000-8000-000000000666}";
  private static final String STRANGERS_WORKSPACE = "{9f8a1c2e-6666-4666-8666-666666666666}";

  BitbucketPipelinesIssuer(String identifier) {
    super(
        identifier,
        BitbucketPipelinesToken.workspaceAudience(WORKSPACE_UUID),
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  /**
   * A deployment step on the branch {@code main}, in the default environment.
   *
   * @return the step's token
   */
  public BitbucketPipelinesToken deployment() {
    return pushToMain().deploymentEnvironment(ENVIRONMENT_UUID);
  }

  /**
   * A step on the branch {@code main} without a deployment environment.
   *
   * @return the step's token
   */
  public BitbucketPipelinesToken pushToMain() {
    return new BitbucketPipelinesToken(this);
  }

  /**
   * A step on another branch.
   *
   * @param name the branch, such as {@code feature/x}
   * @return the step's token
   */
  public BitbucketPipelinesToken pushToBranch(String name) {
    return pushToMain().branch(name);
  }

  /**
   * A step for a pull request: the branch is its source branch, and nothing else tells it from a
   * push.
   *
   * @return the step's token
   */
  public BitbucketPipelinesToken pullRequest() {
    return pushToMain().branch("feature");
  }

  /**
   * A step for a pull request whose author called the source branch {@code main}: but for the
   * step's ids it is {@link #pushToMain()}.
   *
   * @return the step's token
   */
  public BitbucketPipelinesToken pullRequestFromMain() {
    return pushToMain();
  }

  /**
   * A deployment step in another environment, such as a test one.
   *
   * @return the step's token
   */
  public BitbucketPipelinesToken otherEnvironment() {
    return pushToMain().deploymentEnvironment(OTHER_ENVIRONMENT);
  }

  /**
   * A deployment step of another repository of the workspace.
   *
   * @return the step's token
   */
  public BitbucketPipelinesToken otherRepository() {
    return deployment().repository(WORKSPACE_UUID, OTHER_REPOSITORY);
  }

  /**
   * A deployment step of a workspace that a stranger registered under the same name after the
   * original was deleted: the issuer is the same, and every UUID another but for the environment's,
   * which is the worse case for a policy.
   *
   * @return the step's token
   */
  public BitbucketPipelinesToken recycledWorkspace() {
    return deployment().repository(STRANGERS_WORKSPACE, OTHER_REPOSITORY);
  }

  @Override
  BitbucketPipelinesIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("kid", key.id());
    header.put("alg", "RS256");
    return header;
  }

  @Override
  String jwksUri() {
    return identifier() + "/keys.json";
  }

  @Override
  BitbucketPipelinesToken usualJob() {
    return deployment();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("CI", "true");
    env.put("BITBUCKET_BUILD_NUMBER", "1");
    env.put("BITBUCKET_STEP_OIDC_TOKEN", job.tokenFor(""));
  }
}
