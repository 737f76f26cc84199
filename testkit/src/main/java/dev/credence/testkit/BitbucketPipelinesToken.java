package dev.credence.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token of a fake Bitbucket Pipelines about to be minted: all strings but for the times, UUIDs
 * within braces, with neither {@code jti} nor {@code nbf}. Not thread-safe.
 */
public final class BitbucketPipelinesToken extends CiToken<BitbucketPipelinesToken> {
  /** Not documented by Atlassian. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private static final String STEP = "{57e9aaaa-0000-4000-8000-000000000003}";

  private String workspace = BitbucketPipelinesIssuer.WORKSPACE_UUID;
  private String repository = BitbucketPipelinesIssuer.REPOSITORY_UUID;
  private @Nullable String environment;
  private String branch = "main";

  BitbucketPipelinesToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets workspace and repository; {@code sub} and the workspace's own audience follow.
   *
   * @param workspaceUuid the {@code workspaceUuid} claim, within braces
   * @param repositoryUuid the {@code repositoryUuid} claim, within braces
   * @return this token
   */
  public BitbucketPipelinesToken repository(String workspaceUuid, String repositoryUuid) {
    this.workspace = Objects.requireNonNull(workspaceUuid, "workspaceUuid");
    this.repository = Objects.requireNonNull(repositoryUuid, "repositoryUuid");
    return this;
  }

  /**
   * Lets the step deploy to an environment; {@code sub} follows.
   *
   * @param uuid the {@code deploymentEnvironmentUuid} claim, within braces
   * @return this token
   */
  public BitbucketPipelinesToken deploymentEnvironment(String uuid) {
    this.environment = Objects.requireNonNull(uuid, "uuid");
    return this;
  }

  /**
   * Sets the branch.
   *
   * @param name the {@code branchName} claim; of a pull request the source branch
   * @return this token
   */
  public BitbucketPipelinesToken branch(String name) {
    this.branch = Objects.requireNonNull(name, "name");
    return this;
  }

  static String workspaceAudience(String workspaceUuid) {
    return "ari:cloud:bitbucket::workspace/" + workspaceUuid.replace("{", "").replace("}", "");
  }

  @Override
  BitbucketPipelinesToken self() {
    return this;
  }

  /** The workspace's own audience alone, or an array that begins with it. */
  @Override
  Object audienceClaim() {
    String own = workspaceAudience(workspace);
    if (audiences().equals(List.of(own))) {
      return own;
    }
    List<String> all = new ArrayList<>(audiences());
    all.remove(own);
    all.add(0, own);
    return all;
  }

  @Override
  Duration lifetime() {
    return LIFETIME;
  }

  @Override
  Map<String, Object> usualClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuerIdentifier());
    claims.put("aud", audienceClaim());
    claims.put("sub", subject());
    claims.put("workspaceUuid", workspace);
    claims.put("repositoryUuid", repository);
    if (environment != null) {
      claims.put("deploymentEnvironmentUuid", environment);
    }
    claims.put("pipelineUuid", "{91beaaaa-0000-4000-8000-000000000004}");
    claims.put("stepUuid", STEP);
    claims.put("branchName", branch);
    claims.put("iat", issuedAtSeconds());
    claims.put("exp", issuedAtSeconds() + LIFETIME.toSeconds());
    return claims;
  }

  private String subject() {
    return repository + ":" + (environment == null ? "" : environment + ":") + STEP;
  }
}
