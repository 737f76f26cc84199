package dev.credence.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.JenkinsIdTokens;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.ci.AzureDevOps;
import dev.credence.ci.CircleCi;
import dev.credence.ci.Drone;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.ci.Jenkins;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.IdentityProvider;
import dev.credence.testkit.JenkinsIssuer;
import dev.credence.testkit.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** Jobs work in AWS with the official client, from every kind of CI. */
@Timeout(60)
class AwsFederationTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Cloud cloud = new Cloud();

  @AfterEach
  void stop() {
    cloud.close();
  }

  /** A kind of CI, and the role that its usual job may assume. */
  record Ci(CiIssuer<?> issuer, TrustPolicy trust, String sessionName) {
    static Ci of(
        CiIssuer<?> issuer, String audience, Issuer trusted, Requirement job, String sessionName) {
      TrustPolicy trust =
          TrustPolicy.named("deploy").issuer(trusted).audience(audience).require(job).build();
      return new Ci(issuer, trust, sessionName);
    }

    IdTokenSource job() throws IdTokenUnavailableException {
      return issuer instanceof JenkinsIssuer jenkins
          ? JenkinsIdTokens.ofFile(
              Path.of(jenkins.env().get("ID_TOKEN_FILE")), trust.audience(), jenkins.ambient())
          : AmbientIdTokens.detect(trust.audience(), issuer.ambient());
    }

    @Override
    public String toString() {
      return issuer.getClass().getSimpleName();
    }
  }

  static Stream<Ci> cis() {
    String organization = "a64b0a19-f221-4291-b000-8d24bd842b72";
    return Stream.of(
        Ci.of(
            CiIssuer.gitHubActions(),
            AwsFederation.AUDIENCE,
            GitHubActions.issuer(),
            GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
            "octo-org.octo-repo@"),
        Ci.of(
            CiIssuer.gitLab(),
            AwsFederation.AUDIENCE,
            GitLab.issuer(),
            GitLab.project("my-group/my-project").id(20).namespaceId(72),
            "my-group.my-project@"),
        Ci.of(
            CiIssuer.circleCi(),
            AwsFederation.AUDIENCE,
            CircleCi.issuer(organization),
            CircleCi.organization(organization)
                .project("5a301f56-eaa7-4cce-9441-37810f7c8452")
                .pipelineDefinition("17c50866-1802-5aeb-874e-7f4dfce1b6b5"),
            "repo-1@"),
        Ci.of(
            CiIssuer.azureDevOps(),
            AzureDevOps.AUDIENCE,
            AzureDevOps.issuer("0ca3ddd9-f0b0-4635-a98c-5866526961b6"),
            AzureDevOps.REF.is("refs/heads/main"),
            "app.git@"),
        Ci.of(
            CiIssuer.jenkins(),
            AwsFederation.AUDIENCE,
            Jenkins.issuer("https://jenkins.acme.com/"),
            Jenkins.jobAt("https://jenkins.acme.com/job/payments/job/deploy/job/main/"),
            "job.main@"),
        Ci.of(
            CiIssuer.drone(IdentityProvider.AUTH0),
            AwsFederation.AUDIENCE,
            Drone.auth0Issuer("acme.eu.auth0.com"),
            Drone.auth0Client("Zk3mPq7RtXw2Yb9Lc4Nd8Vf1Hg6Js0Ae").scope("deploy"),
            "Zk3mPq7RtXw2Yb9Lc4Nd8Vf1Hg6Js0Ae"));
  }

  @ParameterizedTest
  @MethodSource("cis")
  void job_works_across_three_renewals(Ci ci) throws Exception {
    ci.issuer().clock(cloud.clock).audience(ci.trust().audience());
    cloud
        .sts
        .account(Cloud.ACCOUNT)
        .oidcProvider(ci.issuer(), ci.trust().audience())
        .role("ci/deploy", ci.trust());
    Set<String> keyIds = new LinkedHashSet<>();
    try (CiIssuer<?> issuer = ci.issuer();
        AwsFederation credentials =
            cloud.federation(ci.job()).duration(Duration.ofMinutes(15)).build();
        StsClient client = cloud.client(credentials)) {
      for (int session = 0; session < 4; session++) {
        assertThat(client.getCallerIdentity().arn())
            .startsWith("arn:aws:sts::123456789012:assumed-role/deploy/")
            .contains(ci.sessionName());
        assertThat(client.getCallerIdentity().account()).isEqualTo(Cloud.ACCOUNT);
        keyIds.add(credentials.resolveCredentials().accessKeyId());
        cloud.clock.advance(Duration.ofSeconds(14 * 60 + 30));
      }
      assertThat(issuer.identifier()).isEqualTo(ci.trust().issuer().identifier());
    }
    assertThat(keyIds).hasSize(4);
    assertThat(cloud.exchanges()).hasSize(4);
    assertThat(cloud.events).hasSize(4).allMatch(event -> event.verdict() == Verdict.TRUSTED);
  }

  @Test
  void each_renewal_takes_a_fresh_token() {
    try (AwsFederation credentials = cloud.federation().build()) {
      for (int session = 0; session < 3; session++) {
        credentials.resolveCredentials();
        cloud.clock.advance(Duration.ofHours(1));
      }
    }
    assertThat(cloud.exchanges())
        .extracting(request -> request.formParameter("WebIdentityToken").orElseThrow())
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @Test
  void request_is_what_was_set_and_unsigned() {
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    try (AwsFederation credentials =
        cloud
            .federation()
            .duration(Duration.ofMinutes(20))
            .sessionName("nightly@42")
            .sessionPolicy(policy)
            .sessionPolicyArn("arn:aws:iam::aws:policy/ReadOnlyAccess")
            .sessionPolicyArn("arn:aws:iam::123456789012:policy/ci/limits")
            .build()) {
      credentials.resolveCredentials();
    }
    RecordedRequest request = cloud.sts.server().journal().last();
    assertThat(request.formParameter("RoleArn")).contains(Cloud.ROLE);
    assertThat(request.formParameter("DurationSeconds")).contains("1200");
    assertThat(request.formParameter("RoleSessionName")).contains("nightly@42");
    assertThat(request.formParameter("Policy")).contains(policy);
    assertThat(request.formParameter("PolicyArns.member.1.arn"))
        .contains("arn:aws:iam::aws:policy/ReadOnlyAccess");
    assertThat(request.formParameter("PolicyArns.member.2.arn"))
        .contains("arn:aws:iam::123456789012:policy/ci/limits");
    assertThat(request.header("Authorization")).isEmpty();
  }

  @Test
  void credentials_are_the_sdks_with_account_and_expiry() {
    try (AwsFederation federation = cloud.federation().build()) {
      AwsSessionCredentials credentials = (AwsSessionCredentials) federation.resolveCredentials();

      assertThat(credentials.accessKeyId()).startsWith("ASIA");
      assertThat(credentials.accountId()).contains(Cloud.ACCOUNT);
      assertThat(credentials.expirationTime()).contains(cloud.clock.instant().plus(HOUR));
      assertThat(federation.resolveIdentity().join()).isSameAs(credentials);
    }
  }

  @Test
  void credentials_are_refused_after_their_expiry_by_the_fake() {
    try (AwsFederation federation = cloud.federation().build();
        StsClient client =
            cloud.client(StaticCredentialsProvider.create(federation.resolveCredentials()))) {
      assertThat(client.getCallerIdentity().account()).isEqualTo(Cloud.ACCOUNT);

      cloud.clock.advance(HOUR);

      assertThatThrownBy(client::getCallerIdentity)
          .isInstanceOfSatisfying(
              StsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken"));
    }
  }

  @Test
  void audit_event_tells_job_role_and_lifetime() {
    try (AwsFederation federation = cloud.federation().build()) {
      federation.resolveCredentials();
      federation.resolveCredentials();
    }
    assertThat(cloud.events).hasSize(1);
    AuditEvent event = cloud.events.get(0);
    assertThat(event.exchange().orElseThrow().cloud()).isEqualTo("aws");
    assertThat(event.exchange().orElseThrow().principal()).isEqualTo(Cloud.ROLE);
    assertThat(event.exchange().orElseThrow().account()).contains(Cloud.ACCOUNT);
    assertThat(event.exchange().orElseThrow().lifetime()).contains(HOUR);
    assertThat(event.token().orElseThrow().audience()).containsExactly(AwsFederation.AUDIENCE);
    assertThat(event.token().orElseThrow().id()).isPresent();
    assertThat(event.latency()).isPresent();
  }

  @Test
  void closed_federation_hands_out_nothing() {
    AwsFederation federation = cloud.federation().build();
    federation.resolveCredentials();
    federation.close();
    federation.close();

    assertThatThrownBy(federation::resolveCredentials)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("These credentials of " + Cloud.ROLE + " were closed");
  }

  @Test
  void texts_hold_no_credentials() {
    try (AwsFederation federation = cloud.federation().build()) {
      AwsSessionCredentials credentials = (AwsSessionCredentials) federation.resolveCredentials();

      assertThat(federation)
          .hasToString("AwsFederation[" + Cloud.ROLE + ", by " + cloud.sts.url() + "]");
      assertThat(cloud.sts.server().journal().toString() + cloud.events + cloud.sts)
          .doesNotContain(
              credentials.secretAccessKey(),
              credentials.sessionToken(),
              cloud.exchanges().get(0).formParameter("WebIdentityToken").orElseThrow());
    }
  }
}
