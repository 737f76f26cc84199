package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.ci.AzureDevOps;
import dev.credence.ci.AzureDevOpsJob;
import dev.credence.ci.AzureDevOpsServiceConnection;
import dev.credence.claim.Requirement;
import dev.credence.testkit.AzureDevOpsEntraIssuer;
import dev.credence.testkit.AzureDevOpsEntraToken;
import dev.credence.testkit.AzureDevOpsIssuer;
import dev.credence.testkit.AzureDevOpsToken;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.TokenClaims;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureDevOpsTest {
  private static final String ORGANIZATION = "0ca3ddd9-f0b0-4635-a98c-5866526961b6";
  private static final String PROJECT = "271ef6f7-5998-4b0f-86fb-4b54d9129990";
  private static final String TENANT = "ff882432-09b0-437b-bd22-ca13c0037ded";
  private static final String CONNECTION = "64171687-7a59-4fce-b2c8-823278dcf176";
  private static final String ENTRA_SUBJECT =
      "/eid1/c/pub/t/MiSI_7AJe0O9IsoTwAN97Q/a/rISbSSETf0KqFyZ8ppdXmA/sc/"
          + ORGANIZATION
          + "/"
          + CONNECTION;

  private static final Requirement PIPELINE =
      AzureDevOps.organization(ORGANIZATION).project(PROJECT).pipeline(1);
  private static final Requirement REPOSITORY =
      AzureDevOps.REPOSITORY_URI.is("https://github.com/acme/app.git");
  private static final Requirement MAIN = AzureDevOps.REF.is("refs/heads/main");
  private static final Requirement OLDER_CONNECTION =
      AzureDevOps.serviceConnectionByNames("myorg", "my-project", "test-generic-sc");
  private static final Requirement ENTRA_CONNECTION =
      AzureDevOps.organization(ORGANIZATION).serviceConnection(CONNECTION).tenant(TENANT);

  private static final AzureDevOpsIssuer AZURE = CiIssuer.azureDevOps();
  private static final AzureDevOpsEntraIssuer ENTRA = CiIssuer.azureDevOpsEntra();

  @Test
  void pipeline_sample_is_minted_claim_by_claim() {
    Map<String, Object> claims =
        TokenClaims.of(AZURE.pushToMain().issuedAt(Instant.ofEpochSecond(1_745_840_209)));
    assertThat((String) claims.remove("jti")).hasSize(36);
    assertThat(claims)
        .containsExactly(
            Map.entry("sub", "p://myorg/my-project/my-pipeline"),
            Map.entry("aud", "api://AzureADTokenExchange"),
            Map.entry("org_id", ORGANIZATION),
            Map.entry("prj_id", PROJECT),
            Map.entry("def_id", "1"),
            Map.entry("rpo_id", "acme/app"),
            Map.entry("rpo_uri", "https://github.com/acme/app.git"),
            Map.entry("rpo_ver", "c291ea713801eb300054d353d279e7b02331f671"),
            Map.entry("rpo_ref", "refs/heads/main"),
            Map.entry("run_id", "5"),
            Map.entry("iss", "https://vstoken.dev.azure.com/" + ORGANIZATION),
            Map.entry("nbf", new BigDecimal(1_745_839_609)),
            Map.entry("exp", new BigDecimal(1_745_840_509)),
            Map.entry("iat", new BigDecimal(1_745_840_209)));
  }

  @Test
  void older_connection_sample_is_minted_claim_by_claim() {
    Map<String, Object> claims =
        TokenClaims.of(
            AZURE
                .serviceConnection("test-generic-sc")
                .issuedAt(Instant.ofEpochSecond(1_745_851_636)));
    assertThat((String) claims.remove("jti")).hasSize(36);
    assertThat(claims)
        .containsExactly(
            Map.entry("sub", "sc://myorg/my-project/test-generic-sc"),
            Map.entry("aud", "api://AzureADTokenExchange"),
            Map.entry("iss", "https://vstoken.dev.azure.com/" + ORGANIZATION),
            Map.entry("nbf", new BigDecimal(1_745_851_036)),
            Map.entry("exp", new BigDecimal(1_745_851_936)),
            Map.entry("iat", new BigDecimal(1_745_851_636)));
  }

  @Test
  void entra_sample_is_minted_claim_by_claim() {
    Map<String, Object> claims =
        TokenClaims.of(ENTRA.serviceConnection().issuedAt(Instant.ofEpochSecond(1_745_842_874)));
    assertThat((String) claims.remove("uti")).hasSize(22);
    assertThat(claims.keySet()).contains("aio", "rh").doesNotContain("jti");
    claims.keySet().removeAll(List.of("aio", "rh"));
    assertThat(claims)
        .containsExactly(
            Map.entry("aud", "fb60f99c-7a34-4190-8149-302f77469936"),
            Map.entry("iss", "https://login.microsoftonline.com/" + TENANT + "/v2.0"),
            Map.entry("iat", new BigDecimal(1_745_842_874)),
            Map.entry("nbf", new BigDecimal(1_745_842_874)),
            Map.entry("exp", new BigDecimal(1_745_929_574)),
            Map.entry("azp", "499b84ac-1321-427f-aa17-267ca6975798"),
            Map.entry("azpacr", "2"),
            Map.entry("idtyp", "app"),
            Map.entry("oid", "9246576b-c9b6-441d-a0ca-796721fd971e"),
            Map.entry("sub", ENTRA_SUBJECT),
            Map.entry("tid", TENANT),
            Map.entry("ver", "2.0"),
            Map.entry("xms_ficinfo", "CAAQARgAIAA"),
            Map.entry("xms_idrel", "7 30"));
  }

  @Test
  void entra_token_lives_a_day() throws Exception {
    assertThat(entra(ENTRA_CONNECTION).evaluate(ENTRA.serviceConnection().sign()))
        .isTrustedAnd(token ->
            assertThat(Duration.between(token.issuedAt(), token.expiresAt()))
                .isEqualTo(Duration.ofSeconds(86_700)));
  }

  @Test
  void helper_builds_the_sub_of_the_sample() {
    assertThat(ENTRA_CONNECTION.describe()).contains("sub is \"" + ENTRA_SUBJECT + "\"");
  }

  @Test
  void branch_tag_and_pull_request_are_refused_by_their_ref() throws Exception {
    TrustPolicy policy = pipelines(PIPELINE, REPOSITORY, MAIN);
    assertThat(policy.evaluate(AZURE.pushToMain().sign())).isTrusted();
    for (AzureDevOpsToken token :
        List.of(AZURE.pushToBranch("feature/x"), AZURE.tag("main"), AZURE.pullRequest())) {
      assertThat(policy.evaluate(token.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("rpo_ref");
    }
  }

  @Test
  void other_organisation_with_the_same_key_is_refused_by_its_issuer() throws Exception {
    assertThat(pipelines(PIPELINE).evaluate(AZURE.otherOrganization().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss");
  }

  @Test
  void same_names_with_other_ids_are_refused() throws Exception {
    assertThat(pipelines(PIPELINE).evaluate(AZURE.recycledNames().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss");
    String token = AZURE.pipelineOfTheSameName().sign();
    Requirement byName = AzureDevOps.SUBJECT.is("p://myorg/my-project/my-pipeline");
    assertThat(pipelines(byName).evaluate(token)).isTrusted();
    assertThat(pipelines(PIPELINE).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("def_id");
  }

  @Test
  void issuer_of_one_organisation_with_ids_of_another_is_refused() throws Exception {
    String other = "66666666-6666-4666-8666-666666666604";
    String token = AZURE.pushToMain().inconsistent().claim("org_id", other).sign();
    assertThat(pipelines(PIPELINE).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("org_id");
  }

  @Test
  void repository_of_azure_repos_is_told_by_its_id() throws Exception {
    String id = "3c7a91b2-5555-4c1a-9d2e-1f2e3d4c5b6a";
    TrustPolicy policy = pipelines(PIPELINE, AzureDevOps.REPOSITORY_ID.is(id), MAIN);
    AzureDevOpsToken token = AZURE.pushToMain().azureRepository("app", id);
    assertThat(policy.evaluate(token.sign()))
        .isTrustedAnd(job ->
            assertThat(job.get(AzureDevOps.REPOSITORY_URI))
                .contains("https://dev.azure.com/myorg/my-project/_git/app"));
    assertThat(policy.evaluate(AZURE.pushToMain().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("rpo_id");
  }

  @Test
  void definition_as_a_number_is_refused() throws Exception {
    String token = AZURE.pushToMain().inconsistent().claim("def_id", 1).sign();
    assertThat(pipelines(PIPELINE).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("def_id");
  }

  @Test
  void connection_token_is_no_pipeline_token_and_the_reverse() throws Exception {
    String pipeline = AZURE.pushToMain().sign();
    String connection = AZURE.serviceConnection("test-generic-sc").sign();
    assertThat(pipelines(OLDER_CONNECTION).evaluate(connection)).isTrusted();
    assertThat(pipelines(PIPELINE).evaluate(connection))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("org_id", "prj_id", "def_id")
        .explains("absent");
    assertThat(pipelines(OLDER_CONNECTION).evaluate(pipeline))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub");
  }

  @Test
  void connection_of_another_name_is_refused() throws Exception {
    assertThat(pipelines(OLDER_CONNECTION).evaluate(AZURE.serviceConnection("Test sc").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub");
    Requirement spaces = AzureDevOps.serviceConnectionByNames("myorg", "my-project", "Test sc");
    assertThat(pipelines(spaces).evaluate(AZURE.serviceConnection("Test sc").sign())).isTrusted();
  }

  @Test
  void other_application_of_the_tenant_is_refused() throws Exception {
    assertThat(entra(ENTRA_CONNECTION).evaluate(ENTRA.otherApplication().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("sub", "azp");
  }

  @Test
  void sub_of_the_connection_for_another_party_is_refused() throws Exception {
    String token =
        ENTRA
            .serviceConnection()
            .inconsistent()
            .claim("azp", "66666666-6666-4666-8666-666666666609")
            .sign();
    assertThat(entra(ENTRA_CONNECTION).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("azp");
  }

  @Test
  void tenant_that_disagrees_with_sub_and_issuer_is_refused() throws Exception {
    String token =
        ENTRA
            .serviceConnection()
            .inconsistent()
            .claim("tid", "66666666-6666-4666-8666-666666666608")
            .sign();
    assertThat(entra(ENTRA_CONNECTION).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("tid");
  }

  @Test
  void longest_lifetime_is_an_hour_and_of_entra_a_day_and_an_hour() {
    assertThat(AzureDevOps.issuer(ORGANIZATION).maxLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(AzureDevOps.entraIssuer(TENANT).maxLifetime()).isEqualTo(Duration.ofHours(25));
  }

  @Test
  void other_connection_or_organisation_of_the_tenant_is_refused() throws Exception {
    for (AzureDevOpsEntraToken token :
        List.of(ENTRA.otherConnection(), ENTRA.otherOrganization())) {
      assertThat(entra(ENTRA_CONNECTION).evaluate(token.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("sub");
    }
  }

  @Test
  void other_tenant_is_refused_by_its_issuer() throws Exception {
    assertThat(entra(ENTRA_CONNECTION).evaluate(ENTRA.otherTenant().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
  }

  @Test
  void audience_of_the_other_issuer_is_refused() throws Exception {
    String entraWithUri = ENTRA.serviceConnection().audience(AzureDevOps.AUDIENCE).sign();
    assertThat(entra(ENTRA_CONNECTION).evaluate(entraWithUri))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH);
    String pipelineWithId = AZURE.pushToMain().audience(AzureDevOps.ENTRA_AUDIENCE).sign();
    assertThat(pipelines(PIPELINE).evaluate(pipelineWithId))
        .isRejectedBecause(RejectionReason.AUDIENCE_MISMATCH);
  }

  @Test
  void entra_token_without_an_id_is_used_once_only() throws Exception {
    TrustPolicy once =
        TrustPolicy.named("once")
            .issuer(AzureDevOps.entraIssuer(TENANT).withKeys(ENTRA.keys()))
            .audience(AzureDevOps.ENTRA_AUDIENCE)
            .require(ENTRA_CONNECTION)
            .onlyOnce(ReplayGuard.inMemory(10))
            .build();
    String token = ENTRA.serviceConnection().sign();
    assertThat(once.evaluate(token)).isTrusted();
    assertThat(once.evaluate(token)).isRejectedBecause(RejectionReason.REPLAYED);
    assertThat(once.evaluate(ENTRA.serviceConnection().sign())).isTrusted();
  }

  @Test
  void issuer_is_spelled_as_microsoft_does() {
    assertThat(AzureDevOps.issuer(ORGANIZATION).identifier())
        .isEqualTo("https://vstoken.dev.azure.com/0ca3ddd9-f0b0-4635-a98c-5866526961b6");
    assertThat(AzureDevOps.entraIssuer(TENANT).identifier())
        .isEqualTo("https://login.microsoftonline.com/ff882432-09b0-437b-bd22-ca13c0037ded/v2.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "myorg",
        "common",
        "0CA3DDD9-F0B0-4635-A98C-5866526961B6",
        "0ca3ddd9-f0b0-4635-a98c-5866526961b6/",
        "0ca3ddd9f0b04635a98c5866526961b6",
        "../0ca3ddd9-f0b0-4635-a98c-5866526961"
      })
  void id_that_is_no_uuid_in_lower_case_is_refused(String bad) {
    assertThatThrownBy(() -> AzureDevOps.issuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An Azure DevOps organisation's id is a UUID in lower case");
    assertThatThrownBy(() -> AzureDevOps.entraIssuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An Entra tenant's id is a UUID in lower case");
    assertThatThrownBy(() -> AzureDevOps.organization(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An Azure DevOps organisation's id is a UUID in lower case");
    AzureDevOps.Organization organization = AzureDevOps.organization(ORGANIZATION);
    assertThatThrownBy(() -> organization.project(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An Azure DevOps project's id is a UUID in lower case");
    assertThatThrownBy(() -> organization.serviceConnection(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A service connection's id is a UUID in lower case");
    assertThatThrownBy(() -> organization.serviceConnection(CONNECTION).tenant(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An Entra tenant's id is a UUID in lower case");
  }

  @Test
  void definition_that_is_not_positive_is_refused() {
    assertThatThrownBy(() -> AzureDevOps.organization(ORGANIZATION).project(PROJECT).pipeline(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The ids of pipelines are positive numbers; this is 0");
  }

  @Test
  void name_that_would_move_the_parts_of_sub_is_refused() {
    assertThatThrownBy(() -> AzureDevOps.serviceConnectionByNames("myorg/x", "p", "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An Azure DevOps organisation's name is not empty and has no slash");
    assertThatThrownBy(() -> AzureDevOps.serviceConnectionByNames("myorg", "", "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("An Azure DevOps project's name is not empty and has no slash");
    assertThatThrownBy(() -> AzureDevOps.serviceConnectionByNames("myorg", "p", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A service connection's name is not empty");
  }

  @Test
  void view_reads_the_pipelines_job() throws Exception {
    AzureDevOpsJob job = AzureDevOps.job(pipelines(PIPELINE).verify(AZURE.pushToMain().sign()));
    assertThat(job.organizationId()).isEqualTo(ORGANIZATION);
    assertThat(job.projectId()).isEqualTo(PROJECT);
    assertThat(job.pipelineId()).isEqualTo("1");
    assertThat(job.runId()).contains("5");
    assertThat(job.repositoryUri()).contains("https://github.com/acme/app.git");
    assertThat(job.ref()).contains("refs/heads/main");
    assertThat(job.sha()).contains("c291ea713801eb300054d353d279e7b02331f671");
    assertThat(job).hasToString("AzureDevOpsJob[projectId=" + PROJECT + ", pipelineId=1, runId=5]");
  }

  @Test
  void view_of_a_connection_as_a_job_is_refused() throws Exception {
    String token = AZURE.serviceConnection("test-generic-sc").sign();
    assertThatThrownBy(() -> AzureDevOps.job(pipelines(OLDER_CONNECTION).verify(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of an Azure DevOps pipeline has the claim org_id");
  }

  @Test
  void view_reads_the_connection() throws Exception {
    AzureDevOpsServiceConnection connection =
        AzureDevOps.serviceConnection(
            entra(ENTRA_CONNECTION).verify(ENTRA.serviceConnection().sign()));
    assertThat(connection.tenantId()).isEqualTo(TENANT);
    assertThat(connection.organizationId()).isEqualTo(ORGANIZATION);
    assertThat(connection.connectionId()).isEqualTo(CONNECTION);
    assertThat(connection)
        .hasToString(
            "AzureDevOpsServiceConnection[organizationId="
                + ORGANIZATION
                + ", connectionId="
                + CONNECTION
                + "]");
  }

  @Test
  void view_of_another_applications_token_as_a_connection_is_refused() throws Exception {
    TrustPolicy tenant = entra(AzureDevOps.TENANT_ID.is(TENANT));
    String token = ENTRA.otherApplication().sign();
    assertThatThrownBy(() -> AzureDevOps.serviceConnection(tenant.verify(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("with Azure DevOps as the application");
  }

  private static TrustPolicy pipelines(Requirement first, Requirement... more) {
    return policy(AzureDevOps.issuer(ORGANIZATION), AzureDevOps.AUDIENCE, first, more)
        .withKeys(AZURE.keys());
  }

  private static TrustPolicy entra(Requirement first, Requirement... more) {
    return policy(AzureDevOps.entraIssuer(TENANT), AzureDevOps.ENTRA_AUDIENCE, first, more)
        .withKeys(ENTRA.keys());
  }

  private static TrustPolicy policy(
      Issuer issuer, String audience, Requirement first, Requirement... more) {
    return TrustPolicy.named("production-deploy")
        .issuer(issuer)
        .audience(audience)
        .require(first, more)
        .build();
  }
}
