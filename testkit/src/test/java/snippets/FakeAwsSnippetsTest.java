package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.FakeAwsSts;
import dev.credence.testkit.Fault;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippets of the API documentation of the fake of AWS, compiled and run. */
class FakeAwsSnippetsTest {
  private final TrustPolicy trust =
      TrustPolicy.named("deploy")
          .issuer(GitHubActions.issuer())
          .audience("sts.amazonaws.com")
          .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
          .build();

  @Test
  void sts() {
    // @start region="sts"
    TestClock clock = TestClock.atPresent();
    try (GitHubActionsIssuer github =
            CiIssuer.gitHubActions().clock(clock).audience("sts.amazonaws.com");
        FakeAwsSts sts = FakeAwsSts.start(clock)) {
      sts.account("123456789012").oidcProvider(github, "sts.amazonaws.com").role("deploy", trust);
      sts.server().faults().next(Fault.status(503, Duration.ofSeconds(1)));
      // give sts.url() to the program under test, as its endpoint of STS
      assertThat(sts.server().journal().isEmpty()).isTrue();
    }
    // @end
  }
}
