package dev.credence.testkit.ci;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.Harness;
import dev.credence.ci.HarnessJob;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.HarnessIssuer;
import dev.credence.testkit.TestClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarnessTest {
  private static final String AUDIENCE = "jfrog-artifactory";
  private static final Requirement PIPELINE =
      Harness.account("acc123").organization("myOrg").project("myProj").pipeline("myPipe");
  private static final TestClock CLOCK = TestClock.at(Instant.ofEpochSecond(1_795_219_200));

  private static final HarnessIssuer HARNESS = CiIssuer.harness().clock(CLOCK);
  private static final TrustPolicy DEPLOY = policy(PIPELINE);

  @Test
  void sample_is_the_documented_one() {
    String token = HARNESS.pipeline().sign();
    assertThat(TokenText.header(token)).startsWith("{\"alg\":\"RS256\",\"kid\":\"");
    assertThat(TokenText.claims(token))
        .isEqualTo(
            "{\"sub\":\"account/acc123:org/myOrg:project/myProj:pipeline/myPipe\","
                + "\"iss\":\"https://app.harness.io/ng/api/oidc/account/acc123\","
                + "\"aud\":\"jfrog-artifactory\",\"exp\":1795222800,\"iat\":1795219200,"
                + "\"account_id\":\"acc123\",\"organization_id\":\"myOrg\","
                + "\"project_id\":\"myProj\",\"pipeline_id\":\"myPipe\","
                + "\"context\":\"PIPELINE_EXECUTION\"}");
  }

  @Test
  void pipeline_is_trusted_whatever_form_its_sub_has() throws Exception {
    assertThat(DEPLOY.evaluate(HARNESS.pipeline().sign())).isTrusted();
    assertThat(DEPLOY.evaluate(HARNESS.defaultSubject().sign()))
        .isTrustedAnd(token -> assertThat(token.subject()).isEqualTo("acc123"));
  }

  @Test
  void default_sub_lets_in_every_project_of_the_account() throws Exception {
    TrustPolicy bySubject = policy(Harness.SUBJECT.is("acc123"));
    assertThat(bySubject.evaluate(HARNESS.defaultSubject().project("sandbox").sign())).isTrusted();
    assertThat(DEPLOY.evaluate(HARNESS.defaultSubject().project("sandbox").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("project_id");
  }

  @Test
  void same_pipeline_elsewhere_is_refused_by_its_parent() throws Exception {
    assertThat(DEPLOY.evaluate(HARNESS.otherProject().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("project_id");
    assertThat(DEPLOY.evaluate(HARNESS.pipeline().organization("other").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("organization_id");
    assertThat(DEPLOY.evaluate(HARNESS.pipeline().pipeline("other").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("pipeline_id");
  }

  @Test
  void check_of_a_connector_is_refused() throws Exception {
    assertThat(DEPLOY.evaluate(HARNESS.connectorValidation().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("organization_id", "project_id", "pipeline_id")
        .explains("absent");
  }

  @Test
  void sub_made_with_an_api_key_is_trusted_by_sub_and_refused_by_ids() throws Exception {
    String forged = HARNESS.mintedWithApiKey().sign();
    TrustPolicy bySubject =
        policy(Harness.SUBJECT.is("account/acc123:org/myOrg:project/myProj:pipeline/myPipe"));
    assertThat(bySubject.evaluate(forged)).isTrusted();
    assertThat(DEPLOY.evaluate(forged))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("organization_id", "project_id", "pipeline_id");
  }

  @Test
  void ids_made_with_an_api_key_can_not_be_told_from_the_pipelines() throws Exception {
    String forged = HARNESS.mintedWithApiKeyAndIds().sign();
    assertThat(TokenText.claims(forged)).isEqualTo(TokenText.claims(HARNESS.pipeline().sign()));
    assertThat(DEPLOY.evaluate(forged)).isTrusted();
  }

  @Test
  void issuer_of_every_cluster_is_spelled_as_harness_does() {
    String path = "/ng/api/oidc/account/acc123";
    assertThat(identifier(Harness.Cluster.PROD0)).isEqualTo("https://accounts.harness.io" + path);
    assertThat(identifier(Harness.Cluster.PROD1)).isEqualTo("https://app.harness.io" + path);
    assertThat(identifier(Harness.Cluster.PROD2)).isEqualTo("https://app.harness.io" + path);
    assertThat(identifier(Harness.Cluster.PROD3)).isEqualTo("https://app3.harness.io" + path);
    assertThat(identifier(Harness.Cluster.PROD4)).isEqualTo("https://accounts.harness.io" + path);
    assertThat(identifier(Harness.Cluster.EU)).isEqualTo("https://accounts.eu.harness.io" + path);
  }

  private static String identifier(Harness.Cluster cluster) {
    return Harness.issuer(cluster, "acc123").identifier();
  }

  @Test
  void account_of_another_cluster_is_refused() throws Exception {
    Issuer europe = Harness.issuer(Harness.Cluster.EU, "acc123");
    HarnessIssuer minting = CiIssuer.harness(europe).clock(CLOCK);
    assertThat(DEPLOY.withKeys(minting.keys()).evaluate(minting.pipeline().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN)
        .explains("accounts.eu.harness.io");
    TrustPolicy ofEurope = policy(europe, PIPELINE).withKeys(minting.keys());
    assertThat(ofEurope.evaluate(minting.pipeline().sign())).isTrusted();
  }

  @Test
  void other_account_is_refused_by_its_issuer_and_by_its_id() throws Exception {
    HarnessIssuer other =
        CiIssuer.harness(Harness.issuer(Harness.Cluster.PROD1, "acc666")).clock(CLOCK);
    assertThat(DEPLOY.withKeys(other.keys()).evaluate(other.pipeline().sign()))
        .isRejectedBecause(RejectionReason.ISSUER_UNKNOWN);
    String underOurs = other.pipeline().inconsistent().claim("iss", HARNESS.identifier()).sign();
    assertThat(DEPLOY.withKeys(other.keys()).evaluate(underOurs))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("account_id");
  }

  @Test
  void keys_are_found_by_discovery_where_the_hyphen_is_missing() throws Exception {
    try (HarnessIssuer minting = CiIssuer.harness().clock(CLOCK);
        JwksKeySource discovered = minting.discoveredKeys()) {
      assertThat(DEPLOY.withKeys(discovered).evaluate(minting.pipeline().sign())).isTrusted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a b", "a:b", "../acc", "é", "*", "acc123/"})
  void account_with_other_characters_is_refused(String bad) {
    assertThatThrownBy(() -> Harness.issuer(Harness.Cluster.PROD1, bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "The id of a Harness account has letters, digits, hyphens and underscores only");
    assertThatThrownBy(() -> Harness.account(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The id of a Harness account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a b", "a:b", "*", "my?"})
  void identifier_with_other_characters_is_refused(String bad) {
    assertThatThrownBy(() -> Harness.account("acc123").organization(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The identifier of a Harness organisation has letters");
    assertThatThrownBy(() -> Harness.account("acc123").organization("myOrg").project(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The identifier of a Harness project has letters");
    assertThatThrownBy(() -> Harness.account("a").organization("b").project("c").pipeline(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The identifier of a Harness pipeline has letters");
  }

  @Test
  void view_reads_the_pipeline() throws Exception {
    String token = HARNESS.pipeline().claim("environment_id", "prod").sign();
    HarnessJob job = Harness.job(DEPLOY.verify(token));
    assertThat(job.accountId()).isEqualTo("acc123");
    assertThat(job.organizationId()).contains("myOrg");
    assertThat(job.projectId()).contains("myProj");
    assertThat(job.pipelineId()).contains("myPipe");
    assertThat(job.environmentId()).contains("prod");
    assertThat(job.context()).contains("PIPELINE_EXECUTION");
    assertThat(job).hasToString("HarnessJob[accountId=acc123, pipelineId=myPipe]");
  }

  @Test
  void view_of_a_connectors_token_names_no_pipeline() throws Exception {
    TrustPolicy policy = policy(Harness.ACCOUNT_ID.is("acc123"));
    HarnessJob job = Harness.job(policy.verify(HARNESS.connectorValidation().sign()));
    assertThat(job.organizationId()).isEmpty();
    assertThat(job.projectId()).isEmpty();
    assertThat(job.pipelineId()).isEmpty();
    assertThat(job.environmentId()).isEmpty();
    assertThat(job).hasToString("HarnessJob[accountId=acc123, pipelineId=?]");
  }

  @Test
  void view_of_another_providers_token_is_refused() throws Exception {
    TrustPolicy policy = policy(Harness.CONTEXT.is("PIPELINE_EXECUTION"));
    String token = HARNESS.pipeline().inconsistent().without("account_id").sign();
    assertThatThrownBy(() -> Harness.job(policy.verify(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Every token of Harness has the claim account_id");
  }

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return policy(Harness.issuer(Harness.Cluster.PROD1, "acc123"), first, more)
        .withKeys(HARNESS.keys());
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
