package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fake Azure DevOps, for the tokens that it issues itself: those of pipelines, and the older ones
 * of service connections. Unless told otherwise its jobs run the pipeline {@code my-pipeline} of
 * {@code myorg/my-project}, with the ids of the constants. For the tokens that Entra issues for
 * service connections see {@link AzureDevOpsEntraIssuer}.
 *
 * <p>The real one's audience can't be chosen; {@link #audience(String)} is for testing what a
 * policy does about another. One key signs for all organisations, as with the real one. Each
 * scenario returns a token that can be changed further before it is signed. Thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create">Azure
 *     DevOps: OIDC token</a>
 */
public final class AzureDevOpsIssuer extends CiIssuer<AzureDevOpsIssuer> {
  /** The id of the default organisation. */
  public static final String ORGANIZATION_ID = "0ca3ddd9-f0b0-4635-a98c-5866526961b6";

  /** The id of the default project. */
  public static final String PROJECT_ID = "271ef6f7-5998-4b0f-86fb-4b54d9129990";

  /** The id of the default pipeline. */
  public static final long PIPELINE_ID = 1;

  private static final String STRANGERS_ORGANIZATION_ID = "66666666-6666-4666-8666-666666666604";
  private static final String STRANGERS_PROJECT_ID = "66666666-6666-4666-8666-666666666605";
  private static final long OTHER_PIPELINE_ID = 2;

  AzureDevOpsIssuer() {
    super(
        ofOrganization(ORGANIZATION_ID),
        "api://AzureADTokenExchange",
        SigningKey.generate(KeyIds::hexThumbprint, SignatureAlgorithm.RS256));
  }

  static String ofOrganization(String organizationId) {
    return "https://vstoken.dev.azure.com/" + organizationId;
  }

  @Override
  AzureDevOpsIssuer self() {
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
   * A run of the pipeline for {@code main}.
   *
   * @return the pipeline's token
   */
  public AzureDevOpsToken pushToMain() {
    return new AzureDevOpsToken(this);
  }

  /**
   * A run of the pipeline for another branch.
   *
   * @param name the branch, such as {@code feature/x}
   * @return the pipeline's token
   */
  public AzureDevOpsToken pushToBranch(String name) {
    return pushToMain().ref("refs/heads/" + name);
  }

  /**
   * A run of the pipeline for a tag.
   *
   * @param name the tag, such as {@code v1.0}
   * @return the pipeline's token
   */
  public AzureDevOpsToken tag(String name) {
    return pushToMain().ref("refs/tags/" + name);
  }

  /**
   * A run of the pipeline for a pull request. Nothing in the token tells a fork's from another.
   *
   * @return the pipeline's token
   */
  public AzureDevOpsToken pullRequest() {
    return pushToMain().ref("refs/pull/15/merge");
  }

  /**
   * The older token of a service connection, which says nothing of the pipeline that uses it.
   *
   * @param name the connection's name, such as {@code test-generic-sc}
   * @return the connection's token
   */
  public AzureDevOpsToken serviceConnection(String name) {
    return pushToMain().serviceConnection(name);
  }

  /**
   * A run of another pipeline of the project that has the same name in another folder, and so the
   * same {@code sub}.
   *
   * @return the pipeline's token
   */
  public AzureDevOpsToken pipelineOfTheSameName() {
    return pushToMain().pipeline("my-pipeline", OTHER_PIPELINE_ID);
  }

  /**
   * A run of a pipeline for {@code main} in another organisation's project, signed with the same
   * key.
   *
   * @return the pipeline's token
   */
  public AzureDevOpsToken otherOrganization() {
    return pushToMain()
        .organization("mallory", STRANGERS_ORGANIZATION_ID)
        .project("my-project", STRANGERS_PROJECT_ID)
        .gitHubRepository("mallory/app");
  }

  /**
   * A run of a pipeline that a stranger made under the same names after the original organisation
   * was renamed: every name is the same, every id but the pipeline's another.
   *
   * @return the pipeline's token
   */
  public AzureDevOpsToken recycledNames() {
    return pushToMain()
        .organization("myorg", STRANGERS_ORGANIZATION_ID)
        .project("my-project", STRANGERS_PROJECT_ID);
  }

  @Override
  AzureDevOpsToken usualJob() {
    return pushToMain();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    AzureDevOpsJob.putVariables(env, job);
  }

  @Override
  void addRoutes(IssuerServer server) {
    AzureDevOpsJob.addRoutes(server, runningJob());
  }
}
