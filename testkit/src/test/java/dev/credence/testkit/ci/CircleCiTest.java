package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.CircleCi;
import dev.credence.ci.CircleCiJob;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CircleCiIssuer;
import dev.credence.testkit.CircleCiToken;
import dev.credence.testkit.TokenClaims;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircleCiTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final String ORGANIZATION = "a64b0a19-f221-4291-b000-8d24bd842b72";
  private static final String PROJECT = "5a301f56-eaa7-4cce-9441-37810f7c8452";
  private static final String DEFINITION = "17c50866-1802-5aeb-874e-7f4dfce1b6b5";
  private static final Requirement PIPELINE =
      CircleCi.organization(ORGANIZATION).project(PROJECT).pipelineDefinition(DEFINITION);
  private static final Requirement ORIGIN =
      CircleCi.VCS_ORIGIN.is("github.com/organization-123/repo-1");
  private static final Requirement MAIN = CircleCi.VCS_REF.is("refs/heads/main");
  private static final Requirement CONTEXT =
      CircleCi.CONTEXT_IDS.contains("a74579f1-2e7d-451e-b009-5c082ad2729e");

  private static final CircleCiIssuer CIRCLE = CiIssuer.circleCi().audience(AUDIENCE);
  private static final CircleCiIssuer ROOT = CiIssuer.circleCiRoot().audience(AUDIENCE);

  @Test
  void documented_sample_is_minted_claim_by_claim() {
    CircleCiToken sample =
        CIRCLE.pushToMain().audience("pypi").issuedAt(Instant.ofEpochSecond(1_763_071_432));
    assertThat(TokenClaims.of(sample))
        .containsExactly(
            Map.entry("aud", "pypi"),
            Map.entry("exp", new BigDecimal(1_763_075_032)),
            Map.entry("iat", new BigDecimal(1_763_071_432)),
            Map.entry("iss", "https://oidc.circleci.com/org/" + ORGANIZATION),
            Map.entry(
                "oidc.circleci.com/context-ids",
                List.of(
                    "a74579f1-2e7d-451e-b009-5c082ad2729e",
                    "cb32986e-2f6f-4f43-b2bd-d3c2fd98e903")),
            Map.entry("oidc.circleci.com/job-id", "0a4b1f6e-0000-4000-8000-000000000001"),
            Map.entry("oidc.circleci.com/org-id", ORGANIZATION),
            Map.entry("oidc.circleci.com/pipeline-definition-id", DEFINITION),
            Map.entry("oidc.circleci.com/pipeline-id", "cd267951-f409-44fc-a0f0-81512f5840b0"),
            Map.entry("oidc.circleci.com/project-id", PROJECT),
            Map.entry("oidc.circleci.com/ssh-rerun", false),
            Map.entry("oidc.circleci.com/vcs-origin", "github.com/organization-123/repo-1"),
            Map.entry("oidc.circleci.com/vcs-ref", "refs/heads/main"),
            Map.entry("oidc.circleci.com/workflow-id", "0a4b1f6e-0000-4000-8000-000000000002"),
            Map.entry(
                "sub",
                "org/"
                    + ORGANIZATION
                    + "/project/"
                    + PROJECT
                    + "/user/0a4b1f6e-0000-4000-8000-000000000003"));
  }

  @Test
  void token_without_an_id_is_trusted() throws Exception {
    assertThat(policy(PIPELINE, ORIGIN, MAIN, CONTEXT).evaluate(CIRCLE.pushToMain().sign()))
        .isTrustedAnd(token -> assertThat(token.id()).isEmpty());
  }

  @Test
  void ssh_rerun_is_refused() throws Exception {
    assertThat(policy(PIPELINE).evaluate(CIRCLE.sshRerun().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.SSH_RERUN.name())
        .explains("true");
  }

  @Test
  void ssh_rerun_that_is_missing_or_a_string_is_not_false() throws Exception {
    String name = "oidc.circleci.com/ssh-rerun";
    for (String token :
        List.of(
            CIRCLE.pushToMain().inconsistent().without(name).sign(),
            CIRCLE.pushToMain().inconsistent().claim(name, "false").sign(),
            CIRCLE.pushToMain().inconsistent().claim(name, null).sign(),
            CIRCLE.pushToMain().inconsistent().claim(name, 0).sign())) {
      assertThat(policy(PIPELINE).evaluate(token))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly(CircleCi.SSH_RERUN.name());
    }
  }

  @Test
  void fork_with_the_originals_ids_is_refused_by_origin_and_ref() throws Exception {
    String token = CIRCLE.pullRequestFromFork().sign();
    assertThat(policy(PIPELINE).evaluate(token)).isTrusted();
    assertThat(policy(PIPELINE, ORIGIN, MAIN).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.VCS_ORIGIN.name(), CircleCi.VCS_REF.name());
    assertThat(policy(PIPELINE, CircleCi.VCS_REF.matches("refs/heads/**")).evaluate(token))
        .isTrusted();
  }

  @Test
  void branch_that_imitates_the_end_of_sub_is_refused_by_its_claim() throws Exception {
    CircleCiToken token =
        CIRCLE.pushToBranch("x/vcs-ref/refs/heads/main").subjectWithOriginAndRef();
    Requirement pattern =
        CircleCi.SUBJECT.matches(
            "org/" + ORGANIZATION + "/project/*/user/*/vcs-origin/**/vcs-ref/refs/heads/main");
    assertThat(policy(pattern).evaluate(token.sign())).isTrusted();
    assertThat(policy(pattern, MAIN).evaluate(token.sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.VCS_REF.name());
  }

  @Test
  void job_without_the_restricted_context_is_refused() throws Exception {
    TrustPolicy policy = policy(PIPELINE, CONTEXT);
    assertThat(policy.evaluate(CIRCLE.withoutContexts().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.CONTEXT_IDS.name());
    CircleCiToken other = CIRCLE.pushToMain().contexts("cb32986e-2f6f-4f43-b2bd-d3c2fd98e903");
    assertThat(policy.evaluate(other.sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.CONTEXT_IDS.name());
  }

  @Test
  void custom_webhook_is_refused_where_origin_and_ref_are_required() throws Exception {
    String token = CIRCLE.customWebhook().sign();
    assertThat(policy(PIPELINE).evaluate(token)).isTrusted();
    assertThat(policy(PIPELINE, ORIGIN, MAIN).evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.VCS_ORIGIN.name(), CircleCi.VCS_REF.name())
        .explains("absent");
  }

  @Test
  void branch_and_tag_are_refused_by_their_ref() throws Exception {
    for (CircleCiToken token : List.of(CIRCLE.pushToBranch("feature/x"), CIRCLE.tag("main"))) {
      assertThat(policy(PIPELINE, MAIN).evaluate(token.sign()))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly(CircleCi.VCS_REF.name());
    }
  }

  @Test
  void other_pipeline_or_project_of_the_organisation_is_refused() throws Exception {
    assertThat(policy(PIPELINE).evaluate(CIRCLE.otherPipelineDefinition().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.PIPELINE_DEFINITION_ID.name());
    assertThat(policy(PIPELINE).evaluate(CIRCLE.otherProject().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.PROJECT_ID.name(), CircleCi.PIPELINE_DEFINITION_ID.name());
  }

  @Test
  void other_organisation_is_refused_by_its_issuer() throws Exception {
    assertThat(policy(PIPELINE).evaluate(CIRCLE.otherOrganization().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .namesOnly("iss");
  }

  @Test
  void other_organisation_of_the_root_issuer_is_refused_by_its_ids() throws Exception {
    TrustPolicy root = rootPolicy(PIPELINE);
    assertThat(root.evaluate(ROOT.pushToMain().sign())).isTrusted();
    assertThat(root.evaluate(ROOT.otherOrganization().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(
            CircleCi.ORGANIZATION_ID.name(),
            CircleCi.PROJECT_ID.name(),
            CircleCi.PIPELINE_DEFINITION_ID.name());
    String ownProject =
        ROOT.pushToMain().organization("66666666-6666-4666-8666-666666666601").sign();
    assertThat(root.evaluate(ownProject))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(CircleCi.ORGANIZATION_ID.name());
  }

  @Test
  void root_and_organisation_issuer_are_not_one() throws Exception {
    assertThat(policy(PIPELINE).withKeys(ROOT.keys()).evaluate(ROOT.pushToMain().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
    assertThat(rootPolicy(PIPELINE).withKeys(CIRCLE.keys()).evaluate(CIRCLE.pushToMain().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
  }

  @Test
  void audit_log_token_is_refused_whatever_the_audience() throws Exception {
    TrustPolicy policy =
        policy(CircleCi.issuer(ORGANIZATION), ORGANIZATION, PIPELINE, ORIGIN, CONTEXT)
            .withKeys(CIRCLE.keys());
    assertThat(policy.evaluate(CIRCLE.pushToMain().audience(ORGANIZATION).sign())).isTrusted();
    assertThat(policy.evaluate(CIRCLE.auditLogStreaming().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly(
            Stream.of(
                    CircleCi.ORGANIZATION_ID,
                    CircleCi.PROJECT_ID,
                    CircleCi.PIPELINE_DEFINITION_ID,
                    CircleCi.SSH_RERUN,
                    CircleCi.VCS_ORIGIN,
                    CircleCi.CONTEXT_IDS)
                .map(Claim::name)
                .toArray(String[]::new))
        .explains("absent");
  }

  @Test
  void issuer_is_spelled_as_circleci_does() {
    assertThat(CircleCi.rootIssuer().identifier()).isEqualTo("https://oidc.circleci.com");
    assertThat(CircleCi.issuer(ORGANIZATION).identifier())
        .isEqualTo("https://oidc.circleci.com/org/a64b0a19-f221-4291-b000-8d24bd842b72");
  }

  @Test
  void longest_lifetime_is_that_of_circleci_server() {
    assertThat(CircleCi.issuer(ORGANIZATION).maxLifetime()).isEqualTo(Duration.ofHours(5));
    assertThat(CircleCi.rootIssuer().maxLifetime()).isEqualTo(Duration.ofHours(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "organization-123",
        "A64B0A19-F221-4291-B000-8D24BD842B72",
        "a64b0a19-f221-4291-b000-8d24bd842b72/",
        " a64b0a19-f221-4291-b000-8d24bd842b72",
        "a64b0a19f2214291b0008d24bd842b72",
        "{64b0a19-f221-4291-b000-8d24bd842b7}",
        "a64b0a19-f221-4291-b000-8d24bd842b7*"
      })
  void id_that_is_no_uuid_in_lower_case_is_refused(String bad) {
    assertThatThrownBy(() -> CircleCi.issuer(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A CircleCI organisation's id is a UUID in lower case");
    assertThatThrownBy(() -> CircleCi.organization(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A CircleCI organisation's id is a UUID in lower case");
    assertThatThrownBy(
            () -> CircleCi.organization(ORGANIZATION).project(bad).pipelineDefinition(DEFINITION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A CircleCI project's id is a UUID in lower case");
    assertThatThrownBy(
            () -> CircleCi.organization(ORGANIZATION).project(PROJECT).pipelineDefinition(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A CircleCI pipeline definition's id is a UUID in lower case");
  }

  @Test
  void view_reads_the_job() throws Exception {
    CircleCiJob job = CircleCi.job(policy(PIPELINE).verify(CIRCLE.pushToMain().sign()));
    assertThat(job.organizationId()).isEqualTo(ORGANIZATION);
    assertThat(job.projectId()).isEqualTo(PROJECT);
    assertThat(job.pipelineDefinitionId()).contains(DEFINITION);
    assertThat(job.jobId()).isEqualTo("0a4b1f6e-0000-4000-8000-000000000001");
    assertThat(job.workflowId()).contains("0a4b1f6e-0000-4000-8000-000000000002");
    assertThat(job.contextIds()).hasSize(2).contains("a74579f1-2e7d-451e-b009-5c082ad2729e");
    assertThat(job.origin()).contains("github.com/organization-123/repo-1");
    assertThat(job.ref()).contains("refs/heads/main");
    assertThat(job.mayBeSshRerun()).isFalse();
    assertThat(job.userId()).contains("0a4b1f6e-0000-4000-8000-000000000003");
    assertThat(job)
        .hasToString(
            "CircleCiJob[projectId=" + PROJECT + ", jobId=0a4b1f6e-0000-4000-8000-000000000001]");
  }

  @Test
  void view_reads_the_user_from_both_forms_of_sub() throws Exception {
    String token = CIRCLE.pushToMain().subjectWithOriginAndRef().sign();
    assertThat(CircleCi.job(policy(PIPELINE).verify(token)).userId())
        .contains("0a4b1f6e-0000-4000-8000-000000000003");
    String other = CIRCLE.pushToMain().inconsistent().claim("sub", "org/x/project/y").sign();
    assertThat(CircleCi.job(policy(PIPELINE).verify(other)).userId()).isEmpty();
  }

  @Test
  void view_takes_a_missing_ssh_rerun_for_a_possible_one() throws Exception {
    TrustPolicy policy = policy(CircleCi.PROJECT_ID.is(PROJECT));
    String token =
        CIRCLE.customWebhook().inconsistent().without("oidc.circleci.com/ssh-rerun").sign();
    CircleCiJob job = CircleCi.job(policy.verify(token));
    assertThat(job.mayBeSshRerun()).isTrue();
    assertThat(job.origin()).isEmpty();
    assertThat(job.ref()).isEmpty();
  }

  @Test
  void view_of_an_audit_log_token_is_refused() throws Exception {
    TrustPolicy policy =
        policy(
                CircleCi.issuer(ORGANIZATION),
                ORGANIZATION,
                CircleCi.SUBJECT.is("org/" + ORGANIZATION + "/file-streaming/audit-logs"))
            .withKeys(CIRCLE.keys());
    assertThatThrownBy(() -> CircleCi.job(policy.verify(CIRCLE.auditLogStreaming().sign())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of CircleCI has the claim");
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return policy(CircleCi.issuer(ORGANIZATION), AUDIENCE, first, more).withKeys(CIRCLE.keys());
  }

  private static TrustPolicy rootPolicy(Requirement first, Requirement... more) {
    return policy(CircleCi.rootIssuer(), AUDIENCE, first, more).withKeys(ROOT.keys());
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
