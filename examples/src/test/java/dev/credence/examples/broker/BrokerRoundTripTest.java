package dev.credence.examples.broker;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.credence.Issuer;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.OAuthIdTokens;
import dev.credence.ambient.SubjectTokenType;
import dev.credence.claim.Claim;
import dev.credence.document.PolicyDocument;
import dev.credence.examples.tls.ServerCertificate;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the job to the internal service, all by discovery, over TLS. */
@Timeout(60)
class BrokerRoundTripTest {
  private static final String DEPLOY = "https://deploy.example.com";

  @Test
  void job_reaches_the_internal_service_by_the_broker(@TempDir Path folder) throws Exception {
    ServerCertificate certificate = ServerCertificate.make(folder);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.identity()));
    String issuer = "https://127.0.0.1:" + server.getAddress().getPort();

    try (GitHubActionsIssuer github = CiIssuer.gitHubActions();
        JwksKeySource keys =
            JwksKeySource.discoveryBuilder(issuer).sslContext(certificate.trust()).build()) {
      BrokerServer.serve(broker(issuer, github), server);
      server.start();
      github.running(() -> github.environment("production"));
      AmbientEnvironment job = AmbientEnvironment.builder().sslContext(certificate.trust()).build();

      // @start region="job"
      IdTokenSource ci = AmbientIdTokens.detect("https://broker.example.com", github.ambient());
      IdTokenSource internal =
          OAuthIdTokens.builder(issuer, "https://deploy.example.com")
              .environment(job)
              .tokenExchange(ci, SubjectTokenType.ID_TOKEN);
      String token = internal.idToken().reveal();
      // @end

      TrustPolicy deployers =
          TrustPolicy.named("deployers")
              .issuer(Issuer.builder(issuer).tokenTypes("at+jwt").keys(keys).build())
              .audience(DEPLOY)
              .require(Claim.strings("roles").contains("deploy:production"))
              .build();
      assertThat(deployers.evaluate(token)).isTrusted();

      github.running(github::pullRequestFromFork);
      assertThatThrownBy(internal::idToken)
          .isInstanceOf(IdTokenUnavailableException.class)
          .hasMessageContaining("invalid_request");
    } finally {
      server.stop(0);
    }
  }

  private static TokenBroker broker(String issuer, GitHubActionsIssuer github) throws Exception {
    TrustPolicySet policies =
        PolicyDocument.load(Path.of("policies/broker.json"), ReplayGuard.inMemory(100))
            .withKeys(github.identifier(), github.keys());
    JWKSet keys =
        new JWKSet(new RSAKeyGenerator(2048).keyID("1").algorithm(JWSAlgorithm.RS256).generate());
    return new TokenBroker(
        issuer,
        Set.of(DEPLOY),
        () -> policies,
        BrokerKeys.of(keys),
        event -> {},
        InstantSource.system());
  }
}
