package dev.credence.examples.broker;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.credence.Issuer;
import dev.credence.RejectionReason;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.audit.JsonLinesAuditListener;
import dev.credence.claim.Claim;
import dev.credence.document.ReloadingPolicySet;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySource;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitLabIssuer;
import dev.credence.testkit.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The broker over HTTP, with the policies of production. */
@Timeout(60)
class TokenBrokerTest {
  private static final String AUDIENCE = "https://broker.example.com";
  private static final String STORE = "https://artifacts.example.com";
  private static final String DEPLOY = "https://deploy.example.com";
  private static final Path POLICIES = Path.of("policies/broker.json");
  private static final String TYPE = "urn:ietf:params:oauth:token-type:";

  private static final TestClock CLOCK = TestClock.atPresent();
  private static final Instant START = CLOCK.instant();
  private static final GitHubActionsIssuer GITHUB =
      CiIssuer.gitHubActions().audience(AUDIENCE).clock(CLOCK);
  private static final GitLabIssuer GITLAB = CiIssuer.gitLab().audience(AUDIENCE).clock(CLOCK);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ECKey key;
  private static ECKey retired;

  private final StringBuffer audit = new StringBuffer();
  private HttpServer server;

  @BeforeAll
  static void makeKeys() throws Exception {
    key = ecKey("2026-11");
    retired = ecKey("2026-05");
  }

