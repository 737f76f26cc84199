package dev.credence.ci;

import dev.credence.Issuer;
import dev.credence.VerifiedToken;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.time.Duration;
import java.util.List;

/**
 * HCP Terraform and Terraform Enterprise, by their workload identity tokens: issuers, claims and
 * requirements.
 *
 * <p><b>All organisations of HCP Terraform share one issuer</b>, so a policy without an
 * organisation's id lets in every customer. {@link #organization(String)} asks for it first:
 *
 * <pre>{@code
 * TrustPolicy.named("production-network")
 *     .issuer(HcpTerraform.issuer())
 *     .audience("https://deploy.example.com")
 *     .require(
 *         HcpTerraform.organization("org-GRNbCjYNpBB6NEH9")
 *             .workspace("ws-mbsd5E3Ktt5Rg2Xm")
 *             .apply())
 *     .build();
 * }</pre>
 *
 * <p>Of the claims, which are all strings but for the times,
 *
 * <ul>
 *   <li>{@link #ORGANIZATION_ID}, {@link #PROJECT_ID} and {@link #WORKSPACE_ID} are never re-used;
 *   <li>the names, and {@link #SUBJECT} and {@link #FULL_WORKSPACE} which are made of them, are
 *       re-usable after a rename, and may hold spaces;
 *   <li>{@link #RUN_PHASE} tells an {@code apply} from a {@code plan}. A speculative plan runs the
 *       Terraform code of a pull request, so its token belongs to the request's author: let in
 *       {@code plan} only to what an outsider may have. Tests of modules are always {@code plan}
 *       and name no workspace.
 * </ul>
 *
 * <p>A token lives as long as its phase may take, hours rather than minutes, and every provider and
 * agent hook of the run can see it. Up to 24 hours are allowed; a Terraform Enterprise with longer
 * timeouts needs an issuer built by {@link Issuer#builder(String)}. Tokens have a {@code jti}.
 *
 * <p>Static and thread-safe.
 */
public final class HcpTerraform {
  /** {@code sub}: {@code organization:O:project:P:workspace:W:run_phase:PHASE}, all names. */
  public static final StringClaim SUBJECT = Claim.string("sub");

  /** {@code terraform_organization_id}: the organisation, {@code org-…}, never re-used. */
  public static final StringClaim ORGANIZATION_ID = Claim.string("terraform_organization_id");

  /** {@code terraform_organization_name}: the organisation's name; re-usable after a rename. */
  public static final StringClaim ORGANIZATION_NAME = Claim.string("terraform_organization_name");

  /** {@code terraform_project_id}: the project, {@code prj-…}, never re-used. */
  public static final StringClaim PROJECT_ID = Claim.string("terraform_project_id");

  /** {@code terraform_project_name}: the project's name, such as {@code Default Project}. */
  public static final StringClaim PROJECT_NAME = Claim.string("terraform_project_name");

  /** {@code terraform_workspace_id}: the workspace, {@code ws-…}, never re-used. */
  public static final StringClaim WORKSPACE_ID = Claim.string("terraform_workspace_id");

  /** {@code terraform_workspace_name}: the workspace's name; re-usable after a rename. */
  public static final StringClaim WORKSPACE_NAME = Claim.string("terraform_workspace_name");

  /** {@code terraform_full_workspace}: {@code organization:O:project:P:workspace:W}, all names. */
  public static final StringClaim FULL_WORKSPACE = Claim.string("terraform_full_workspace");

  /** {@code terraform_run_id}: the run, {@code run-…}, or {@code trun-…} for a module's test. */
  public static final StringClaim RUN_ID = Claim.string("terraform_run_id");

  /** {@code terraform_run_phase}: {@code plan} or {@code apply}. */
  public static final StringClaim RUN_PHASE = Claim.string("terraform_run_phase");

  private static final String APPLY = "apply";
  private static final Duration MAX_LIFETIME = Duration.ofHours(24);
  private static final Issuer GLOBAL = issuerAt("app.terraform.io");
  private static final Issuer EUROPE = issuerAt("app.eu.terraform.io");

