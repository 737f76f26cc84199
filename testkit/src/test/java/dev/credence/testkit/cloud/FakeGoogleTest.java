package dev.credence.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeGoogle;
import dev.credence.testkit.FakeGooglePool;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fake Google by its wire, without any library of Google's. */
@Timeout(60)
class FakeGoogleTest {
  private static final String RESOURCE_NAME =
      "//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci-pool/providers/github";
  private static final String AUDIENCE = "https:" + RESOURCE_NAME;
  private static final String ACCOUNT = "deploy@my-project.iam.gserviceaccount.com";

  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().clock(clock).audience(AUDIENCE);
  private final FakeGoogle google = FakeGoogle.start(clock);
  private final FakeGooglePool pool =
      google.pool(123456789012L, "ci-pool").oidcProvider("github", github, policy(AUDIENCE));

  @AfterEach
  void close() {
    google.close();
    github.close();
  }

  private static TrustPolicy policy(String audience) {
    return TrustPolicy.named("for-" + URI.create(audience).getHost())
        .issuer(GitHubActions.issuer())
        .audience(audience)
        .require(
            GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
            GitHubActions.REF.is("refs/heads/main"))
        .build();
  }

  @Test
  void journal_and_texts_show_no_token() throws Exception {
    String subject = github.pushToMain().sign();
    String token = member(exchange(subject), "access_token");
    open(token);

    assertThat(google.server().journal().count()).isEqualTo(2);
    assertThat(google.server().journal() + " " + google + pool).doesNotContain(subject, token);
    assertThat(google.server().journal().requests().get(0).formParameter("subject_token"))
        .contains(subject);
  }

  @Test
  void trusted_job_gets_a_token_that_opens_the_resource_until_it_expires() throws Exception {
    Answer exchange = exchange(github.pushToMain().sign());
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.body())
        .contains(
            "\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\"",
            "\"token_type\":\"Bearer\"",
            "\"expires_in\":3600");

    String token = member(exchange, "access_token");
    clock.advance(Duration.ofMinutes(59));
    assertThat(open(token).body())
        .contains(pool.principal("repo:octo-org@65/octo-repo@74:ref:refs/heads/main"));

