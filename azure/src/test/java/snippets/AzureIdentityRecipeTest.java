package snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.azure.AzureCloud;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeEntra;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** The cookbook's recipe for Microsoft's own credential works, against the fake. */
@Timeout(60)
class AzureIdentityRecipeTest {
  private static final String TENANT = "8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10";
  private static final String CLIENT = "0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21";
  private static final String MAIN = "repo:octo-org@65/octo-repo@74:ref:refs/heads/main";
  private static final int CALLERS = 40;

  private final TestClock clock = TestClock.atPresent();
  private final GitHubActionsIssuer github =
      CiIssuer.gitHubActions().clock(clock).audience(AzureCloud.PUBLIC.audience());
  private final FakeEntra entra = FakeEntra.start(clock);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    entra.close();
    github.close();
  }

  @Test
  void forty_callers_at_a_cold_start_get_their_tokens() throws Exception {
    entra.tenant(TENANT).application(CLIENT).trusts(github, MAIN);
    TokenCredential credential = credential();
    CyclicBarrier start = new CyclicBarrier(CALLERS);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Future<String>> tokens = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      tokens.add(
          callers.submit(() -> {
            start.await();
            return credential.getTokenSync(management()).getToken();
          }));
    }
    for (Future<String> token : tokens) {
      assertThat(token.get(30, TimeUnit.SECONDS)).startsWith("fake-entra-");
    }
    callers.shutdownNow();
  }

  @Test
  void refusal_has_its_code_in_the_text_and_no_explanation() throws Exception {
    entra.tenant(TENANT).application(CLIENT).trusts(github, MAIN);
    github.running(github::pullRequestFromFork);
    TokenCredential credential = credential();

    assertThatThrownBy(() -> credential.getTokenSync(management()))
        .hasMessageContaining("AADSTS700213");
  }

  private TokenCredential credential() throws Exception {
    return AzureSnippets.azureIdentity(
            AmbientIdTokens.detect(AzureCloud.PUBLIC.audience(), github.ambient()),
            threads,
            TENANT,
            CLIENT)
        .httpClient(inPlaceOfEntra())
        .disableInstanceDiscovery()
        .build();
  }

  private static TokenRequestContext management() {
    return new TokenRequestContext().addScopes("https://management.azure.com/.default");
  }

  /** The public cloud's URL stays as it is, since a credential with a port in it keeps nothing. */
  private HttpClient inPlaceOfEntra() {
    HttpClient real = new JdkHttpClientBuilder().build();
    String authority = AzureCloud.PUBLIC.authority().toString();
    return new HttpClient() {
      @Override
      public Mono<HttpResponse> send(HttpRequest request) {
        String url = request.getUrl().toString();
        assertThat(url).startsWith(authority);
        return real.send(request.copy().setUrl(entra.url() + url.substring(authority.length())));
      }
    };
  }
}
