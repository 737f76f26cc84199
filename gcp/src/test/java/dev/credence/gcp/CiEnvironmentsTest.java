package dev.credence.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Google's client does its work in every kind of CI, longer than any token lasts. */
@Timeout(60)
class CiEnvironmentsTest {
  private static final String AUDIENCE = TestGoogle.PROVIDER.audience();
  private static final String ORGANIZATION = "0ca3ddd9-f0b0-4635-a98c-5866526961b6";
  private static final String CIRCLE_ORGANIZATION = "a64b0a19-f221-4291-b000-8d24bd842b72";

  private final TestGoogle cloud = new TestGoogle();

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void git_hub_actions() throws Exception {
    worksIn(
        CiIssuer.gitHubActions(),
        policy(
            GitHubActions.issuer(),
            AUDIENCE,
            GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65)));
  }

  @Test
  void git_lab() throws Exception {
    worksIn(CiIssuer.gitLab(), policy(GitLab.issuer(), AUDIENCE, GitLab.REF.is("main")));
  }

  @Test
  void circle_ci() throws Exception {
    worksIn(
        CiIssuer.circleCi(),
        policy(
            CircleCi.issuer(CIRCLE_ORGANIZATION),
            AUDIENCE,
            CircleCi.VCS_REF.is("refs/heads/main")));
  }

  @Test
  void azure_dev_ops() throws Exception {
    worksIn(
        CiIssuer.azureDevOps(),
        policy(
            AzureDevOps.issuer(ORGANIZATION),
            AzureDevOps.AUDIENCE,
            AzureDevOps.REF.is("refs/heads/main")));
  }

  @Test
  void jenkins_with_a_file() throws Exception {
    worksIn(
        CiIssuer.jenkins(),
        policy(
            Jenkins.issuer("https://jenkins.acme.com/"),
            AUDIENCE,
            Jenkins.jobAt("https://jenkins.acme.com/job/payments/job/deploy/job/main/")),
        this::tokenInFile);
  }

  @Test
  void drone_with_client_credentials() throws Exception {
    worksIn(
        CiIssuer.drone(IdentityProvider.AUTH0),
        policy(
            Drone.auth0Issuer("acme.eu.auth0.com"),
            AUDIENCE,
            Drone.auth0Client("Zk3mPq7RtXw2Yb9Lc4Nd8Vf1Hg6Js0Ae").scope("deploy")));
  }

  private static TrustPolicy policy(Issuer issuer, String audience, Requirement requirement) {
    return TrustPolicy.named("ci").issuer(issuer).audience(audience).require(requirement).build();
  }

  private <T extends CiIssuer<T>> void worksIn(T ci, TrustPolicy trust) throws Exception {
    worksIn(ci, trust, CiIssuer::ambient);
  }

  private <T extends CiIssuer<T>> void worksIn(
      T ci, TrustPolicy trust, Function<T, AmbientEnvironment> environment) throws Exception {
    cloud.pool.oidcProvider("github", ci.clock(cloud.clock).audience(trust.audience()), trust);
    cloud.google.federatedTokensLast(Duration.ofMinutes(10));
    try (ci) {
      IdTokenSource tokens = AmbientIdTokens.detect(trust.audience(), environment.apply(ci));
      try (GcpFederation federation = cloud.federation(tokens).build()) {
        for (int refreshes = 1; refreshes <= 4; refreshes++) {
          assertThat(cloud.fetchResource(federation.credentials())).contains("principal://");
          assertThat(cloud.exchanges()).isEqualTo(refreshes);
          cloud.clock.advance(Duration.ofMinutes(8));
        }
      }
    }
    assertThat(cloud.events).hasSize(4);
  }

  private AmbientEnvironment tokenInFile(JenkinsIssuer jenkins) {
    Map<String, String> env = new HashMap<>(jenkins.env());
    env.remove("IDTOKEN");
    return AmbientEnvironment.builder()
        .variables(env)
        .tokenFile(Path.of(env.get("ID_TOKEN_FILE")))
        .clock(cloud.clock)
        .build();
  }
}