    clock.advance(Duration.ofMinutes(1));
    assertThat(open(token).status()).isEqualTo(401);
    assertThat(open(token).challenge().orElseThrow()).contains("error=\"invalid_token\"");
    assertThat(open("ya29.made-up").status()).isEqualTo(401);
  }

  @Test
  void job_that_the_condition_rejects_is_an_unauthorized_client() throws Exception {
    assertRefused(exchange(github.pullRequestFromFork().sign()), "unauthorized_client");
    assertRefused(exchange(github.pushToBranch("feature").sign()), "unauthorized_client");
    assertRefused(exchange(github.recycledNamespace().sign()), "unauthorized_client");
  }

  @Test
  void token_for_another_audience_is_an_invalid_grant() throws Exception {
    assertRefused(exchange(github.pushToMain().audience("https://other").sign()), "invalid_grant");
  }

  @Test
  void token_that_expired_is_an_invalid_grant() throws Exception {
    String token = github.pushToMain().sign();
    clock.advance(Duration.ofHours(1));

    assertRefused(exchange(token), "invalid_grant");
  }

  @Test
  void token_of_another_key_is_an_invalid_grant_until_its_key_is_published() throws Exception {
    try (GitHubActionsIssuer forger = CiIssuer.gitHubActions().clock(clock).audience(AUDIENCE)) {
      assertRefused(exchange(forger.pushToMain().sign()), "invalid_grant");
    }
    github.keyring().rotate();

    assertThat(exchange(github.pushToMain().sign()).status()).isEqualTo(200);
  }

  @Test
  void token_of_another_issuer_is_an_invalid_grant() throws Exception {
    try (CiIssuer<?> gitlab = CiIssuer.gitLab().clock(clock).audience(AUDIENCE)) {
      assertRefused(exchange(CiIssuer.gitLab().pushToMain().sign()), "invalid_grant");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pool.oidcProvider("gitlab", gitlab, policy(AUDIENCE)))
          .withMessage(
              "The policy for-iam.googleapis.com is not for the issuer "
                  + GitLab.issuer().identifier());
    }
  }

  @Test
  void junk_is_an_invalid_request() throws Exception {
    assertRefused(exchange("junk"), "invalid_request");
    assertRefused(
        exchange(github.pushToMain().sign(), "grant_type", "password"), "invalid_request");
    assertRefused(exchange(github.pushToMain().sign(), "audience", "foo"), "invalid_request");
  }

  @Test
  void provider_that_is_not_there_is_an_invalid_target() throws Exception {
    assertRefused(
        exchange(github.pushToMain().sign(), "audience", RESOURCE_NAME + "x"), "invalid_target");
    pool.disable("github");

    assertRefused(exchange(github.pushToMain().sign()), "invalid_target");
  }

  @Test
  void provider_may_allow_several_audiences() throws Exception {
    pool.oidcProvider("github", github, policy(AUDIENCE), policy("https://deploy.example.com"));

    assertThat(exchange(github.pushToMain().sign()).status()).isEqualTo(200);
    assertThat(exchange(github.pushToMain().audience("https://deploy.example.com").sign()).status())
        .isEqualTo(200);
    assertRefused(exchange(github.pushToMain().audience("https://other").sign()), "invalid_grant");
  }

  @Test
  void binding_decides_who_acts_as_a_service_account() throws Exception {
    String token = member(exchange(github.pushToMain().sign()), "access_token");
    assertThat(impersonate(token, "3600s").status()).isEqualTo(403);

    google.serviceAccount(ACCOUNT).allow(pool.principalSet("repository_id", "75"));
    Answer denied = impersonate(token, "3600s");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.body())
        .contains("\"status\":\"PERMISSION_DENIED\"", "\"reason\":\"IAM_PERMISSION_DENIED\"");

    google.serviceAccount(ACCOUNT).allow(pool.principalSet("repository_id", "74"));
    Answer granted = impersonate(token, "600s");
    assertThat(granted.body())
        .contains("\"expireTime\":\"" + clock.instant().plusSeconds(600) + "\"");
    assertThat(open(member(granted, "accessToken")).body()).contains(ACCOUNT);
  }

  @Test
  void subject_can_be_bound_too() throws Exception {
    String token = member(exchange(github.pushToMain().sign()), "access_token");
    google
        .serviceAccount(ACCOUNT)
        .allow(pool.principal("repo:octo-org@65/octo-repo@74:ref:refs/heads/main"));

    assertThat(impersonate(token, "3600s").status()).isEqualTo(200);
  }

  @Test
  void lifetime_of_more_than_an_hour_has_to_be_allowed() throws Exception {
    google.serviceAccount(ACCOUNT).allow(pool.principalSet());
    String token = member(exchange(github.pushToMain().sign()), "access_token");
    assertThat(impersonate(token, "3601s").body()).contains("INVALID_ARGUMENT");

    google.serviceAccount(ACCOUNT).longestLifetime(Duration.ofHours(12));
    assertThat(impersonate(token, "43200s").status()).isEqualTo(200);
    assertThat(impersonate(token, "43201s").body()).contains("INVALID_ARGUMENT");
    assertThat(impersonate(token, "1h").body()).contains("INVALID_ARGUMENT");
  }

  @Test
  void federated_token_that_expired_is_unauthenticated() throws Exception {
    google.serviceAccount(ACCOUNT).allow(pool.principalSet());
    google.federatedTokensLast(Duration.ofMinutes(5));
    String token = member(exchange(github.pushToMain().sign()), "access_token");
    assertThat(impersonate(token, "3600s").status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(5));

    assertThat(impersonate(token, "3600s").body()).contains("UNAUTHENTICATED");
  }

  private Answer exchange(String subjectToken, String... changed) throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    form.put("subject_token_type", "urn:ietf:params:oauth:token-type:jwt");
    form.put("requested_token_type", "urn:ietf:params:oauth:token-type:access_token");
    form.put("scope", "https://www.googleapis.com/auth/cloud-platform");
    form.put("audience", RESOURCE_NAME);
    form.put("subject_token", subjectToken);
    for (int i = 0; i < changed.length; i += 2) {
      form.put(changed[i], changed[i + 1]);
    }
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(google.tokenEndpoint().url(), "", body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer impersonate(String token, String lifetime) throws IOException {
    return send(
        google.impersonationEndpoint(ACCOUNT).url(),
        token,
        "{\"delegates\":[],\"scope\":[\"https://www.googleapis.com/auth/cloud-platform\"],\"lifetime\":\""
            + lifetime
            + "\"}");
  }

  private Answer open(String token) throws IOException {
    return send(google.resource().url(), token, "");
  }

  /** POSTs a body, or GETs if it is empty. */
  private static Answer send(URI url, String token, String body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(
          status,
          new String(in.readAllBytes(), StandardCharsets.UTF_8),
          Optional.ofNullable(connection.getHeaderField("WWW-Authenticate")));
    }
  }

  private record Answer(int status, String body, Optional<String> challenge) {}

  private static String member(Answer answer, String name) {
    String start = "\"" + name + "\":\"";
    int from = answer.body().indexOf(start);
    assertThat(from).isNotNegative();
    int begin = from + start.length();
    return answer.body().substring(begin, answer.body().indexOf('"', begin));
  }

  private static void assertRefused(Answer answer, String code) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"" + code + "\",\"error_description\":\"");
  }
}
