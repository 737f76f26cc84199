package dev.credence.examples.quickstart;

import dev.credence.Decision;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitHubActionsToken;
import java.io.PrintStream;

/** One policy, two jobs: one in production and a pull request. Then three clouds that trust one. */
final class Demo {
  private static final String AUDIENCE = "https://deploy.example.com";

  private Demo() {}

  static int run(PrintStream out) throws UnusableException {
    try (GitHubActionsIssuer github = CiIssuer.gitHubActions().audience(AUDIENCE);
        JwksKeySource keys = github.discoveredKeys();
        CloudDemo clouds = new CloudDemo(github, Demo::production)) {
      TrustPolicy production = production(AUDIENCE).withKeys(keys);
      out.println("A fake GitHub Actions serves its keys at " + github.url());
      out.println(production);
      show(
          "A job of the production environment", production, github.environment("production"), out);
      show("A pull request from a fork", production, github.pullRequestFromFork(), out);
      clouds.run(out);
      return Quickstart.TRUSTED;
    } catch (KeysUnavailableException e) {
      throw new UnusableException(e.getMessage());
    }
  }

  private static TrustPolicy production(String audience) {
    return TrustPolicy.named("production-deploy")
        .issuer(GitHubActions.issuer())
        .audience(audience)
        .require(
            GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
            GitHubActions.ENVIRONMENT.is("production"),
            GitHubActions.REF.is("refs/heads/main"))
        .build();
  }

  private static void show(String who, TrustPolicy policy, GitHubActionsToken job, PrintStream out)
      throws KeysUnavailableException {
    Decision decision = policy.evaluate(job.sign());
    out.println();
    if (decision instanceof Decision.Trusted trusted) {
      out.println(who + ": TRUSTED");
      out.println(Identity.of(trusted.token()));
    } else {
      out.println(who + ": REJECTED");
      out.println(((Decision.Rejected) decision).rejection().explain());
    }
  }
}
