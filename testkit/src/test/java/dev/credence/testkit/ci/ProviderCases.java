package dev.credence.testkit.ci;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.ci.BitbucketPipelines;
import dev.credence.ci.Buildkite;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.Harness;
import dev.credence.ci.HcpTerraform;
import dev.credence.ci.Jenkins;
import dev.credence.ci.Vercel;
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
              "Bitbucket Pipelines",
              () -> CiIssuer.bitbucketPipelines(),
              bitbucket -> bitbucket.deployment(),
              TrustPolicy.named("production-deploy")
                  .issuer(BitbucketPipelines.issuer("acme"))
                  .audience(AUDIENCE)
                  .require(
                      BitbucketPipelines.workspace("{9f8a1c2e-1111-4222-8333-444455556666}")
                          .repository("{c5a1aaaa-0000-4000-8000-000000000001}")
                          .deploymentEnvironment("{e0e0aaaa-0000-4000-8000-000000000002}"))
                  .tolerateAudiences(
                      BitbucketPipelines.workspaceAudience(
                          "{9f8a1c2e-1111-4222-8333-444455556666}"))
                  .build()),
          ProviderCase.of(
              "Buildkite",
              CiIssuer::buildkite,
              buildkite -> buildkite.pushToMain().requestClaims("organization_id", "pipeline_id"),
              policy(
                  Buildkite.issuer(),
                  Buildkite.organization("0184990a-4770-4d37-8a4e-2a6f6a0a6d10")
                      .pipeline("0184990a-4771-4c1e-9f43-5d2f8f3e7b21")
                      .branch("main"),
                  Buildkite.BUILD_SOURCE.is("webhook"))),
          ProviderCase.of(
              "GitHub Actions",
              CiIssuer::gitHubActions,
              github -> github.environment("production"),
              policy(
                  GitHubActions.issuer(),
                  GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                  GitHubActions.ENVIRONMENT.is("production"),
                  GitHubActions.REF.is("refs/heads/main"),
                  GitHubActions.EVENT_NAME.isOneOf("push", "workflow_dispatch"))),
          ProviderCase.of(
              "Harness",
              () -> CiIssuer.harness(),
              harness -> harness.pipeline(),
              policy(
                  Harness.issuer(Harness.Cluster.PROD1, "acc123"),
                  Harness.account("acc123")
                      .organization("myOrg")
                      .project("myProj")
                      .pipeline("myPipe"))),
          ProviderCase.of(
              "HCP Terraform",
              () -> CiIssuer.hcpTerraform(),
              terraform -> terraform.apply(),
              policy(
                  HcpTerraform.issuer(),
                  HcpTerraform.organization("org-GRNbCjYNpBB6NEH9")
                      .workspace("ws-mbsd5E3Ktt5Rg2Xm")
                      .apply())),
          ProviderCase.of(
              "Jenkins",
              () -> CiIssuer.jenkins(),
              jenkins -> jenkins.pushToMain(),
              policy(
                  Jenkins.issuer("https://jenkins.acme.com/"),
                  Jenkins.jobAt("https://jenkins.acme.com/job/payments/job/deploy/job/main/"))),
          ProviderCase.of(
              "Vercel",
              () -> CiIssuer.vercel(),
              vercel -> vercel.production(),
              policy(
                  Vercel.issuer("acme"),
                  Vercel.owner("team_7Gw5ZMzpQA8h90F832KGp7nwbuh3")
                      .project("prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3")
                      .production())));

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
