package dev.credence.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A token of a fake HCP Terraform about to be minted: all strings but for the times, {@code nbf} a
 * little before {@code iat}, and names with spaces in {@code sub}. Not thread-safe.
 */
public final class HcpTerraformToken extends CiToken<HcpTerraformToken> {
  private static final Duration MODULE_TEST_LIFETIME = Duration.ofMinutes(10);
  private static final Duration BACKDATED = Duration.ofSeconds(5);
  private static final Duration MODULE_TEST_BACKDATED = Duration.ofSeconds(30);
  private static final String PROJECT = "Default Project";

  private String organization = "my-org";
  private String organizationId = "org-GRNbCjYNpBB6NEH9";
  private String workspace = "my-workspace";
  private String workspaceId = "ws-mbsd5E3Ktt5Rg2Xm";
  private String phase = "apply";
  private boolean moduleTest;
  private Duration lifetime = Duration.ofMinutes(5);

  HcpTerraformToken(CiIssuer<?> issuer) {
    super(issuer);
  }

  /**
   * Sets the organisation; {@code sub} follows.
   *
   * @param name the {@code terraform_organization_name} claim
   * @param id the {@code terraform_organization_id} claim
   * @return this token
   */
  public HcpTerraformToken organization(String name, String id) {
    this.organization = Objects.requireNonNull(name, "name");
    this.organizationId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets the workspace; {@code sub} follows.
   *
   * @param name the {@code terraform_workspace_name} claim
   * @param id the {@code terraform_workspace_id} claim
   * @return this token
   */
  public HcpTerraformToken workspace(String name, String id) {
    this.workspace = Objects.requireNonNull(name, "name");
    this.workspaceId = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Sets how long the phase may take, which is how long its token lives: in practice hours. Unless
   * set it is five minutes, as in HashiCorp's sample.
   *
   * @param value the lifetime
   * @return this token
   */
  public HcpTerraformToken timeout(Duration value) {
    this.lifetime = Objects.requireNonNull(value, "value");
    return this;
  }

  HcpTerraformToken plan() {
    this.phase = "plan";
    return this;
  }

  HcpTerraformToken moduleTest() {
    this.moduleTest = true;
    return timeout(MODULE_TEST_LIFETIME);
  }

  @Override
  HcpTerraformToken self() {
    return this;
  }

  @Override
  Duration lifetime() {
    return lifetime;
  }

  @Override
  Map<String, Object> usualClaims() {
    Duration backdated = moduleTest ? MODULE_TEST_BACKDATED : BACKDATED;
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iss", issuerIdentifier());
    claims.put("aud", audienceClaim());
    claims.put("iat", issuedAtSeconds());
    claims.put("nbf", issuedAtSeconds() - backdated.toSeconds());
    claims.put("exp", issuedAtSeconds() + lifetime.toSeconds());
    claims.put("sub", subject());
    claims.put("terraform_organization_id", organizationId);
    claims.put("terraform_organization_name", organization);
    if (!moduleTest) {
      putWorkspace(claims);
    }
    claims.put("terraform_run_id", moduleTest ? "trun-KFg8DSiRz4E37mdJ" : "run-X3n1AUXNGWbfECsJ");
    claims.put("terraform_run_phase", phase);
    return claims;
  }

  private void putWorkspace(Map<String, Object> claims) {
    claims.put("terraform_project_id", "prj-vegSA59s1XPwMr2t");
    claims.put("terraform_project_name", PROJECT);
    claims.put("terraform_workspace_id", workspaceId);
    claims.put("terraform_workspace_name", workspace);
    claims.put("terraform_full_workspace", fullWorkspace());
  }

  private String subject() {
    return moduleTest
        ? "organization:" + organization + ":module:terraform-aws-vpc:operation:test_run"
        : fullWorkspace() + ":run_phase:" + phase;
  }

  private String fullWorkspace() {
    return "organization:" + organization + ":project:" + PROJECT + ":workspace:" + workspace;
  }
}