  private static ECKey ecKey(String id) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(id).algorithm(JWSAlgorithm.ES256).generate();
  }

  @BeforeEach
  void start() throws IOException {
    CLOCK.set(START);
    start(GITHUB.keys(), ReplayGuard.inMemory(100));
  }

  private void start(KeySource ofGitHub, ReplayGuard replays) throws IOException {
    ReloadingPolicySet policies =
        ReloadingPolicySet.builder(POLICIES)
            .onlyOnceBy(replays)
            .adaptedBy(read -> underTest(TokenBroker.withScopes(read), ofGitHub))
            .build();
    TokenBroker broker =
        new TokenBroker(
            AUDIENCE,
            Set.of(STORE, DEPLOY),
            policies::current,
            BrokerKeys.of(new JWKSet(List.of(key, retired))),
            JsonLinesAuditListener.to(audit),
            CLOCK);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    BrokerServer.serve(broker, server);
    server.start();
  }

  private TrustPolicySet underTest(TrustPolicySet read, KeySource ofGitHub) {
    return read.withKeys(GITHUB.identifier(), ofGitHub)
        .withKeys(GITLAB.identifier(), GITLAB.keys())
        .withClock(CLOCK)
        .withAudit(JsonLinesAuditListener.to(audit));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @AfterAll
  static void closeIssuers() {
    GITHUB.close();
    GITLAB.close();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static String form(String... namesAndValues) {
    return Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
        .map(i ->
            namesAndValues[i]
                + "="
                + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String[] request(String token, String... more) {
    String[] usual = {
      "grant_type",
      "urn:ietf:params:oauth:grant-type:token-exchange",
      "subject_token",
      token,
      "subject_token_type",
      TYPE + "id_token",
      "audience",
      DEPLOY
    };
    return Stream.concat(Arrays.stream(usual), Arrays.stream(more)).toArray(String[]::new);
  }

  private HttpResponse<String> post(String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url("/token")).POST(BodyPublishers.ofString(body));
    if (Arrays.stream(headers).noneMatch("Content-Type"::equals)) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return answer;
  }

  private static Map<String, Object> members(HttpResponse<String> answer) throws Exception {
    return JSONObjectUtils.parse(answer.body());
  }

  private Map<String, Object> granted(String... parameters) throws Exception {
    HttpResponse<String> answer = post(form(parameters));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return members(answer);
  }

  private static JWTClaimsSet claims(Map<String, Object> answer) throws Exception {
    return SignedJWT.parse((String) answer.get("access_token")).getJWTClaimsSet();
  }

  private void assertRefused(String error, HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(members(answer)).containsEntry("error", error).containsKey("error_description");
    assertThat(members(answer)).doesNotContainKey("access_token");
    assertThat(audit).doesNotContain("\"kind\":\"EXCHANGE\"");
  }

  private String production() {
    return GITHUB.environment("production").sign();
  }

  @Test
  void job_gets_a_token_with_the_roles_of_its_policy() throws Exception {
    Map<String, Object> answer = granted(request(production()));

    assertThat(answer)
        .containsOnlyKeys("access_token", "issued_token_type", "token_type", "expires_in", "scope")
        .containsEntry("issued_token_type", TYPE + "access_token")
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 300L)
        .containsEntry("scope", "artifacts:write deploy:production");
    JWTClaimsSet claims = claims(answer);
    assertThat(claims.getIssuer()).isEqualTo(AUDIENCE);
    assertThat(claims.getAudience()).containsExactly(DEPLOY);
    assertThat(claims.getSubject())
        .isEqualTo(claims.getStringClaim("client_id"))
        .isEqualTo(
            "https://token.actions.githubusercontent.com"
                + "|repo:octo-org@65/octo-repo@74:environment:production");
    assertThat(claims.getStringListClaim("roles"))
        .containsExactly("artifacts:write", "deploy:production");
    assertThat(audit.toString().lines())
        .anySatisfy(line ->
            assertThat(line)
                .contains(
                    "\"kind\":\"EXCHANGE\"",
                    "\"correlationId\":\"" + claims.getJWTID() + "\"",
                    "\"grants\":[\"artifacts:write\",\"deploy:production\"]"));
    assertThat(audit).doesNotContain((String) answer.get("access_token"));
  }

  @Test
  void credence_verifies_what_the_broker_issues() throws Exception {
    String token = (String) granted(request(production())).get("access_token");
    HttpRequest keys = HttpRequest.newBuilder(url("/jwks")).build();
    String published = CLIENT.send(keys, BodyHandlers.ofString()).body();

    // @start region="consumer"
    Issuer broker =
        Issuer.builder("https://broker.example.com")
            .algorithms(SignatureAlgorithm.ES256)
            .tokenTypes("at+jwt") // RFC 9068
            .maxLifetime(Duration.ofMinutes(5))
            .build();
    TrustPolicy deployers =
        TrustPolicy.named("deployers")
            .issuer(broker)
            .audience("https://deploy.example.com")
            .require(Claim.strings("roles").contains("deploy:production"))
            .build();
    // @end

    TrustPolicy underTest = deployers.withKeys(KeySource.ofJwks(published)).withClock(CLOCK);
    assertThat(underTest.evaluate(token)).isTrusted();

    String narrow =
        (String) granted(request(production(), "scope", "artifacts:write")).get("access_token");
    assertThat(underTest.evaluate(narrow)).isRejectedBecause(RejectionReason.CLAIM_MISMATCH);

    CLOCK.advance(Duration.ofMinutes(5).plus(underTest.clockSkew()));
    assertThat(underTest.evaluate(token)).isRejectedBecause(RejectionReason.EXPIRED);
  }

  @Test
  void token_never_outlives_that_of_the_ci() throws Exception {
    String token = production();
    JWTClaimsSet ci = SignedJWT.parse(token).getJWTClaimsSet();
    CLOCK.set(ci.getExpirationTime().toInstant().minusSeconds(42));

    Map<String, Object> answer = granted(request(token));

    assertThat(answer).containsEntry("expires_in", 42L);
    assertThat(claims(answer).getExpirationTime()).isEqualTo(ci.getExpirationTime());
  }

  @Test
  void token_of_the_ci_that_lives_by_the_clock_skew_is_not_exchanged() throws Exception {
    String token = production();
    JWTClaimsSet ci = SignedJWT.parse(token).getJWTClaimsSet();
    CLOCK.set(ci.getExpirationTime().toInstant().plusSeconds(1));

    HttpResponse<String> answer = post(form(request(token)));

    assertRefused("invalid_request", answer);
    assertThat(answer.body()).contains("about to expire");
    assertThat(audit).as("the policy would").contains("\"verdict\":\"TRUSTED\"");
  }

  @Test
  void roles_can_be_fewer_and_never_more() throws Exception {
    String token = production();
    for (String scope :
        List.of("deploy:production administer", "artifacts:write  deploy:production", "*")) {
      assertRefused("invalid_scope", post(form(request(token, "scope", scope))));
    }

    Map<String, Object> answer = granted(request(token, "scope", "artifacts:write"));
    assertThat(answer).containsEntry("scope", "artifacts:write");
    assertThat(claims(answer).getStringListClaim("roles")).containsExactly("artifacts:write");
  }

  @Test
  void other_ci_gets_the_roles_of_its_own_policy() throws Exception {
    Map<String, Object> answer = granted(request(GITLAB.pushToMain().sign()));

    assertThat(answer).containsEntry("scope", "artifacts:write");
    assertThat(claims(answer).getSubject()).startsWith("https://gitlab.com|project_path:");
  }

  @Test
  void token_of_the_ci_is_exchanged_once() throws Exception {
    String token = production();
    granted(request(token));

    HttpResponse<String> answer = post(form(request(token)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(members(answer)).containsEntry("error", "invalid_request");
    assertThat(audit).contains("\"reason\":\"REPLAYED\"");
  }

  @Test
  void replay_guard_that_is_full_is_503() throws Exception {
    server.stop(0);
    start(GITHUB.keys(), ReplayGuard.inMemory(1));
    granted(request(production()));

    HttpResponse<String> answer = post(form(request(production())));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
  }

  @Test
  void keys_out_of_reach_are_503_and_the_same_token_is_good_later() throws Exception {
    server.stop(0);
    try (JwksKeySource keys = GITHUB.discoveredKeysBuilder().clock(CLOCK).build()) {
      start(keys, ReplayGuard.inMemory(100));
      GITHUB.server().refuseConnections();
      String token = production();

      HttpResponse<String> answer = post(form(request(token)));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
      assertThat(members(answer)).containsEntry("error", "temporarily_unavailable");

      GITHUB.server().recover();
      CLOCK.advance(Duration.ofSeconds(10));
      granted(request(token));
    }
  }

  @Test
  void job_that_no_policy_trusts_is_refused_with_a_reference_and_nothing_else() throws Exception {
    for (String token :
        List.of(
            GITHUB.pullRequestFromFork().sign(),
            GITHUB.environment("production").audience(DEPLOY).sign(),
            GITHUB.environment("production").expired(Duration.ofHours(1)).sign(),
            "nonsense")) {
      HttpResponse<String> answer = post(form(request(token)));

      assertRefused("invalid_request", answer);
      String said = (String) members(answer).get("error_description");
      assertThat(said).matches("The token was not accepted\\. Reference: [A-Za-z0-9_-]{22}\\.");
      String reference = said.replaceAll(".*: (.*)\\.", "$1");
      assertThat(audit).contains("\"correlationId\":\"" + reference + "\"");
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("unsupported_grant_type", "grant_type", "client_credentials"),
        mistake("invalid_request", "grant_type", null),
        mistake("invalid_request", "grant_type", ""),
        mistake("invalid_request", "subject_token", null),
        mistake("invalid_request", "subject_token", ""),
        mistake("invalid_request", "subject_token_type", null),
        mistake("invalid_request", "subject_token_type", TYPE + "saml2"),
        mistake("invalid_request", "subject_token_type", TYPE + "access_token"),
        mistake("invalid_request", "requested_token_type", TYPE + "refresh_token"),
        mistake("invalid_request", "actor_token", "x"),
        mistake("invalid_request", "actor_token_type", TYPE + "jwt"),
        mistake("invalid_client", "client_secret", "x"),
        mistake("invalid_client", "client_assertion", "x"),
        mistake("invalid_target", "audience", "https://else.example.com"),
        mistake("invalid_target", "audience", null),
        mistake("invalid_target", "resource", STORE),
        mistake("invalid_target", "resource", "https://else.example.com"));
  }

  private static Arguments mistake(String error, String parameter, String value) {
    return Arguments.of(error, parameter, value);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void request_with_a_mistake_is_told_so_and_costs_no_token(
      String error, String parameter, String value) throws Exception {
    String token = production();
    String[] good = request(token);
    String[] bad =
        Stream.iterate(0, i -> i < good.length, i -> i + 2)
            .filter(i -> !good[i].equals(parameter))
            .flatMap(i -> Stream.of(good[i], good[i + 1]))
            .toArray(String[]::new);
    String added = value == null ? "" : "&" + form(parameter, value);

    HttpResponse<String> answer = post(form(bad) + added);

    assertRefused(error, answer);
    assertThat(answer.body()).doesNotContain(token, "else.example.com");
    assertThat(audit).as("nobody was asked").isEmpty();
    granted(good);
  }

  @Test
  void parameter_given_twice_is_refused() throws Exception {
    String token = production();
    for (String twice : List.of("scope", "subject_token", "grant_type")) {
      String body = form(request(token)) + "&" + form(twice, "x", twice, "x");
      assertRefused("invalid_request", post(body));
    }
    granted(request(token, "audience", DEPLOY, "resource", DEPLOY));
  }

  @Test
  void request_in_another_form_is_refused() throws Exception {
    String body = form(request(production()));
    assertRefused("invalid_request", post(body, "Content-Type", "application/json"));
    assertRefused("invalid_request", post(body + "&scope=%zz"));

    HttpRequest inUrl =
        HttpRequest.newBuilder(url("/token?scope=x"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    assertRefused("invalid_request", CLIENT.send(inUrl, BodyHandlers.ofString()));
    String charset = "application/x-www-form-urlencoded; charset=utf-8";
    assertThat(post(body, "Content-Type", charset).statusCode()).isEqualTo(200);
  }

  @Test
  void body_that_is_too_large_is_refused_and_ends_its_connection() throws Exception {
    String body = form(request(production()));
    for (int attempt = 0; attempt < 20; attempt++) {
      HttpResponse<String> answer = post(body + "&x=" + "y".repeat(200_000));
      assertRefused("invalid_request", answer);
      assertThat(answer.headers().firstValue("Connection")).contains("close");
    }

    assertThat(post(body).statusCode()).isEqualTo(200);
  }

  @Test
  void client_that_authenticates_is_401() throws Exception {
    HttpResponse<String> answer =
        post(form(request(production())), "Authorization", "Basic dXNlcjpwYXNz");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(members(answer)).containsEntry("error", "invalid_client");
  }

  @Test
  void only_public_keys_are_published() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(url("/jwks")).build();
    String published = CLIENT.send(request, BodyHandlers.ofString()).body();

    JWKSet keys = JWKSet.parse(published);
    assertThat(keys.getKeys())
        .extracting(each -> each.getKeyID())
        .containsExactly("2026-11", "2026-05");
    assertThat(keys.getKeys()).noneMatch(each -> each.isPrivate());
    assertThat(published).doesNotContain("\"d\"", key.getD().toString());
  }

  @Test
  void metadata_are_served_where_both_specifications_look() throws Exception {
    for (String path :
        List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")) {
      HttpResponse<String> answer =
          CLIENT.send(HttpRequest.newBuilder(url(path)).build(), BodyHandlers.ofString());
      assertThat(members(answer))
          .containsEntry("issuer", AUDIENCE)
          .containsEntry("token_endpoint", AUDIENCE + "/token")
          .containsEntry("jwks_uri", AUDIENCE + "/jwks");
    }
  }

  @Test
  void other_methods_and_paths_are_not_served() throws Exception {
    HttpRequest get = HttpRequest.newBuilder(url("/token")).build();
    assertThat(CLIENT.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    HttpRequest longer = HttpRequest.newBuilder(url("/jwks.json")).build();
    assertThat(CLIENT.send(longer, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }
}
