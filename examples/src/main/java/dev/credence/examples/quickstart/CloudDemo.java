package dev.credence.examples.quickstart;

import dev.credence.TrustPolicy;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.cloud.CloudExchangeException;
import dev.credence.examples.buildtool.Caller;
import dev.credence.examples.buildtool.CloudCheck;
import dev.credence.examples.buildtool.CloudSession;
import dev.credence.testkit.GitHubActionsIssuer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Function;

/** Two jobs ask three fake clouds for credentials, and use them with the clouds' own clients. */
final class CloudDemo implements AutoCloseable {
  private static final String PRODUCTION = "repo:octo-org@65/octo-repo@74:environment:production";

  private final GitHubActionsIssuer github;
  private final FakeClouds clouds = FakeClouds.start(InstantSource.system());

  /**
   * @param trust the production policy for an audience
   */
  CloudDemo(GitHubActionsIssuer github, Function<String, TrustPolicy> trust) {
    this.github = github;
    clouds.trust(github, trust, PRODUCTION);
  }

  void run(PrintStream out) throws UnusableException {
    out.println();
    out.println("Each asks fakes of AWS, Google and Azure, with a token for that cloud.");
    github.running(() -> github.environment("production"));
    show("The job of the production environment", out);
    github.running(github::pullRequestFromFork);
    show("The pull request from a fork", out);
  }

  private void show(String who, PrintStream out) throws UnusableException {
    out.println(who + ":");
    for (String cloud : FakeClouds.NAMES) {
      out.println(String.format(Locale.ROOT, "  %-6s  %s", cloud, outcome(cloud)));
    }
  }

  private String outcome(String cloud) throws UnusableException {
    try (CloudSession session =
        CloudSession.open(FakeClouds.settings(cloud), github.ambient(), clouds)) {
      Caller caller = session.caller();
      return caller.principal() + " until " + caller.expiresAt();
    } catch (IdTokenUnavailableException | IOException | CloudExchangeException e) {
      CloudExchangeException refusal =
          CloudCheck.exchangeFailure(e)
              .orElseThrow(() -> new UnusableException(cloud + ": " + e.getMessage()));
      return refusal.kind()
          + ", "
          + refusal.code().orElse("no code")
          + ": look at the "
          + refusal.condition().name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public void close() {
    clouds.close();
  }
}
