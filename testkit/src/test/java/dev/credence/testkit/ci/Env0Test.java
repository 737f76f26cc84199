package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.Env0;
import dev.credence.ci.Env0Job;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.Env0Issuer;
import dev.credence.testkit.TestClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Env0Test {
  private static final String ORGANIZATION = "66a38abf-69bc-4cb7-ad73-7f61e389079f";
  private static final String PROJECT = "5b44fa6d-ecfd-40ab-8e69-14d6fe7c638c";
  private static final String ENVIRONMENT = "9c3ca3cf-870d-4db4-9c60-5adf37faab45";
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_685_696_926));
  private static final Requirement DEPLOYMENT =
      Env0.organization(ORGANIZATION).project(PROJECT).environment(ENVIRONMENT);

  private final Env0Issuer env0 = CiIssuer.env0().clock(CLOCK);
  private final TrustPolicy deploy = policy(DEPLOYMENT);

  @Test
  void sample_is_the_documented_one() throws Exception {
    assertThat(TokenText.claims(env0.deploy().sign()))
        .contains(
            "\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"organizationId\":[\"66a38abf-",
            "\"apiKeyType\":\"oidc\",\"organization\":\"66a38abf-69bc-4cb7-ad73-7f61e389079f\"",
            "\"deploymentType\":\"deploy\"",
            "\"https://env0.com/apiKeyType\":\"oidc\"",
            "\"iss\":\"https://login.app.env0.com/\",\"sub\":\"auth0|63021f2ce98a11d0678ed6fe\"",
            "\"aud\":[\"https://prod.env0.com\"],\"iat\":1685696926,\"exp\":1685783326",
            "\"gty\":\"password\"");
    assertThat(deploy.evaluate(env0.deploy().sign())).isTrusted();
  }

  @Test
  void audience_is_accepted_as_a_string_too() throws Exception {
    String token = env0.deploy().inconsistent().claim("aud", Env0.AUDIENCE).sign();
    assertThat(deploy.evaluate(token)).isTrusted();
  }

  @Test
  void older_token_is_trusted_only_where_its_second_audience_is_tolerated() throws Exception {
    String token = env0.olderToken().sign();
    assertThat(deploy.evaluate(token)).isRejectedBecause(RejectionReason.AUDIENCE_MULTIPLE);
    TrustPolicy tolerant =
        TrustPolicy.named("deploy")
            .issuer(Env0.issuer())
            .audience(Env0.AUDIENCE)
            .require(DEPLOYMENT)
            .tolerateAudiences(Env0.USERINFO_AUDIENCE)
            .clock(CLOCK)
            .build()
            .withKeys(env0.keys());
    assertThat(tolerant.evaluate(token)).isTrusted();
  }

  @Test
  void token_of_an_api_key_is_refused_by_its_kind_only() throws Exception {
    assertThat(deploy.evaluate(env0.apiKey().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("apiKeyType");
    assertThat(deploy.evaluate(env0.deploy().inconsistent().without("apiKeyType").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("apiKeyType")
        .explains("absent");
  }

  @Test
  void deprecated_claims_are_no_substitute() throws Exception {
    String token = env0.deploy().inconsistent().claim("environmentId", PROJECT).sign();
    assertThat(TokenText.claims(token))
        .contains("\"https://env0.com/environmentId\":\"" + ENVIRONMENT + "\"");
    assertThat(deploy.evaluate(token))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environmentId");
  }

  @Test
  void sub_is_the_same_for_all_of_an_organisation() throws Exception {
    TrustPolicy bySubject = policy(Env0.SUBJECT.is("auth0|63021f2ce98a11d0678ed6fe"));
    assertThat(bySubject.evaluate(env0.otherEnvironment().sign())).isTrusted();
    assertThat(bySubject.evaluate(env0.otherProject().sign())).isTrusted();
    assertThat(deploy.evaluate(env0.otherEnvironment().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environmentId");
    assertThat(deploy.evaluate(env0.otherProject().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("projectId", "environmentId");
    assertThat(deploy.evaluate(env0.otherOrganization().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("organizationId", "projectId", "environmentId");
  }

  @Test
  void plans_for_pull_requests_and_tasks_are_refused() throws Exception {
    for (String token : new String[] {env0.pullRequest().sign(), env0.task().sign()}) {
      assertThat(deploy.evaluate(token))
          .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
          .namesOnly("deploymentType");
    }
  }

  @Test
  void issuer_without_its_slash_is_refused() throws Exception {
    assertThat(Env0.issuer().identifier()).isEqualTo("https://login.app.env0.com/");
    String token = env0.deploy().inconsistent().claim("iss", "https://login.app.env0.com").sign();
    assertThat(deploy.evaluate(token)).isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
  }

  @Test
  void view_tells_environment_and_deployment() throws Exception {
    Env0Job job = Env0.job(deploy.verify(env0.deploy().sign()));
    assertThat(job.organizationId()).isEqualTo(ORGANIZATION);
    assertThat(job.projectId()).isEqualTo(PROJECT);
    assertThat(job.environmentId()).isEqualTo(ENVIRONMENT);
    assertThat(job.deploymentLogId()).isEqualTo("96e2b169-5e4a-44a4-876b-4a5d26f4412c");
    assertThat(job.environmentName()).contains("Dev Test Environment");
    assertThat(job.deploymentType()).contains("deploy");
    assertThat(job.deployerEmail()).contains("test@test.com");
    assertThat(job)
        .hasToString(
            "Env0Job[environmentId=9c3ca3cf-870d-4db4-9c60-5adf37faab45,"
                + " deploymentLogId=96e2b169-5e4a-44a4-876b-4a5d26f4412c]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Test Project", "66A38ABF-69BC-4CB7-AD73-7F61E389079F", "*"})
  void ids_that_are_no_uuids_are_refused(String id) {
    assertThatThrownBy(() -> Env0.organization(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of an env zero organisation");
    assertThatThrownBy(() -> Env0.organization(ORGANIZATION).project(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of an env zero project");
    assertThatThrownBy(() -> Env0.organization(ORGANIZATION).project(PROJECT).environment(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id of an env zero environment");
  }

  private TrustPolicy policy(Requirement requirement) {
    return TrustPolicy.named("deploy")
        .issuer(Env0.issuer())
        .audience(Env0.AUDIENCE)
        .require(requirement)
        .clock(CLOCK)
        .build()
        .withKeys(env0.keys());
  }
}
