package dev.credence.ci;

import dev.credence.VerifiedToken;
import java.util.Optional;

/**
 * A verified token of HCP Terraform or Terraform Enterprise, read as the run that it is about.
 * Holding one proves no more than the token does: which run was let in is the policy's decision.
 *
 * <p>Immutable and thread-safe.
 */
public final class HcpTerraformJob {
  private final VerifiedToken token;
  private final String organizationId;
  private final String organizationName;
  private final String runId;
  private final String runPhase;

  private HcpTerraformJob(VerifiedToken token) {
    this.token = token;
    this.organizationId = JobClaims.required(token, HcpTerraform.ORGANIZATION_ID, "HCP Terraform");
    this.organizationName =
        JobClaims.required(token, HcpTerraform.ORGANIZATION_NAME, "HCP Terraform");
    this.runId = JobClaims.required(token, HcpTerraform.RUN_ID, "HCP Terraform");
    this.runPhase = JobClaims.required(token, HcpTerraform.RUN_PHASE, "HCP Terraform");
  }

  static HcpTerraformJob of(VerifiedToken token) {
    return new HcpTerraformJob(token);
  }

  /**
   * Returns the organisation.
   *
   * @return the id, {@code org-…}
   */
  public String organizationId() {
    return organizationId;
  }

  /**
   * Returns the organisation's name.
   *
   * @return the name, which can be registered again after a rename
   */
  public String organizationName() {
    return organizationName;
  }

  /**
   * Returns the run.
   *
   * @return the id, {@code run-…}, or {@code trun-…} for a module's test
   */
  public String runId() {
    return runId;
  }

  /**
   * Returns the run's phase.
   *
   * @return {@code plan} or {@code apply}
   */
  public String runPhase() {
    return runPhase;
  }

  /**
   * Returns the workspace.
   *
   * @return the id, {@code ws-…}; empty for a module's test
   */
  public Optional<String> workspaceId() {
    return token.get(HcpTerraform.WORKSPACE_ID);
  }

  /**
   * Returns the workspace's name.
   *
   * @return the name; empty for a module's test
   */
  public Optional<String> workspaceName() {
    return token.get(HcpTerraform.WORKSPACE_NAME);
  }

  /**
   * Returns the project.
   *
   * @return the id, {@code prj-…}; empty for a module's test
   */
  public Optional<String> projectId() {
    return token.get(HcpTerraform.PROJECT_ID);
  }

  /** Returns organisation and run, which are no secrets. */
  @Override
  public String toString() {
    return "HcpTerraformJob[organizationId=" + organizationId + ", runId=" + runId + "]";
  }
}
