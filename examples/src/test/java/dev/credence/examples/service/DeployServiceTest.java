package dev.credence.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicySet;
import dev.credence.audit.JsonLinesAuditListener;
import dev.credence.ci.GitHubActions;
import dev.credence.document.ReloadingPolicySet;
import dev.credence.examples.bearer.BearerGuard;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service as it runs in production but for the issuer's keys and the clock, over HTTP. */
@Timeout(60)
class DeployServiceTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final Path POLICIES = Path.of("policies/deploy.json");
  private static final String REFERENCE = "[A-Za-z0-9_-]{22}";

  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().audience(AUDIENCE).clock(clock);
  private final StringBuffer audit = new StringBuffer();
  private final List<String> deployed = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private DeployService service;

  @BeforeEach
  void start() throws IOException {
    service = serviceWithKeys(github.keys());
  }

  private DeployService serviceWithKeys(KeySource keys) throws IOException {
    ReloadingPolicySet policies =
        ReloadingPolicySet.builder(POLICIES)
            .adaptedBy(read -> underTest(read, keys))
            .clock(clock)
            .build();
    return DeployService.start(
        0,
        new BearerGuard(policies::current, "deploy.example.com"),
        (environment, job) -> {
          deployed.add(environment + " by " + GitHubActions.job(job).repository());
          return "d1";
        });
  }

  private TrustPolicySet underTest(TrustPolicySet read, KeySource keys) {
    return read.withKeys(github.identifier(), keys)
        .withClock(clock)
        .withAudit(JsonLinesAuditListener.to(audit));
  }

  @AfterEach
  void stop() {
    service.close();
    github.close();
  }

  private HttpResponse<String> deploy(String environment, String... authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.url(environment)).POST(BodyPublishers.noBody());
    for (String each : authorization) {
      request.header("Authorization", each);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> deploy(String environment, CiToken<?> job)
      throws IOException, InterruptedException {
    String token = job.sign();
    HttpResponse<String> answer = deploy(environment, "Bearer " + token);
    String claims = token.split("\\.")[1];
    assertThat(answer.headers().map() + answer.body() + audit).doesNotContain(token, claims);
    return answer;
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("");
  }

  /** The one reference in an answer, which must be that of the last line of the audit. */
  private String auditedReference(HttpResponse<String> answer) {
    String reference = answer.body().replaceAll(".*Reference: (" + REFERENCE + ")\\..*", "$1");
    assertThat(reference).matches(REFERENCE);
    assertThat(lastAuditLine()).contains("\"correlationId\":\"" + reference + "\"");
    return reference;
  }

  private String lastAuditLine() {
    return audit.toString().lines().reduce((first, second) -> second).orElse("");
  }

  private void assertRefusedAs(String error, int status, HttpResponse<String> answer, String said) {
    String description = said + " Reference: " + auditedReference(answer) + ".";
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(challenge(answer))
        .startsWith(
            "Bearer realm=\"deploy.example.com\", error=\""
                + error
                + "\", error_description=\""
                + description
                + "\"");
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    assertThat(deployed).isEmpty();
  }

  private void assertInvalidToken(HttpResponse<String> answer, String reason) {
    assertRefusedAs("invalid_token", 401, answer, "The token was not accepted.");
    assertThat(challenge(answer)).doesNotContain("scope=");
    assertThat(lastAuditLine())
        .contains("\"verdict\":\"REJECTED\"", "\"reason\":\"" + reason + "\"");
  }

  @Test
  void job_with_the_role_is_let_in() throws Exception {
    HttpResponse<String> answer = deploy("production", github.environment("production"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"deployment\":\"d1\"}");
    assertThat(deployed).containsExactly("production by octo-org/octo-repo");
    assertThat(lastAuditLine())
        .contains(
            "\"verdict\":\"TRUSTED\"",
            "\"policies\":[\"production\",\"preview\"]",
            "\"grants\":[\"deploy:production\",\"deploy:preview\"]");
  }

  @Test
  void roles_are_those_of_the_document() throws Exception {
    assertThat(deploy("preview", github.pushToBranch("feature/x")).statusCode()).isEqualTo(202);
    assertThat(deployed).containsExactly("preview by octo-org/octo-repo");
  }

  @Test
  void trusted_job_without_the_role_is_403() throws Exception {
    HttpResponse<String> answer = deploy("production", github.pushToBranch("feature/x"));

    assertRefusedAs("insufficient_scope", 403, answer, "The job has no such role.");
    assertThat(challenge(answer)).endsWith(", scope=\"deploy:production\"");
    assertThat(lastAuditLine()).contains("\"grants\":[\"deploy:preview\"]");
  }

  @Test
  void genuine_token_of_another_job_is_403() throws Exception {
    HttpResponse<String> answer = deploy("production", github.pullRequestFromFork());

    assertRefusedAs("insufficient_scope", 403, answer, "The token was not accepted.");
    assertThat(challenge(answer)).endsWith(", scope=\"deploy:production\"");
    assertThat(lastAuditLine()).contains("\"reason\":\"CLAIM_MISMATCH\"");
  }

  @Test
  void expired_token_is_401() throws Exception {
    assertInvalidToken(
        deploy("production", github.environment("production").expired(Duration.ofMinutes(2))),
        "EXPIRED");
  }

  @Test
  void token_for_another_service_is_401() throws Exception {
    assertInvalidToken(
        deploy("production", github.environment("production").audience("https://other.example")),
        "AUDIENCE_MISMATCH");
  }

  @Test
  void token_signed_by_a_stranger_is_401() throws Exception {
    try (GitHubActionsIssuer stranger = CiIssuer.gitHubActions().audience(AUDIENCE).clock(clock)) {
      assertInvalidToken(deploy("production", stranger.environment("production")), "KEY_UNKNOWN");
    }
  }

  @Test
  void text_that_is_no_token_is_401() throws Exception {
    HttpResponse<String> answer = deploy("production", "Bearer nonsense");

    assertInvalidToken(answer, "MALFORMED");
    assertThat(answer.body()).doesNotContain("nonsense");
  }

  @Test
  void request_without_token_is_401_without_error() throws Exception {
    for (HttpResponse<String> answer :
        List.of(deploy("production"), deploy("production", "Basic dXNlcjpwYXNz"))) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(challenge(answer)).isEqualTo("Bearer realm=\"deploy.example.com\"");
      assertThat(answer.body()).isEmpty();
    }
    assertThat(audit).as("no token, no decision").isEmpty();
    assertThat(deployed).isEmpty();
  }

  @Test
  void request_with_several_tokens_is_400() throws Exception {
    String token = "Bearer " + github.environment("production").sign();
    for (HttpResponse<String> answer :
        List.of(
            deploy("production", token, token),
            deploy("production", token + ", " + token),
            deploy("production", "Bearer"))) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(challenge(answer)).contains("error=\"invalid_request\"");
    }
    assertThat(deployed).isEmpty();
    assertThat(deploy("production", token).statusCode()).as("one of them alone").isEqualTo(202);
  }

  @Test
  void scheme_is_read_in_any_case() throws Exception {
    String token = github.environment("production").sign();
    assertThat(deploy("production", "bearer  " + token).statusCode()).isEqualTo(202);
  }

  @Test
  void keys_out_of_reach_are_503_and_the_same_token_is_good_later() throws Exception {
    service.close();
    try (JwksKeySource keys = github.discoveredKeysBuilder().clock(clock).build()) {
      service = serviceWithKeys(keys);
      github.server().refuseConnections();
      String token = github.environment("production").sign();

      HttpResponse<String> answer = deploy("production", "Bearer " + token);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":\"temporarily_unavailable\",\"error_description\":"
                  + "\"Try again later. Reference: "
                  + auditedReference(answer)
                  + ".\"}");
      assertThat(challenge(answer)).isEmpty();
      assertThat(lastAuditLine()).contains("\"verdict\":\"UNDECIDED\"");
      assertThat(deployed).isEmpty();

      github.server().recover();
      clock.advance(Duration.ofSeconds(10));
      assertThat(deploy("production", "Bearer " + token).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void other_methods_are_405_and_only_for_who_is_let_in() throws Exception {
    HttpRequest.Builder get = HttpRequest.newBuilder(service.url("production")).GET();
    assertThat(client.send(get.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);

    get.header("Authorization", "Bearer " + github.environment("production").sign());
    HttpResponse<String> answer = client.send(get.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    assertThat(deployed).isEmpty();
  }

  @Test
  void path_that_only_begins_like_one_is_404() throws Exception {
    HttpResponse<String> answer = deploy("production-eu", github.environment("production"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(deployed).isEmpty();
  }
}
