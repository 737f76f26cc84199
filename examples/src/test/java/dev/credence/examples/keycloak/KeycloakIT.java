package dev.credence.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.VerifiedToken;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.ClientAuthentication;
import dev.credence.ambient.GitHubActionsIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.OAuthIdTokens;
import dev.credence.ambient.SubjectTokenType;
import dev.credence.ci.Drone;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import dev.credence.testkit.TlsIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The organisation's identity provider is a real Keycloak, which the build unpacks and runs. */
@Timeout(600)
class KeycloakIT {
  private static final int THREADS = 4;
  private static final int FIRST_PRIORITY = 200;
  private static final int NEXT_PRIORITY = 300;

  private static final Requirement PRODUCTION =
      Requirement.allOf(
          GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
          GitHubActions.ENVIRONMENT.is("production"));

  private static GitHubActionsIssuer github;
  private static KeycloakServer keycloak;
  private static DeployRealm realm;
  private static AmbientEnvironment job;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    TlsIdentity identity = TlsIdentity.generate();
    github = CiIssuer.gitHubActions().overTls(identity);
    Path authority = folder.resolve("authority-of-the-ci.pem");
    PeerAuthority.writePem(github.url(), identity.sslContext(), authority);
    keycloak =
        KeycloakServer.start(Path.of(System.getProperty("credence.keycloak")), folder, authority);
    realm = DeployRealm.create(keycloak);
    job = AmbientEnvironment.builder().sslContext(keycloak.trust()).build();
  }

  @AfterAll
  static void stop() throws Exception {
    if (keycloak != null) {
      keycloak.close();
    }
    if (github != null) {
      github.close();
    }
  }

  @Test
  void client_secret_gets_a_token_that_the_policy_trusts() throws Exception {
    String account = realm.createPipelineWithSecret("deployer-1", "secret of deployer-1");
    IdTokenSource tokens =
        tokensOf(ClientAuthentication.secretBasic("deployer-1", "secret of deployer-1"));
    try (JwksKeySource keys = discovered().build()) {
      String token = tokens.idToken().reveal();
      VerifiedToken verified = policy("deployer-1", account, keys).verify(token);

      assertThat(verified.audience()).containsExactly(DeployRealm.DEPLOY_API);
      assertThat(Drone.identity(verified).clientId()).isEqualTo("deployer-1");
      assertThat(Drone.identity(verified).scopes()).contains(DeployRealm.DEPLOY_SCOPE);
      assertThat(headerOf(token)).contains("\"JWT\"");

      Decision decision = policy("deployer-2", account, keys).evaluate(token);
      assertThat(reasonOf(decision)).isEqualTo(RejectionReason.CLAIM_MISMATCH);
    }
  }

  @Test
  void wrong_client_secret_is_refused() throws Exception {
    realm.createPipelineWithSecret("deployer-3", "secret of deployer-3");
    IdTokenSource tokens = tokensOf(ClientAuthentication.secretPost("deployer-3", "another"));

    assertThatThrownBy(tokens::idToken)
        .isInstanceOf(IdTokenUnavailableException.class)
        .hasMessageContaining("refuses (unauthorized_client)");
  }

  @Test
  void private_key_gets_a_token_that_the_policy_trusts() throws Exception {
    PipelineKey key = PipelineKey.generate();
    String account = realm.createPipelineWithKey("deployer-4", key);
    IdTokenSource tokens =
        tokensOf(ClientAuthentication.privateKeyJwt("deployer-4", key.privateKey()));
    try (JwksKeySource keys = discovered().build()) {
      VerifiedToken verified =
          policy("deployer-4", account, keys).verify(tokens.idToken().reveal());

      assertThat(verified.subject()).isEqualTo(account);
    }
  }

  @Test
  void another_private_key_is_refused() throws Exception {
    realm.createPipelineWithKey("deployer-5", PipelineKey.generate());
    IdTokenSource tokens =
        tokensOf(
            ClientAuthentication.privateKeyJwt("deployer-5", PipelineKey.generate().privateKey()));

    assertThatThrownBy(tokens::idToken)
        .isInstanceOf(IdTokenUnavailableException.class)
        .hasMessageContaining("private_key_jwt");
  }

  @Test
  void key_rotation_under_traffic_is_noticed_by_nobody() throws Exception {
    String account = realm.createPipelineWithSecret("deployer-6", "secret of deployer-6");
    IdTokenSource tokens =
        tokensOf(ClientAuthentication.secretBasic("deployer-6", "secret of deployer-6"));
    TestClock clock = TestClock.atPresent();
    String first = realm.addSigningKey(FIRST_PRIORITY);
    try (JwksKeySource keys = discovered().clock(clock).build()) {
      TrustPolicy policy = policy("deployer-6", account, keys);
      String early = tokens.idToken().reveal();
      policy.verify(early);
      clock.advance(Duration.ofSeconds(30));

      whileTrafficIsVerified(tokens, policy, () -> realm.addSigningKey(NEXT_PRIORITY));

      String late = tokens.idToken().reveal();
      assertThat(headerOf(late)).isNotEqualTo(headerOf(early));
      assertThat(policy.evaluate(early).isTrusted()).isTrue();
      assertThat(policy.evaluate(late).isTrusted()).isTrue();

      realm.withdrawSigningKey(first, FIRST_PRIORITY);
      clock.advance(Duration.ofHours(2));
      keys.prefetch().get();
      assertThat(reasonOf(policy.evaluate(early))).isEqualTo(RejectionReason.KEY_UNKNOWN);
      assertThat(policy.evaluate(late).isTrusted()).isTrue();
    }
  }

  /** Several threads get and verify tokens, each some before the change and some after it. */
  private static void whileTrafficIsVerified(
      IdTokenSource tokens, TrustPolicy policy, Callable<?> change) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    Traffic traffic = new Traffic(tokens, policy);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        workers.add(threads.submit(traffic));
      }
      traffic.awaitMore(2 * THREADS, workers);
      change.call();
      traffic.awaitMore(4 * THREADS, workers);
      traffic.end();
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void token_is_exchanged_for_one_of_the_next_service() throws Exception {
    String account = realm.createPipelineWithSecret("deployer-7", "secret of deployer-7");
    IdTokenSource pipeline =
        tokensOf(ClientAuthentication.secretBasic("deployer-7", "secret of deployer-7"));
    IdTokenSource exchanged =
        OAuthIdTokens.builder(realm.issuer(), DeployRealm.ARTIFACT_STORE)
            .client(
                ClientAuthentication.secretBasic(
                    DeployRealm.DEPLOY_API, DeployRealm.DEPLOY_API_SECRET))
            .environment(job)
            .tokenExchange(pipeline, SubjectTokenType.ACCESS_TOKEN);
    try (JwksKeySource keys = discovered().build()) {
      TrustPolicy store =
          TrustPolicy.named("artifact-store")
              .issuer(issuer(keys))
              .audience(DeployRealm.ARTIFACT_STORE)
              .require(
                  Drone.keycloakClient(DeployRealm.DEPLOY_API)
                      .serviceAccountId(account)
                      .scope(DeployRealm.STORE_SCOPE))
              .build();

      assertThat(store.verify(exchanged.idToken().reveal()).subject()).isEqualTo(account);
      assertThat(reasonOf(store.evaluate(pipeline.idToken().reveal())))
          .isEqualTo(RejectionReason.AUDIENCE_MISMATCH);
    }
  }

  @Test
  void token_of_the_ci_proves_who_the_client_is() throws Exception {
    realm.trustCi("github", github);
    String account = realm.createPipelineOfCi("deployer-8", "github", subjectInProduction());
    github.running(() -> github.environment("production"));
    IdTokenSource ofCi = GitHubActionsIdTokens.of(realm.issuer(), github.ambient());
    IdTokenSource tokens = tokensOf(ClientAuthentication.assertion("deployer-8", ofCi));
    try (JwksKeySource keys = discovered().build()) {
      VerifiedToken verified =
          policy("deployer-8", account, keys).verify(tokens.idToken().reveal());
      assertThat(Drone.identity(verified).clientId()).isEqualTo("deployer-8");
      assertThat(github.server().keys().journal().isEmpty()).as("Keycloak asked nobody").isFalse();
    }

    github.running(() -> github.pullRequest());
    assertThatThrownBy(tokens::idToken)
        .isInstanceOf(IdTokenUnavailableException.class)
        .hasMessageContaining("client_assertion");
  }

  private static String subjectInProduction() throws Exception {
    return TrustPolicy.named("production")
        .issuer(GitHubActions.issuer().withKeys(github.keys()))
        .audience(realm.issuer())
        .require(PRODUCTION)
        .build()
        .verify(github.environment("production").audience(realm.issuer()).sign())
        .subject();
  }

  private static IdTokenSource tokensOf(ClientAuthentication client) {
    return OAuthIdTokens.builder(realm.issuer(), DeployRealm.DEPLOY_API)
        .client(client)
        .environment(job)
        .clientCredentials();
  }

  private static JwksKeySource.Builder discovered() {
    return JwksKeySource.discoveryBuilder(realm.issuer()).sslContext(keycloak.trust());
  }

  private static Issuer issuer(JwksKeySource keys) {
    return Drone.keycloakIssuer(realm.host(), DeployRealm.NAME).withKeys(keys);
  }

  private static TrustPolicy policy(String client, String account, JwksKeySource keys) {
    return TrustPolicy.named("deploy")
        .issuer(issuer(keys))
        .audience(DeployRealm.DEPLOY_API)
        .require(
            Drone.keycloakClient(client).serviceAccountId(account).scope(DeployRealm.DEPLOY_SCOPE))
        .build();
  }

  private static RejectionReason reasonOf(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Rejected.class);
    return ((Decision.Rejected) decision).rejection().reason();
  }

  private static String headerOf(String token) {
    byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
    return new String(header, StandardCharsets.UTF_8);
  }
}
