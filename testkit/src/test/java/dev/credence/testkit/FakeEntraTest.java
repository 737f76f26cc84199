package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fake Entra as a client sees it that knows nothing of Credence. */
@Timeout(60)
class FakeEntraTest {
  private static final String TENANT = "8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10";
  private static final String CLIENT = "0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21";
  private static final String MAIN = "repo:octo-org@65/octo-repo@74:ref:refs/heads/main";
  private static final String CAPABLE = "{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}}";

  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().clock(clock).audience(FakeEntraApplication.USUAL_AUDIENCE);
  private final FakeEntra entra = FakeEntra.start(clock);
  private final FakeEntraApplication application =
      entra.tenant(TENANT).application(CLIENT).trusts(github, MAIN);
  private final FakeEntraResource management = entra.resource("https://management.azure.com");
  private final Map<String, String> form = new LinkedHashMap<>();

  FakeEntraTest() {
    form.put("client_info", "1");
    form.put("grant_type", "client_credentials");
    form.put("scope", management.scope() + " openid profile offline_access");
    form.put("client_id", CLIENT);
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", github.pushToMain().sign());
  }

  @AfterEach
  void close() {
    entra.close();
    github.close();
  }

  /** What came back. */
  private record Answer(int status, String body, String challenge) {
    String accessToken() {
      String from = body.substring(body.indexOf("fake-entra-"));
      return from.substring(0, from.indexOf('"'));
    }
  }

  @Test
  void job_that_is_trusted_gets_a_token_that_opens_the_resource_until_it_expires()
      throws IOException {
    Answer granted = post(TENANT);

    assertThat(granted.status()).isEqualTo(200);
    assertThat(granted.body())
        .startsWith(
            "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"ext_expires_in\":3600,"
                + "\"access_token\":\"fake-entra-");
    Answer opened = get(management.url() + "/subscriptions?x=y", granted.accessToken());
    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.body()).contains(TENANT, CLIENT);

    clock.advance(Duration.ofSeconds(3_599));
    assertThat(get(management.url() + "", granted.accessToken()).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    Answer expired = get(management.url() + "", granted.accessToken());
    assertThat(expired.status()).isEqualTo(401);
    assertThat(expired.body()).contains("ExpiredAuthenticationToken");
  }

  @Test
  void resource_takes_tokens_of_its_own_only() throws IOException {
    String token = post(TENANT).accessToken();
    FakeEntraResource vault = entra.resource("https://vault.azure.net");

    assertThat(get(vault.url() + "/secrets", token).body())
        .contains("InvalidAuthenticationTokenAudience");
    assertThat(get(management.url() + "", token + "x").body())
        .contains("InvalidAuthenticationToken\"");
    assertThat(get(management.url() + "", "").body()).contains("AuthenticationFailed");
    assertThat(get(entra.url() + "/elsewhere", token).status()).isEqualTo(404);
  }

