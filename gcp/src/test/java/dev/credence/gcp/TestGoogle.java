package dev.credence.gcp;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import dev.credence.TrustPolicy;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.audit.AuditEvent;
import dev.credence.ci.GitHubActions;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeGoogle;
import dev.credence.testkit.FakeGooglePool;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** GitHub Actions and a Google Cloud that trusts one repository's main branch, on one clock. */
final class TestGoogle implements AutoCloseable {
  static final String ACCOUNT = "deploy@my-project.iam.gserviceaccount.com";
  static final WorkloadIdentityProvider PROVIDER =
      WorkloadIdentityProvider.of(123456789012L, "ci-pool", "github");

  /** One for all tests, since it takes time to make a key. */
  private static final GitHubActionsIssuer GITHUB = CiIssuer.gitHubActions();

  final TestClock clock = TestClock.atPresent();
  final GitHubActionsIssuer github =
      GITHUB.clock(clock).audience(PROVIDER.audience()).running(GITHUB::pushToMain);
  final FakeGoogle google;
  final FakeGooglePool pool;
  final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  TestGoogle() {
    this(GcpFederation.DEFAULT_UNIVERSE_DOMAIN);
  }

  TestGoogle(String universeDomain) {
    google = FakeGoogle.start(clock, universeDomain);
    pool = google.pool(123456789012L, "ci-pool").oidcProvider("github", github, mainBranch());
    google.serviceAccount(ACCOUNT).allow(pool.principalSet("repository_id", "74"));
  }

  static TrustPolicy mainBranch() {
    return TrustPolicy.named("main-branch")
        .issuer(GitHubActions.issuer())
        .audience(PROVIDER.audience())
        .require(
            GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
            GitHubActions.REF.is("refs/heads/main"))
        .build();
  }

  /** A federation of the job itself, with a fresh token at each refresh. */
  GcpFederation.Builder federation() {
    return federation(idTokens());
  }

  GcpFederation.Builder federation(IdTokenSource source) {
    return GcpFederation.builder()
        .provider(PROVIDER)
        .idTokens(source)
        .clock(clock)
        .audit(events::add)
        .proxySelector(google.inPlaceOfGoogle());
  }

  IdTokenSource idTokens() {
    try {
      return AmbientIdTokens.detect(PROVIDER.audience(), github.ambient());
    } catch (IdTokenUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What Google's own HTTP client gets from the protected resource. */
  String fetchResource(Credentials credentials) throws IOException {
    HttpRequest request =
        new NetHttpTransport()
            .createRequestFactory(new HttpCredentialsAdapter(credentials))
            .buildGetRequest(new GenericUrl(google.resource().url()));
    HttpResponse response = request.execute();
    try {
      return response.parseAsString();
    } finally {
      response.disconnect();
    }
  }

  /** What the protected resource says to a token, without any credentials that could renew it. */
  int statusOfResource(String accessToken) throws IOException {
    HttpRequest request =
        new NetHttpTransport()
            .createRequestFactory()
            .buildGetRequest(new GenericUrl(google.resource().url()))
            .setThrowExceptionOnExecuteError(false);
    request.getHeaders().setAuthorization("Bearer " + accessToken);
    HttpResponse response = request.execute();
    response.disconnect();
    return response.getStatusCode();
  }

  int exchanges() {
    return google.tokenEndpoint().journal().count();
  }

  int impersonations() {
    return google.impersonationEndpoint(ACCOUNT).journal().count();
  }

  @Override
  public void close() {
    google.close();
    github.close();
  }
}
