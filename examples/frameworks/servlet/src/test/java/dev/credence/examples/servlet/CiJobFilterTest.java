package dev.credence.examples.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicySet;
import dev.credence.document.PolicyDocument;
import dev.credence.examples.bearer.BearerGuard;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The filter in an embedded Jetty, over HTTP. */
@Timeout(60)
class CiJobFilterTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final Path POLICIES = Path.of("../../policies/deploy.json");

  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().audience(AUDIENCE).clock(clock);
  private final JwksKeySource keys = github.discoveredKeysBuilder().clock(clock).build();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> served = new ArrayList<>();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    TrustPolicySet policies =
        PolicyDocument.load(POLICIES).withKeys(github.identifier(), keys).withClock(clock);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Deployments()), "/deployments/*");
    // @start region="jetty"
    BearerGuard guard = new BearerGuard(() -> policies, "deploy.example.com");
    FilterHolder filter = new FilterHolder(new CiJobFilter(guard, "deploy:production"));
    context.addFilter(filter, "/deployments/production", EnumSet.of(DispatcherType.REQUEST));
    // @end
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    keys.close();
    github.close();
  }

  /** Notes what it sees of the user. */
  private final class Deployments extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      CiJob job = (CiJob) request.getUserPrincipal();
      served.add(
          "%s by %s, production %s, administrator %s, %s %s"
              .formatted(
                  request.getRequestURI(),
                  job.token().issuer(),
                  request.isUserInRole("deploy:production"),
                  request.isUserInRole("administrator"),
                  request.getAuthType(),
                  request.getRemoteUser()));
      response.setStatus(202);
    }
  }

  private HttpResponse<String> deploy(String... authorization)
      throws IOException, InterruptedException {
    URI url =
        URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/deployments/production");
    HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(BodyPublishers.noBody());
    for (String each : authorization) {
      request.header("Authorization", each);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("");
  }

  @Test
  void servlet_sees_the_job_as_its_user() throws Exception {
    HttpResponse<String> answer = deploy("Bearer " + github.environment("production").sign());

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(served)
        .containsExactly(
            "/deployments/production by https://token.actions.githubusercontent.com, production"
                + " true, administrator false, Bearer"
                + " repo:octo-org@65/octo-repo@74:environment:production");
  }

  @Test
  void jobs_without_the_role_are_403() throws Exception {
    for (String token :
        List.of(github.pushToBranch("x").sign(), github.pullRequestFromFork().sign())) {
      HttpResponse<String> answer = deploy("Bearer " + token);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(challenge(answer))
          .contains("error=\"insufficient_scope\"", "scope=\"deploy:production\"");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(answer.body()).startsWith("{\"error\":\"insufficient_scope\"");
    }
    assertThat(served).isEmpty();
  }

  @Test
  void expired_token_is_401() throws Exception {
    HttpResponse<String> answer =
        deploy("Bearer " + github.environment("production").expired(Duration.ofHours(1)).sign());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(challenge(answer)).contains("error=\"invalid_token\"").doesNotContain("scope=");
    assertThat(served).isEmpty();
  }

  @Test
  void request_without_token_is_401() throws Exception {
    HttpResponse<String> answer = deploy();

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(challenge(answer)).isEqualTo("Bearer realm=\"deploy.example.com\"");
    assertThat(served).isEmpty();
  }

  @Test
  void request_with_two_tokens_is_400() throws Exception {
    String token = "Bearer " + github.environment("production").sign();
    HttpResponse<String> answer = deploy(token, token);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(challenge(answer)).contains("error=\"invalid_request\"");
    assertThat(served).isEmpty();
  }

  @Test
  void keys_out_of_reach_are_503_and_the_same_token_is_good_later() throws Exception {
    String token = "Bearer " + github.environment("production").sign();
    github.server().refuseConnections();
    HttpResponse<String> answer = deploy(token);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
    assertThat(challenge(answer)).isEmpty();
    assertThat(served).isEmpty();

    github.server().recover();
    clock.advance(Duration.ofSeconds(10));
    assertThat(deploy(token).statusCode()).isEqualTo(202);
  }
}
