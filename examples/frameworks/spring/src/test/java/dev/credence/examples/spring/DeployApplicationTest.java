package dev.credence.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicySet;
import dev.credence.audit.JsonLinesAuditListener;
import dev.credence.document.ReloadingPolicySet;
import dev.credence.keys.JwksKeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The application as it runs in production but for the issuer's keys and the clock, over HTTP. */
@Timeout(60)
class DeployApplicationTest {
  private static final String AUDIENCE = "https://deploy.example.com";
  private static final Path POLICIES = Path.of("../../policies/deploy.json");
  private static final String REFERENCE = "[A-Za-z0-9_-]{22}";

  private static final TestClock CLOCK = TestClock.atPresent();
  private static final GitHubActionsIssuer GITHUB =
      CiIssuer.gitHubActions().audience(AUDIENCE).clock(CLOCK);
  private static final JwksKeySource KEYS = GITHUB.discoveredKeysBuilder().clock(CLOCK).build();
  private static final StringBuffer AUDIT = new StringBuffer();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void start() {
    application =
        new SpringApplicationBuilder(DeployApplication.class)
            .initializers(DeployApplicationTest::swapKeys)
            .run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--deploy.policies=" + POLICIES,
                "--spring.main.banner-mode=off",
                "--logging.level.root=error");
  }

  // @start region="keys"
  private static void swapKeys(ConfigurableApplicationContext context) {
    ReloadingPolicySet underTest =
        ReloadingPolicySet.builder(POLICIES).adaptedBy(DeployApplicationTest::adapt).build();
    ((GenericApplicationContext) context)
        .registerBean(
            "underTest", ReloadingPolicySet.class, () -> underTest, it -> it.setPrimary(true));
  }

  private static TrustPolicySet adapt(TrustPolicySet read) {
    return read.withKeys(GITHUB.identifier(), KEYS)
        .withClock(CLOCK)
        .withAudit(JsonLinesAuditListener.to(AUDIT));
  }

  // @end

  @AfterAll
  static void stop() {
    application.close();
    KEYS.close();
    GITHUB.close();
  }

  @BeforeEach
  void forget() {
    AUDIT.setLength(0);
  }

  private static HttpResponse<String> deploy(String environment, String... authorization)
      throws IOException, InterruptedException {
    String port = application.getEnvironment().getProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/deployments/" + environment))
            .POST(BodyPublishers.noBody());
    for (String each : authorization) {
      request.header("Authorization", each);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> deploy(String environment, CiToken<?> job)
      throws IOException, InterruptedException {
    String token = job.sign();
    HttpResponse<String> answer = deploy(environment, "Bearer " + token);
    assertThat(answer.headers().map() + answer.body() + AUDIT)
        .doesNotContain(token, token.split("\\.")[1]);
    return answer;
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("");
  }

  /** The one reference in a text, which must be that of the decision in the audit. */
  private static String auditedReference(String text) {
    String reference = text.replaceAll("(?s).*Reference: (" + REFERENCE + ")\\..*", "$1");
    assertThat(reference).matches(REFERENCE);
    assertThat(AUDIT).contains("\"correlationId\":\"" + reference + "\"");
    return reference;
  }

  private static void assertRefusedAs(
      String error, int status, HttpResponse<String> answer, String said) {
    String description = said + " Reference: " + auditedReference(challenge(answer)) + ".";
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(challenge(answer))
        .startsWith("Bearer realm=\"deploy.example.com\", error=\"" + error + "\"")
        .contains("error_description=\"" + description + "\"");
  }

  @Test
  void job_with_the_role_is_let_in() throws Exception {
    HttpResponse<String> answer = deploy("production", GITHUB.environment("production"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .contains("\"job\":\"repo:octo-org@65/octo-repo@74:environment:production\"");
    assertThat(AUDIT).contains("\"grants\":[\"deploy:production\",\"deploy:preview\"]");
    assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
  }

  @Test
  void roles_are_those_of_the_document() throws Exception {
    assertThat(deploy("preview", GITHUB.pushToBranch("feature/x")).statusCode()).isEqualTo(202);
  }

  @Test
  void trusted_job_without_the_role_is_403() throws Exception {
    HttpResponse<String> answer = deploy("production", GITHUB.pushToBranch("feature/x"));

    assertRefusedAs("insufficient_scope", 403, answer, "The job has no such role.");
    assertThat(challenge(answer)).endsWith(", scope=\"deploy:production\"");
  }

  @Test
  void genuine_token_of_another_job_is_403() throws Exception {
    assertRefusedAs(
        "insufficient_scope",
        403,
        deploy("production", GITHUB.pullRequestFromFork()),
        "The token was not accepted.");
    assertThat(AUDIT).contains("\"reason\":\"CLAIM_MISMATCH\"");
  }

  @Test
  void expired_token_is_401() throws Exception {
    assertRefusedAs(
        "invalid_token",
        401,
        deploy("production", GITHUB.environment("production").expired(Duration.ofMinutes(2))),
        "The token was not accepted.");
    assertThat(AUDIT).contains("\"reason\":\"EXPIRED\"");
  }

  @Test
  void token_signed_by_a_stranger_is_401() throws Exception {
    try (GitHubActionsIssuer stranger = CiIssuer.gitHubActions().audience(AUDIENCE).clock(CLOCK)) {
      String forged =
          stranger
              .environment("production")
              .inconsistent()
              .header("kid", GITHUB.keyring().signingKeyId())
              .sign();
      assertRefusedAs(
          "invalid_token",
          401,
          deploy("production", "Bearer " + forged),
          "The token was not accepted.");
      assertThat(AUDIT).contains("\"reason\":\"SIGNATURE_INVALID\"");
    }
  }

  @Test
  void request_without_token_is_401_without_error() throws Exception {
    HttpResponse<String> answer = deploy("production");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(challenge(answer))
        .startsWith("Bearer realm=\"deploy.example.com\"")
        .doesNotContain("error");
    assertThat(AUDIT).as("no token, no decision").isEmpty();
  }

  @Test
  void what_no_rule_names_is_denied_to_everyone() throws Exception {
    assertThat(deploy("staging").statusCode()).isEqualTo(401);

    HttpResponse<String> answer = deploy("staging", GITHUB.environment("production"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(challenge(answer)).doesNotContain("scope=");
  }

  @Test
  void keys_out_of_reach_are_503_and_the_same_token_is_good_later() throws Exception {
    GITHUB.server().refuseConnections();
    CLOCK.advance(Duration.ofDays(1));
    String token = GITHUB.environment("production").sign();

    HttpResponse<String> answer = deploy("production", "Bearer " + token);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"temporarily_unavailable\",\"error_description\":"
                + "\"Try again later. Reference: "
                + auditedReference(answer.body())
                + ".\"}");
    assertThat(challenge(answer)).isEmpty();

    GITHUB.server().recover();
    CLOCK.advance(Duration.ofSeconds(10));
    assertThat(deploy("production", "Bearer " + token).statusCode()).isEqualTo(202);
  }
}
