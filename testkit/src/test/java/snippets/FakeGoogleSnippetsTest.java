package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeGoogle;
import dev.credence.testkit.FakeGooglePool;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippets of the fake Google's API documentation, compiled and run. */
class FakeGoogleSnippetsTest {
  private static final TestClock CLOCK = TestClock.atPresent();

  @Test
  void google() {
    try (GitHubActionsIssuer github = CiIssuer.gitHubActions().clock(CLOCK);
        FakeGoogle google = FakeGoogle.start(CLOCK)) {
      // @start region="google"
      FakeGooglePool pool = google.pool(123456789012L, "ci-pool");
      TrustPolicy mainBranch =
          TrustPolicy.named("main-branch")
              .issuer(GitHubActions.issuer())
              .audience(pool.audience("github"))
              .require(
                  GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                  GitHubActions.REF.is("refs/heads/main"))
              .build();
      pool.oidcProvider("github", github, mainBranch);
      google
          .serviceAccount("deploy@my-project.iam.gserviceaccount.com")
          .allow(pool.principalSet("repository_id", "74"))
          .longestLifetime(Duration.ofHours(12));
      // @end
      assertThat(google.toString()).contains("projects/123456789012", "ci-pool");
    }
  }
}