  private HcpTerraform() {}

  /**
   * Returns the issuer of HCP Terraform. Its keys are cached once for all policies that use it.
   *
   * @return {@code https://app.terraform.io}
   */
  public static Issuer issuer() {
    return GLOBAL;
  }

  /**
   * Returns the issuer of HCP Terraform Europe. Its keys are cached once for all policies that use
   * it.
   *
   * @return {@code https://app.eu.terraform.io}
   */
  public static Issuer europeIssuer() {
    return EUROPE;
  }

  /**
   * Returns the issuer of a Terraform Enterprise. Keep the result: its keys are cached with it.
   *
   * @param host the host's name, such as {@code tfe.example.com}
   * @return {@code https://HOST}
   * @throws IllegalArgumentException if it is not a host's name
   */
  public static Issuer enterpriseIssuer(String host) {
    return issuerAt(Identifiers.requireHost("The host of a Terraform Enterprise", host));
  }

  /**
   * Starts the requirement that a token belongs to one workspace, by ids that nobody can register
   * again.
   *
   * @param organizationId the value of {@link #ORGANIZATION_ID}, {@code org-…}
   * @return the step that asks for the workspace
   * @throws IllegalArgumentException if it is not such an id
   */
  public static NeedsWorkspace organization(String organizationId) {
    Requirement organization =
        ORGANIZATION_ID.is(
            Identifiers.requirePrefixed(
                "The id of a Terraform organisation", "org-", organizationId));
    return workspaceId -> {
      Requirement workspace =
          Requirement.allOf(
              organization,
              WORKSPACE_ID.is(
                  Identifiers.requirePrefixed(
                      "The id of a Terraform workspace", "ws-", workspaceId)));
      return () -> workspace;
    };
  }

  /**
   * Returns the claims that this class knows, for a {@link dev.credence.ClaimDrift}.
   *
   * @return an unmodifiable list of all the constants
   */
  public static List<Claim<?>> claims() {
    return List.of(
        SUBJECT,
        ORGANIZATION_ID,
        ORGANIZATION_NAME,
        PROJECT_ID,
        PROJECT_NAME,
        WORKSPACE_ID,
        WORKSPACE_NAME,
        FULL_WORKSPACE,
        RUN_ID,
        RUN_PHASE);
  }

  /**
   * Reads a verified token as the run that it is about.
   *
   * @param token a token of HCP Terraform or Terraform Enterprise
   * @return the typed view
   * @throws IllegalArgumentException if the token lacks a claim that every such token has
   */
  public static HcpTerraformJob job(VerifiedToken token) {
    return HcpTerraformJob.of(token);
  }

  /** The second step of {@link #organization(String)}. */
  @FunctionalInterface
  public interface NeedsWorkspace {
    /**
     * Sets the workspace.
     *
     * @param workspaceId the value of {@link #WORKSPACE_ID}, {@code ws-…}
     * @return the step that asks for the phase
     * @throws IllegalArgumentException if it is not such an id
     */
    NeedsPhase workspace(String workspaceId);
  }

  /** The last step of {@link #organization(String)}. */
  @FunctionalInterface
  public interface NeedsPhase {
    /**
     * Lets in plans as well, and with them the code of every pull request that gets a speculative
     * plan.
     *
     * @return the requirement on organisation and workspace together
     */
    Requirement anyPhase();

    /**
     * Lets in the apply phase only.
     *
     * @return the requirement on organisation, workspace and phase together
     */
    default Requirement apply() {
      return Requirement.allOf(anyPhase(), RUN_PHASE.is(APPLY));
    }
  }

  private static Issuer issuerAt(String host) {
    return Issuer.builder("https://" + host)
        .maxLifetime(MAX_LIFETIME)
        .identityClaims(
            ORGANIZATION_ID, PROJECT_ID, WORKSPACE_ID, FULL_WORKSPACE, RUN_ID, RUN_PHASE)
        .build();
  }
}
