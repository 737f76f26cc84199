package dev.credence.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.util.Context;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.JenkinsIdTokens;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.IdentityProvider;
import dev.credence.testkit.JenkinsIssuer;
import dev.credence.testkit.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Azure's own pipeline and bearer policy, with the credential under test. */
@Timeout(60)
class AzureClientTest {
  private static final String URL = "https://management.azure.com/subscriptions?api-version=2022";

  private static final String TOKEN_PATH = "/" + EntraScene.TENANT + "/";

  private final EntraScene scene = new EntraScene();

  @AfterEach
  void close() {
    scene.close();
  }

  /** Each CI, and whether it mints a token whenever its job asks. */
  static Stream<Arguments> cis() {
    return Stream.of(
        Arguments.of("GitHub", CiIssuer.gitHubActions(), true),
        Arguments.of("GitLab", CiIssuer.gitLab(), false),
        Arguments.of("CircleCI", CiIssuer.circleCi(), true),
        Arguments.of("Azure DevOps", CiIssuer.azureDevOps(), true),
        Arguments.of("Jenkins", CiIssuer.jenkins(), false),
        Arguments.of("Drone", CiIssuer.drone(IdentityProvider.OKTA), true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cis")
  void jobs_of_each_ci_fetch_the_resource_for_as_long_as_they_run(
      String name, CiIssuer<?> ci, boolean mintsOnRequest) throws Exception {
    ci.clock(scene.clock).audience(EntraScene.AUDIENCE);
    try (ci) {
      IdTokenSource job = job(ci);
      scene.application.trustsNobody().trusts(ci, job.idToken().unverifiedClaims().get("sub"));
      // Four such lives fit into the hour for which the tokens of GitLab and Jenkins are made.
      scene.entra.accessTokensLast(Duration.ofMinutes(10));

      try (AzureFederation azure = scene.federation(job).build()) {
        for (int life = 0; life < 4; life++) {
          assertThat(fetched(azure)).as("life %d", life).contains(EntraScene.CLIENT);
          scene.clock.advance(Duration.ofMinutes(10));
        }
      }

      assertThat(accessTokens()).hasSize(4).doesNotHaveDuplicates();
      assertThat(assertions()).hasSize(4);
      assertThat(Set.copyOf(assertions())).hasSize(mintsOnRequest ? 4 : 1);
    }
  }

  /** Jenkins' jobs have their token in a file, as its plugin can write it. */
  private static IdTokenSource job(CiIssuer<?> ci) {
    return ci instanceof JenkinsIssuer
        ? JenkinsIdTokens.ofFile(
            Path.of(ci.env().get("ID_TOKEN_FILE")), EntraScene.AUDIENCE, ci.ambient())
        : EntraScene.source(ci.ambient());
  }

  @Test
  void resource_refuses_an_access_token_that_has_expired() {
    try (AzureFederation azure = scene.federation().build()) {
      AccessToken token = azure.getTokenSync(scene.request());
      TokenCredential kept = request -> Mono.just(token);
      assertThat(get(client(kept)).getStatusCode()).isEqualTo(200);

      scene.clock.advance(Duration.ofHours(1));

      HttpResponse refused = get(client(kept));
      assertThat(refused.getStatusCode()).isEqualTo(401);
      assertThat(refused.getBodyAsString().block()).contains("ExpiredAuthenticationToken");
      assertThat(fetched(azure)).contains(EntraScene.CLIENT);
    }
  }

  @Test
  void asynchronous_client_fetches_the_resource() {
    try (AzureFederation azure = scene.federation().build()) {
      HttpResponse response = client(azure).send(new HttpRequest(HttpMethod.GET, URL)).block();

      assertThat(response.getStatusCode()).isEqualTo(200);
    }
  }

  @Test
  void client_answers_the_challenge_that_follows_a_revocation() {
    try (AzureFederation azure = scene.federation().build()) {
      HttpPipeline client = client(azure);
      assertThat(get(client).getStatusCode()).isEqualTo(200);
      scene.entra.revokeAccessTokens();

      assertThat(get(client).getStatusCode()).isEqualTo(200);

      assertThat(scene.entra.server().journal().last().formParameter("claims")).isEmpty();
      assertThat(assertions()).hasSize(2);
      assertThat(requests(TOKEN_PATH).get(1).formParameter("claims").orElseThrow())
          .contains("\"nbf\"", "\"CP1\"");
      assertThat(accessTokens()).hasSize(3);
      assertThat(fetched(azure)).as("another client").contains(EntraScene.CLIENT);
      assertThat(assertions()).hasSize(2);
    }
  }

  @Test
  void client_meets_a_refusal_as_the_exception_that_it_expects() {
    scene.github.running(scene.github::pullRequestFromFork);
    try (AzureFederation azure = scene.federation().build()) {
      assertThatThrownBy(() -> get(client(azure)))
          .isInstanceOf(ClientAuthenticationException.class)
          .hasMessageContaining("Look first at the subject")
          .hasCauseInstanceOf(CloudExchangeException.class);
      assertThat(requests("/resource-1/")).isEmpty();
    }
  }

  private String fetched(TokenCredential credential) {
    HttpResponse response = get(client(credential));
    assertThat(response.getStatusCode()).isEqualTo(200);
    return response.getBodyAsString().block();
  }

  private HttpPipeline client(TokenCredential credential) {
    return new HttpPipelineBuilder()
        .policies(new BearerTokenAuthenticationPolicy(credential, scene.management.scope()))
        .httpClient(
            new ReroutedHttp(Map.of("https://management.azure.com", scene.management.url())))
        .build();
  }

  private static HttpResponse get(HttpPipeline client) {
    return client.sendSync(new HttpRequest(HttpMethod.GET, URL), Context.NONE);
  }

  private List<String> accessTokens() {
    return requests("/resource-1/").stream()
        .map(request -> request.header("Authorization").orElseThrow())
        .toList();
  }

  private List<String> assertions() {
    return requests(TOKEN_PATH).stream()
        .map(request -> request.formParameter("client_assertion").orElseThrow())
        .toList();
  }

  private List<RecordedRequest> requests(String start) {
    return scene.entra.server().journal().requests().stream()
        .filter(request -> request.path().startsWith(start))
        .toList();
  }
}