  @Test
  void error_has_the_shape_and_the_codes_of_the_real_one() throws IOException {
    form.put("client_assertion", github.pullRequestFromFork().sign());

    Answer refused = post(TENANT);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body())
        .startsWith(
            "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS700213: No matching"
                + " federated identity record found for presented assertion subject"
                + " 'repo:octo-org@65/octo-repo@74:pull_request'. Check your")
        .contains("\"error_codes\":[700213]", "\"trace_id\":\"", "\"correlation_id\":\"");
  }

  @Test
  void near_misses_are_told_apart_in_the_order_of_issuer_subject_and_audience() throws IOException {
    assertThat(codeFor(stranger().audience("other").pushToMain().sign())).isEqualTo(700211);
    assertThat(codeFor(github.pullRequest().audience("other").sign())).isEqualTo(700213);
    assertThat(codeFor(github.pushToMain().audience("other").sign())).isEqualTo(700212);
    assertThat(codeFor(github.pushToMain().audience("api://azureadtokenexchange").sign()))
        .isEqualTo(700212);
    assertThat(codeFor(github.pushToMain().audience("api://AzureADTokenExchange", "more").sign()))
        .isEqualTo(700212);
    application.trusts(github, MAIN.toUpperCase(Locale.ROOT).replace("REFS", "other"));
    application.trusts(github, MAIN.replace("main", "Main"));
    assertThat(codeFor(github.pushToBranch("MAIN").sign())).isEqualTo(7_002_138);
    assertThat(codeFor(github.pushToMain().sign())).isZero();

    entra.withoutNearMisses();
    assertThat(codeFor(github.pullRequest().sign())).isEqualTo(70_021);
  }

  @Test
  void token_is_verified_with_the_keys_that_the_ci_has_now() throws IOException {
    String old = github.pushToMain().sign();
    assertThat(codeFor(old)).isZero();
    assertThat(codeFor(old.substring(0, old.length() - 8) + "AAAAAAAA")).isEqualTo(700_027);
    assertThat(codeFor(impostor().pushToMain().sign())).isEqualTo(700_027);
    assertThat(codeFor("no token")).isEqualTo(50_027);
    assertThat(codeFor(github.pushToMain().expired(Duration.ofMinutes(10)).sign()))
        .isEqualTo(700_024);
  }

  @Test
  void what_is_not_there_has_codes_of_its_own() throws IOException {
    assertThat(code(post("contoso.example"))).isEqualTo(90_002);
    form.put("client_id", "99999999-9999-4999-8999-999999999999");
    assertThat(code(post(TENANT))).isEqualTo(700_016);
    form.put("client_id", CLIENT);
    form.put("scope", "https://management.azure.com/user_impersonation");
    assertThat(code(post(TENANT))).isEqualTo(1_002_012);
    form.put("scope", management.scope() + " https://vault.azure.net/.default");
    assertThat(code(post(TENANT))).isEqualTo(1_002_012);
    form.put("grant_type", "password");
    assertThat(code(post(TENANT))).isEqualTo(70_003);
    form.put("grant_type", "client_credentials");
    form.remove("client_assertion_type");
    assertThat(code(post(TENANT))).isEqualTo(7_000_216);
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    application.trustsNobody();
    assertThat(code(post(TENANT))).isEqualTo(70_025);
  }

  @Test
  void tokens_of_a_long_life_say_when_to_renew_them() throws IOException {
    entra.accessTokensLast(Duration.ofHours(24));

    assertThat(post(TENANT).body()).contains("\"expires_in\":86400", "\"refresh_in\":43200");
  }

  @Test
  void revocation_challenges_those_who_can_answer_and_refuses_the_others() throws IOException {
    String plain = post(TENANT).accessToken();
    form.put("claims", CAPABLE);
    String capable = post(TENANT).accessToken();
    entra.revokeAccessTokens();

    assertThat(get(management.url() + "", plain).challenge()).contains("error=\"invalid_token\"");
    String challenge = get(management.url() + "", capable).challenge();
    assertThat(challenge).contains("error=\"insufficient_claims\", claims=\"");
    String claims = challenge.substring(challenge.indexOf("claims=\"") + 8).replace("\"", "");
    assertThat(new String(Base64.getDecoder().decode(claims), StandardCharsets.UTF_8))
        .contains("{\"access_token\":{\"nbf\":{", String.valueOf(clock.instant().getEpochSecond()));
    assertThat(get(management.url() + "", post(TENANT).accessToken()).status()).isEqualTo(200);
  }

  @Test
  void scripted_error_takes_the_place_of_the_sound_answer() throws IOException {
    entra.server().faults().next(FakeEntra.error(400, "invalid_grant", 53_003, "Blocked."));

    Answer refused = post(TENANT);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("AADSTS53003: Blocked.", "\"error\":\"invalid_grant\"");
    assertThat(post(TENANT).status()).isEqualTo(200);
  }

  @Test
  void second_credential_for_one_subject_is_refused_as_entra_does() {
    assertThatIllegalStateException()
        .isThrownBy(() -> application.trusts(github, MAIN, "api://other"))
        .withMessage(
            "There is a federated credential for this issuer and subject already: " + MAIN);
  }

  @Test
  void journal_and_texts_show_no_token() throws IOException {
    String token = post(TENANT).accessToken();
    get(management.url() + "", token);

    assertThat(entra.server().journal() + " " + entra + management + application)
        .doesNotContain(token, form.get("client_assertion"));
    assertThat(entra.server().journal().requests().get(0).formParameter("client_id"))
        .contains(CLIENT);
  }

  private static GitLabIssuer stranger() {
    return CiIssuer.gitLab();
  }

  /** Of the same name, with keys of its own. */
  private GitHubActionsIssuer impostor() {
    return CiIssuer.gitHubActions().clock(clock).audience(FakeEntraApplication.USUAL_AUDIENCE);
  }

  private int codeFor(String assertion) throws IOException {
    form.put("client_assertion", assertion);
    return code(post(TENANT));
  }

  /** The number of the answer's code, 0 for a sound answer. */
  private static int code(Answer answer) {
    String mark = "\"error_codes\":[";
    int from = answer.body().indexOf(mark);
    if (from < 0) {
      assertThat(answer.status()).isEqualTo(200);
      return 0;
    }
    String rest = answer.body().substring(from + mark.length());
    return Integer.parseInt(rest.substring(0, rest.indexOf(']')));
  }

  private Answer post(String tenant) throws IOException {
    HttpURLConnection connection = open(entra.url() + "/" + tenant + "/oauth2/v2.0/token");
    connection.setDoOutput(true);
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    return answer(connection);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Answer get(String url, String token) throws IOException {
    HttpURLConnection connection = open(url);
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    return answer(connection);
  }

  private static HttpURLConnection open(String url) throws IOException {
    return (HttpURLConnection) URI.create(url).toURL().openConnection();
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String challenge = connection.getHeaderField("WWW-Authenticate");
      return new Answer(status, body, challenge == null ? "" : challenge);
    }
  }
}
