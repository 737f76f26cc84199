package snippets;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;

import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ambient.AmbientIdTokens;
import dev.credence.ambient.IdTokenSource;
import dev.credence.ci.GitHubActions;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.TestClock;
import dev.credence.testkit.junit.CredenceExtension;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The snippets of the testkit's API documentation, compiled and run. */
class TestkitSnippetsTest {
  private static final String AUDIENCE = "https://deploy.example.com";

  private final TrustPolicy production =
      TrustPolicy.named("production-deploy")
          .issuer(GitHubActions.issuer())
          .audience(AUDIENCE)
          .require(
              GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
              GitHubActions.ENVIRONMENT.is("production"),
              GitHubActions.REF.is("refs/heads/main"))
          .build();

  @Test
  void issuer() throws Exception {
    // @start region="issuer"
    try (GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE)) {
      TrustPolicy underTest = production.withKeys(github.keys());
      assertThat(underTest.evaluate(github.environment("production").sign())).isTrusted();
    }
    // @end
  }

  @Test
  void scenarios() throws Exception {
    GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE);
    TrustPolicy underTest = production.withKeys(github.keys());
    // @start region="scenarios"
    assertThat(underTest.evaluate(github.pullRequestFromFork().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .names("ref", "environment");
    assertThat(underTest.evaluate(github.recycledNamespace().environment("production").sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("repository_id", "repository_owner_id");
    // @end
  }

  @Test
  void clock() throws Exception {
    // @start region="clock"
    TestClock clock = TestClock.atPresent();
    GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE).clock(clock);
    TrustPolicy underTest = production.withKeys(github.keys()).withClock(clock);
    String token = github.environment("production").sign();
    clock.advance(Duration.ofMinutes(10));
    assertThat(underTest.evaluate(token)).isRejectedBecause(RejectionReason.EXPIRED);
    // @end
  }

  @Test
  void inconsistent() throws Exception {
    GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE);
    TrustPolicy underTest = production.withKeys(github.keys());
    // @start region="inconsistent"
    String forged =
        github.environment("production").inconsistent().claim("repository_id", 74).sign();
    assertThat(underTest.evaluate(forged))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("repository_id"); // GitHub's ids are strings, and this is a number
    // @end
  }

  @Test
  void ambient() throws Exception {
    // @start region="ambient"
    try (GitHubActionsIssuer github = CiIssuer.gitHubActions()) {
      github.running(() -> github.environment("production"));
      IdTokenSource ci = AmbientIdTokens.detect(AUDIENCE, github.ambient());
      TrustPolicy underTest = production.withKeys(github.keys());
      assertThat(underTest.evaluate(ci.idToken().reveal())).isTrusted();
    }
    // @end
  }

  // @start region="junit"
  @ExtendWith(CredenceExtension.class)
  @Nested
  class DeployPolicyTest {
    @Test
    void a_tag_cannot_deploy(GitHubActionsIssuer github, TestClock clock) throws Exception {
      TrustPolicy policy = deployPolicy().withKeys(github.keys()).withClock(clock);
      String token = github.tag("main").audience(AUDIENCE).sign();
      assertThat(policy.evaluate(token)).isRejectedBecause(RejectionReason.CLAIM_MISMATCH);
    }

    // @end

    private TrustPolicy deployPolicy() {
      return production;
    }
  }

  @Test
  void assertj() throws Exception {
    GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE);
    TrustPolicy underTest = production.withKeys(github.keys());
    // @start region="assertj"
    assertThat(underTest.evaluate(github.pushToMain().sign()))
        .isRejectedBecause(RejectionReason.CLAIM_MISMATCH)
        .namesOnly("environment")
        .explains("absent");
    // @end
  }
}
