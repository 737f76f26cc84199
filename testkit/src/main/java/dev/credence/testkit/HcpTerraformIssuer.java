package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake HCP Terraform or Terraform Enterprise. Unless told otherwise its runs are of the workspace
 * {@code my-workspace} of {@code my-org}, those of HashiCorp's own documentation.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class HcpTerraformIssuer extends CiIssuer<HcpTerraformIssuer> {
  static final String IDENTIFIER = "https://app.terraform.io";

  private static final String STRANGERS_ORGANIZATION = "org-6666666666666666";
  private static final String STRANGERS_WORKSPACE = "ws-6666666666666666";

  HcpTerraformIssuer(String identifier) {
    super(
        identifier,
        "my-example-audience",
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  /**
   * The apply phase of a run.
   *
   * @return the run's token
   */
  public HcpTerraformToken apply() {
    return new HcpTerraformToken(this);
  }

  /**
   * The plan phase of a run of the main branch.
   *
   * @return the run's token
   */
  public HcpTerraformToken plan() {
    return apply().plan();
  }

  /**
   * The speculative plan for an outsider's pull request, which runs the Terraform code of that
   * request. No claim tells it from {@link #plan()}.
   *
   * @return the run's token
   */
  public HcpTerraformToken speculativePlan() {
    return plan();
  }

  /**
   * A test of a module: always a plan, for ten minutes, without project and workspace.
   *
   * @return the run's token
   */
  public HcpTerraformToken moduleTest() {
    return plan().moduleTest();
  }

  /**
   * The apply phase of another workspace of the organisation.
   *
   * @return the run's token
   */
  public HcpTerraformToken otherWorkspace() {
    return apply().workspace("sandbox", STRANGERS_WORKSPACE);
  }

  /**
   * The apply phase of another customer's workspace.
   *
   * @return the run's token
   */
  public HcpTerraformToken otherOrganization() {
    return apply()
        .organization("mallory", STRANGERS_ORGANIZATION)
        .workspace("my-workspace", STRANGERS_WORKSPACE);
  }

  /**
   * The apply phase of a workspace that a stranger registered under the same names after the
   * organisation was renamed: every name is the same, the ids are others.
   *
   * @return the run's token
   */
  public HcpTerraformToken recycledOrganization() {
    return apply()
        .organization("my-org", STRANGERS_ORGANIZATION)
        .workspace("my-workspace", STRANGERS_WORKSPACE);
  }

  @Override
  HcpTerraformIssuer self() {
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

  @Override
  HcpTerraformToken usualJob() {
    return apply();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("TFC_RUN_ID", "run-X3n1AUXNGWbfECsJ");
    env.put("TFC_WORKLOAD_IDENTITY_TOKEN", job.tokenFor(""));
  }
}
