package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeEntra;
import dev.credence.testkit.FakeEntraResource;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.net.ProxySelector;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The snippets of the API documentation of the fake Entra, compiled and run. */
class EntraSnippetsTest {
  private static final String TENANT_ID = "8d3e3d5c-51a3-4b6e-9d4e-0d6c3b3b3f10";
  private static final String CLIENT_ID = "0f4a2d34-7e2c-4b0d-9a8a-5b7a2f9f6c21";

  @Test
  void entra() {
    // @start region="entra"
    TestClock clock = TestClock.atPresent();
    try (GitHubActionsIssuer github =
            CiIssuer.gitHubActions().clock(clock).audience("api://AzureADTokenExchange");
        FakeEntra entra = FakeEntra.start(clock)) {
      entra
          .tenant(TENANT_ID)
          .application(CLIENT_ID)
          .trusts(github, "repo:octo-org@65/octo-repo@74:environment:production");
      FakeEntraResource management = entra.resource("https://management.azure.com");

      github.running(() -> github.environment("production"));
      ProxySelector there = entra.inPlaceOfEntra(); // for the credential under test
      URI api = management.url(); // takes its tokens until they expire by the clock
      // @end
      assertThat(there.select(api)).isNotEmpty();
      assertThat(management.scope()).isEqualTo("https://management.azure.com/.default");
    }
  }
}
