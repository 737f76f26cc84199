package dev.credence.testkit.ci;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every provider with its sound policy, the shortest that its class makes it to write. {@link
 * ProviderContractTest} and {@link AllPairsTest} run over all of them.
 */
final class ProviderCases {
  static final String AUDIENCE = "https://deploy.example.com";

  /** In alphabetical order. */
  private static final List<ProviderCase> ALL =
      List.of(
          ProviderCase.of(
              "GitHub Actions",
              CiIssuer::gitHubActions,
              github -> github.environment("production"),
              policy(
                  GitHubActions.issuer(),
                  GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                  GitHubActions.ENVIRONMENT.is("production"),
                  GitHubActions.REF.is("refs/heads/main"),
                  GitHubActions.EVENT_NAME.isOneOf("push", "workflow_dispatch"))));

  private ProviderCases() {}

  static Stream<ProviderCase> all() {
    return ALL.stream();
  }

  private static TrustPolicy policy(Issuer issuer, Requirement first, Requirement... more) {
    return policyFor(AUDIENCE, issuer, first, more);
  }

  /** For CIs whose tokens have an audience that nobody can choose. */
  private static TrustPolicy policyFor(
      String audience, Issuer issuer, Requirement first, Requirement... more) {
    return TrustPolicy.named("production-deploy")
        .issuer(issuer)
        .audience(audience)
        .require(first, more)
        .build();
  }
}
