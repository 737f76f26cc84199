package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.ci.HcpTerraform;
import dev.credence.ci.HcpTerraformJob;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.HcpTerraformIssuer;
import dev.credence.testkit.HcpTerraformToken;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HcpTerraformTest {
  private static final String AUDIENCE = "my-example-audience";
  private static final HcpTerraform.NeedsPhase WORKSPACE =
      HcpTerraform.organization("org-GRNbCjYNpBB6NEH9").workspace("ws-mbsd5E3Ktt5Rg2Xm");
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_650_486_122));

  private static final HcpTerraformIssuer TERRAFORM = CiIssuer.hcpTerraform().clock(CLOCK);
  private static final TrustPolicy DEPLOY = policy(WORKSPACE.apply());

  @Test
  void sample_is_the_documented_one() {
    String token = TERRAFORM.apply().sign();
    assertThat(TokenText.header(token)).startsWith("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"");
    assertThat(TokenText.claims(token))
        .startsWith("{\"jti\":\"")
        .endsWith(
            "\",\"iss\":\"https://app.terraform.io\",\"aud\":\"my-example-audience\","
                + "\"iat\":1650486122,\"nbf\":1650486117,\"exp\":1650486422,"
                + "\"sub\":\"organization:my-org:project:Default Project"
                + ":workspace:my-workspace:run_phase:apply\","
                + "\"terraform_organization_id\":\"org-GRNbCjYNpBB6NEH9\","
                + "\"terraform_organization_name\":\"my-org\","
                + "\"terraform_project_id\":\"prj-vegSA59s1XPwMr2t\","
                + "\"terraform_project_name\":\"Default Project\","
                + "\"terraform_workspace_id\":\"ws-mbsd5E3Ktt5Rg2Xm\","
                + "\"terraform_workspace_name\":\"my-workspace\","
                + "\"terraform_full_workspace\":"
                + "\"organization:my-org:project:Default Project:workspace:my-workspace\","
                + "\"terraform_run_id\":\"run-X3n1AUXNGWbfECsJ\","
                + "\"terraform_run_phase\":\"apply\"}");
  }

  @Test
  void module_test_is_the_documented_one() {
    assertThat(TokenText.claims(TERRAFORM.moduleTest().sign()))
        .endsWith(
            "\"iat\":1650486122,\"nbf\":1650486092,\"exp\":1650486722,"
                + "\"sub\":\"organization:my-org:module:terraform-aws-vpc:operation:test_run\","
                + "\"terraform_organization_id\":\"org-GRNbCjYNpBB6NEH9\","
                + "\"terraform_organization_name\":\"my-org\","
                + "\"terraform_run_id\":\"trun-KFg8DSiRz4E37mdJ\","
                + "\"terraform_run_phase\":\"plan\"}");
  }

  @Test
  void plans_are_refused_by_their_phase() throws Exception {
    HcpTerraformToken[] plans = {TERRAFORM.plan(), TERRAFORM.speculativePlan()};
    for (HcpTerraformToken plan : plans) {
      assertThat(DEPLOY.evaluate(plan.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("terraform_run_phase")
          .explains("plan");
      assertThat(policy(WORKSPACE.anyPhase()).evaluate(plan.sign())).isTrusted();
    }
    assertThat(DEPLOY.evaluate(TERRAFORM.apply().sign())).isTrusted();
  }

  @Test
  void module_test_is_refused_by_workspace_and_phase() throws Exception {
    assertThat(DEPLOY.evaluate(TERRAFORM.moduleTest().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("terraform_workspace_id", "terraform_run_phase")
        .explains("absent");
  }

  @Test
  void stranger_under_the_shared_issuer_is_refused_by_ids() throws Exception {
    TrustPolicy byPhase = policy(HcpTerraform.RUN_PHASE.is("apply"));
    assertThat(byPhase.evaluate(TERRAFORM.otherOrganization().sign())).isTrusted();
    assertThat(DEPLOY.evaluate(TERRAFORM.otherOrganization().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("terraform_organization_id", "terraform_workspace_id");
    assertThat(DEPLOY.evaluate(TERRAFORM.otherWorkspace().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("terraform_workspace_id");
  }

  @Test
  void names_registered_again_are_trusted_by_sub_and_refused_by_ids() throws Exception {
    String token = TERRAFORM.recycledOrganization().sign();
    TrustPolicy bySubject =
        policy(
            HcpTerraform.SUBJECT.is(
                "organization:my-org:project:Default Project"
                    + ":workspace:my-workspace:run_phase:apply"));
    assertThat(bySubject.evaluate(token)).isTrusted();
    assertThat(DEPLOY.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("terraform_organization_id", "terraform_workspace_id");
  }

  @Test
  void token_of_a_long_run_is_trusted_for_a_day_at_most() throws Exception {
    assertThat(DEPLOY.evaluate(TERRAFORM.apply().timeout(Duration.ofHours(24)).sign())).isTrusted();
    Duration longer = Duration.ofHours(24).plusSeconds(1);
    assertThat(DEPLOY.evaluate(TERRAFORM.apply().timeout(longer).sign()))
        .isRejectedBecause(RejectionReason.LIFETIME_EXCEEDED)
        .namesOnly("exp");
  }

  @Test
  void token_that_every_provider_can_see_is_used_once() throws Exception {
    TrustPolicy once =
        TrustPolicy.named("once")
            .issuer(HcpTerraform.issuer())
            .audience(AUDIENCE)
            .require(WORKSPACE.apply())
            .onlyOnce(ReplayGuard.inMemory(10, CLOCK))
            .clock(CLOCK)
            .build()
            .withKeys(TERRAFORM.keys());
    String token = TERRAFORM.apply().sign();
    assertThat(once.evaluate(token)).isTrustedAnd(run -> assertThat(run.id()).isPresent());
    assertThat(once.evaluate(token)).isRejectedBecause(RejectionReason.REPLAYED);
  }

  @Test
  void issuer_of_every_region_and_server_is_spelled_as_terraform_does() {
    assertThat(HcpTerraform.issuer().identifier()).isEqualTo("https://app.terraform.io");
    assertThat(HcpTerraform.europeIssuer().identifier()).isEqualTo("https://app.eu.terraform.io");
    assertThat(HcpTerraform.enterpriseIssuer("tfe.example.com").identifier())
        .isEqualTo("https://tfe.example.com");
    assertThat(HcpTerraform.enterpriseIssuer("tfe.example.com:8443").identifier())
        .isEqualTo("https://tfe.example.com:8443");
  }

  @Test
  void token_of_every_region_and_server_is_trusted_by_its_own_policy_only() throws Exception {
    Issuer[] issuers = {
      HcpTerraform.issuer(),
      HcpTerraform.europeIssuer(),
      HcpTerraform.enterpriseIssuer("tfe.example.com")
    };
    for (Issuer of : issuers) {
      HcpTerraformIssuer minting = CiIssuer.hcpTerraform(of).clock(CLOCK);
      for (Issuer by : issuers) {
        TrustPolicy policy = policy(by, WORKSPACE.apply()).withKeys(minting.keys());
        if (of == by) {
          assertThat(policy.evaluate(minting.apply().sign())).isTrusted();
        } else {
          assertThat(policy.evaluate(minting.apply().sign()))
              .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
              .explains(of.identifier());
        }
      }
    }
  }

  @Test
  void keys_of_a_server_are_found_by_discovery() throws Exception {
    Issuer server = HcpTerraform.enterpriseIssuer("tfe.example.com");
    try (HcpTerraformIssuer minting = CiIssuer.hcpTerraform(server).clock(CLOCK);
        JwksKeySource discovered = minting.discoveredKeys()) {
      TrustPolicy policy = policy(server, WORKSPACE.apply()).withKeys(discovered);
      assertThat(policy.evaluate(minting.apply().sign())).isTrusted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://tfe.example.com",
        "tfe.example.com/",
        "user@tfe.example.com",
        "tfe.example.com:",
        "tfe.example.com:https",
        "tfe.example.com:1:2",
        "tfe example.com",
        "tfe.example.com?x",
        "tfé.example.com",
        "*"
      })
  void host_that_is_none_is_refused(String bad) {
    assertThatThrownBy(() -> HcpTerraform.enterpriseIssuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The host of a Terraform Enterprise is a host name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "my-org", "org-", "org_GRN", "ws-mbsd", "org-a b", "org-*", "ORG-abc"})
  void organisation_that_is_no_id_is_refused(String bad) {
    assertThatThrownBy(() -> HcpTerraform.organization(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "The id of a Terraform organisation is \"org-\" with letters and digits behind it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my-workspace", "ws-", "org-GRN", "ws-a:b", "ws-*"})
  void workspace_that_is_no_id_is_refused(String bad) {
    assertThatThrownBy(() -> HcpTerraform.organization("org-GRNbCjYNpBB6NEH9").workspace(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "The id of a Terraform workspace is \"ws-\" with letters and digits behind it");
  }

  @Test
  void view_reads_the_run() throws Exception {
    HcpTerraformJob run = HcpTerraform.job(DEPLOY.verify(TERRAFORM.apply().sign()));
    assertThat(run.organizationId()).isEqualTo("org-GRNbCjYNpBB6NEH9");
    assertThat(run.organizationName()).isEqualTo("my-org");
    assertThat(run.runId()).isEqualTo("run-X3n1AUXNGWbfECsJ");
    assertThat(run.runPhase()).isEqualTo("apply");
    assertThat(run.workspaceId()).contains("ws-mbsd5E3Ktt5Rg2Xm");
    assertThat(run.workspaceName()).contains("my-workspace");
    assertThat(run.projectId()).contains("prj-vegSA59s1XPwMr2t");
    assertThat(run)
        .hasToString(
            "HcpTerraformJob[organizationId=org-GRNbCjYNpBB6NEH9, runId=run-X3n1AUXNGWbfECsJ]");
  }

  @Test
  void view_of_a_module_test_has_no_workspace() throws Exception {
    TrustPolicy policy = policy(HcpTerraform.ORGANIZATION_ID.is("org-GRNbCjYNpBB6NEH9"));
    HcpTerraformJob run = HcpTerraform.job(policy.verify(TERRAFORM.moduleTest().sign()));
    assertThat(run.runPhase()).isEqualTo("plan");
    assertThat(run.workspaceId()).isEmpty();
    assertThat(run.workspaceName()).isEmpty();
    assertThat(run.projectId()).isEmpty();
  }

  @Test
  void view_of_another_providers_token_is_refused() throws Exception {
    String token = TERRAFORM.apply().inconsistent().without("terraform_run_id").sign();
    assertThatThrownBy(() -> HcpTerraform.job(DEPLOY.verify(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of HCP Terraform has the claim terraform_run_id");
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return policy(HcpTerraform.issuer(), first, more).withKeys(TERRAFORM.keys());
  }

  private static TrustPolicy policy(Issuer issuer, Requirement first, Requirement... more) {
    return TrustPolicy.named("deploy")
        .issuer(issuer)
        .audience(AUDIENCE)
        .require(first, more)
        .clock(CLOCK)
        .build();
  }
}
