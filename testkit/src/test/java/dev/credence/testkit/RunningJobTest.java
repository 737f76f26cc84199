package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.AzureDevOpsIdTokens;
import dev.credence.ambient.CircleCiIdTokens;
import dev.credence.ambient.IdToken;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fake CI puts around its job. */
@Timeout(60)
class RunningJobTest {
  private final GitHubActionsIssuer github = CiIssuer.gitHubActions();

  @AfterEach
  void stop() {
    github.close();
  }

  private static HttpURLConnection request(String method, String url, String... headers)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    for (int i = 0; i < headers.length; i += 2) {
      connection.setRequestProperty(headers[i], headers[i + 1]);
    }
    return connection;
  }

  private static HttpURLConnection get(String url, String... headers) throws IOException {
    return request("GET", url, headers);
  }

  private IdTokenUnavailableException failure(Kind kind, String audience, Map<String, String> env) {
    AmbientEnvironment environment = AmbientEnvironment.builder().variables(env).build();
    try {
      IdToken token = AmbientIdTokens.detect(audience, environment).idToken();
      throw new AssertionError("There is a token: " + token);
    } catch (IdTokenUnavailableException e) {
      assertThat(e.kind()).isEqualTo(kind);
      return e;
    }
  }

  @Test
  void foreign_client_gets_a_token_as_from_github() throws Exception {
    Map<String, String> env = github.env();
    String url = env.get("ACTIONS_ID_TOKEN_REQUEST_URL") + "&audience=a%2Fb";
    String bearer = env.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN");

    HttpURLConnection response = get(url, "Authorization", "Bearer " + bearer);

    assertThat(response.getResponseCode()).isEqualTo(200);
    String body = new String(response.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String token = JsonMembers.of(body).get("value");
    assertThat(IdToken.parse(token).toString()).contains(github.identifier());
    assertThat(env).containsEntry("GITHUB_ACTIONS", "true");
    assertThatThrownBy(env::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void request_without_the_jobs_credential_is_refused() throws Exception {
    String url = github.env().get("ACTIONS_ID_TOKEN_REQUEST_URL");

    assertThat(get(url, "Authorization", "Bearer other").getResponseCode()).isEqualTo(401);
    assertThat(get(url, "Accept", "*/*").getResponseCode()).isEqualTo(401);
  }

  @Test
  void credential_is_new_for_each_issuer() {
    try (GitHubActionsIssuer other = CiIssuer.gitHubActions()) {
      assertThat(other.env().get("ACTIONS_ID_TOKEN_REQUEST_TOKEN"))
          .isNotEqualTo(github.env().get("ACTIONS_ID_TOKEN_REQUEST_TOKEN"));
    }
  }

  @Test
  void scenario_decides_which_job_runs() throws Exception {
    github.running(() -> github.environment("production").claim("marker", "yes"));
    IdTokenSource source = AmbientIdTokens.detect("sts", github.ambient());

    String payload = source.idToken().reveal().split("\\.")[1];

    assertThat(new String(Base64.getUrlDecoder().decode(payload)))
        .contains("\"marker\":\"yes\"", "\"environment\":\"production\"", "\"aud\":\"sts\"");
  }

  @Test
  void clock_of_the_issuer_is_that_of_the_job() throws Exception {
    TestClock clock = TestClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    github.clock(clock);
    IdTokenSource source = AmbientIdTokens.detect("sts", github.ambient());

    assertThat(source.idToken().expiresAt()).isEqualTo(Instant.parse("2030-01-01T00:05:00Z"));
    clock.advance(Duration.ofDays(1));
    assertThat(source.idToken().expiresAt()).isEqualTo(Instant.parse("2030-01-02T00:05:00Z"));
  }

  @Test
  void faults_reach_the_token_endpoint() throws Exception {
    AmbientEnvironment environment = github.ambient();
    String path = URI.create(github.env().get("ACTIONS_ID_TOKEN_REQUEST_URL")).getRawPath();
    github.server().endpoint(path).faults().next(Fault.status(503));

    AmbientIdTokens.detect("sts", environment).idToken();

    assertThat(github.server().endpoint(path).journal().count()).isEqualTo(2);
  }

  @Test
  void token_comes_over_tls_too() throws Exception {
    try (GitHubActionsIssuer tls = CiIssuer.gitHubActions().overTls(TlsIdentity.generate())) {
      IdToken token = AmbientIdTokens.detect("sts", tls.ambient()).idToken();

      assertThat(tls.env().get("ACTIONS_ID_TOKEN_REQUEST_URL")).startsWith("https://");
      assertThat(token.toString()).contains(tls.identifier());
    }
  }

  @Test
  void production_code_does_not_ask_a_fake_ci() {
    assertThat(failure(Kind.BAD_ENVIRONMENT, "sts", github.env()))
        .hasMessageContaining("it must begin with https://");
  }

  @Test
  void azure_devops_redirects_who_does_not_forbid_it() throws Exception {
    try (AzureDevOpsIssuer azure = CiIssuer.azureDevOps()) {
      String url = azure.env().get("SYSTEM_OIDCREQUESTURI") + "?api-version=7.1";

      assertThat(request("POST", url).getResponseCode()).isEqualTo(302);
      assertThat(request("POST", url, "X-TFS-FedAuthRedirect", "Suppress").getResponseCode())
          .isEqualTo(401);
    }
  }

  @Test
  void azure_devops_hands_out_entras_tokens_for_connections() throws Exception {
    try (AzureDevOpsEntraIssuer entra = CiIssuer.azureDevOpsEntra()) {
      IdTokenSource source =
          AzureDevOpsIdTokens.ofServiceConnection(
              UUID.randomUUID(), AzureDevOpsIdTokens.AUDIENCE, entra.ambient());

      assertThat(source.idToken().toString()).contains("https://login.microsoftonline.com/");
    }
  }

  @ParameterizedTest
  @CsvSource({"OKTA, false", "AUTH0, true", "KEYCLOAK, false", "ENTRA, false"})
  void only_auth0_makes_tokens_for_the_audience_asked_for(IdentityProvider kind, boolean chosen)
      throws Exception {
    try (DroneIssuer provider = CiIssuer.drone(kind)) {
      AmbientEnvironment environment = provider.ambient();

      if (chosen) {
        assertThat(AmbientIdTokens.detect("other", environment).idToken()).isNotNull();
      } else {
        assertThatThrownBy(() -> AmbientIdTokens.detect("other", environment).idToken())
            .isInstanceOf(IdTokenUnavailableException.class)
            .hasMessageContaining("where \"other\" was asked for");
      }
      assertThat(AmbientIdTokens.detect("https://rp.example.com", environment).idToken())
          .isNotNull();
    }
  }

  @Test
  void other_client_of_an_identity_provider_is_refused() {
    try (DroneIssuer okta = CiIssuer.drone(IdentityProvider.OKTA)) {
      Map<String, String> env = new HashMap<>(okta.env());
      env.put("OIDC_CLIENT_SECRET", "wrong");
      AmbientEnvironment wrong =
          LoopbackJob.environment(okta.identifier(), okta.url()).variables(env).build();

      assertThatThrownBy(() -> AmbientIdTokens.detect("x", wrong).idToken())
          .isInstanceOf(IdTokenUnavailableException.class)
          .hasMessageContaining("invalid_client");
    }
  }

  @Test
  void vercel_exchanges_only_what_it_handed_out() {
    try (VercelIssuer vercel = CiIssuer.vercel()) {
      Map<String, String> env = new HashMap<>(vercel.env());
      env.put("VERCEL_OIDC_TOKEN", vercel.preview().sign());
      AmbientEnvironment stranger =
          LoopbackJob.environment(vercel.identifier(), vercel.url()).variables(env).build();

      assertThatThrownBy(() -> AmbientIdTokens.detect("sts", stranger).idToken())
          .isInstanceOf(IdTokenUnavailableException.class)
          .hasMessageContaining("status 403");
    }
  }

  @Test
  void files_are_private_and_gone_after_close() throws Exception {
    Path file;
    try (KubernetesIssuer kubernetes = CiIssuer.kubernetes()) {
      file = Path.of(kubernetes.env().get("AWS_WEB_IDENTITY_TOKEN_FILE"));
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
      assertThat(IdToken.parse(Files.readString(file))).isNotNull();
    }
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void circlecis_program_is_on_the_path() throws Exception {
    try (CircleCiIssuer circle = CiIssuer.circleCi()) {
      ProcessBuilder builder =
          new ProcessBuilder("/bin/sh", "-c", "circleci run oidc get --claims '{\"aud\":\"x\"}'");
      builder.environment().clear();
      builder.environment().putAll(circle.env());
      Process process = builder.start();

      String output = new String(process.getInputStream().readAllBytes());

      assertThat(process.waitFor()).isZero();
      assertThat(IdToken.parse(output.strip()).toString())
          .contains("https://oidc.circleci.com/org/");
    }
  }

  @Test
  void circlecis_program_refuses_what_the_real_one_does_not_know() {
    try (CircleCiIssuer circle = CiIssuer.circleCi()) {
      assertThatThrownBy(() -> CircleCiIdTokens.ofRootIssuer("x", circle.ambient()).idToken())
          .isInstanceOf(IdTokenUnavailableException.class)
          .hasMessageContaining("ended with status 1");
    }
  }

  @Test
  void metadata_server_insists_on_its_header() throws Exception {
    try (GoogleIssuer google = CiIssuer.google()) {
      String host = google.env().get("GCE_METADATA_HOST");
      String url =
          "http://"
              + host
              + "/computeMetadata/v1/instance/service-accounts/default/identity?audience=x";

      assertThat(get(url, "Accept", "*/*").getResponseCode()).isEqualTo(403);
      assertThat(get(url, "Metadata-Flavor", "Google").getHeaderField("Metadata-Flavor"))
          .isEqualTo("Google");
    }
  }
}
