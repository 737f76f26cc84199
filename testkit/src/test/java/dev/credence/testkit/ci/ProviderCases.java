package dev.credence.testkit.ci;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.ci.AwsOutbound;
import dev.credence.ci.AzureDevOps;
import dev.credence.ci.BitbucketPipelines;
import dev.credence.ci.Buildkite;
import dev.credence.ci.CircleCi;
import dev.credence.ci.Codefresh;
import dev.credence.ci.Drone;
import dev.credence.ci.Env0;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.ci.Google;
import dev.credence.ci.Harness;
import dev.credence.ci.HcpTerraform;
import dev.credence.ci.Jenkins;
import dev.credence.ci.Kubernetes;
import dev.credence.ci.Semaphore;
import dev.credence.ci.Spacelift;
import dev.credence.ci.Spiffe;
import dev.credence.ci.Vercel;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.IdentityProvider;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every provider with its sound policy, the shortest that its class makes it to write. {@link
 * ProviderContractTest} and {@link AllPairsTest} run over all of them.
 */
final class ProviderCases {
  static final String AUDIENCE = "https://deploy.example.com";

  private static final String AZURE_ORGANIZATION = "0ca3ddd9-f0b0-4635-a98c-5866526961b6";
  private static final String ENTRA_TENANT = "ff882432-09b0-437b-bd22-ca13c0037ded";
  private static final String CIRCLE_ORGANIZATION = "a64b0a19-f221-4291-b000-8d24bd842b72";

  /** In alphabetical order. */
  private static final List<ProviderCase> ALL =
      List.of(
          ProviderCase.of(
              "AWS outbound federation",
              () -> CiIssuer.awsOutbound(),
              aws -> aws.role(),
              policy(
                  AwsOutbound.issuer("a1b2c3d4-5678-90ab-cdef-111122223333"),
                  AwsOutbound.role("arn:aws:iam::123456789012:role/ci-deploy"),
                  AwsOutbound.ORG_ID.is("o-abc123"),
                  AwsOutbound.principalTag("team").is("pay"))),
          ProviderCase.of(
              "Azure DevOps pipeline",
              CiIssuer::azureDevOps,
              azure -> azure.pushToMain(),
              policyFor(
                  AzureDevOps.AUDIENCE,
                  AzureDevOps.issuer(AZURE_ORGANIZATION),
                  AzureDevOps.organization(AZURE_ORGANIZATION)
                      .project("271ef6f7-5998-4b0f-86fb-4b54d9129990")
                      .pipeline(1),
                  AzureDevOps.REPOSITORY_URI.is("https://github.com/acme/app.git"),
                  AzureDevOps.REF.is("refs/heads/main"))),
          ProviderCase.of(
              "Azure DevOps connection of Entra",
              CiIssuer::azureDevOpsEntra,
              entra -> entra.serviceConnection(),
              policyFor(
                  AzureDevOps.ENTRA_AUDIENCE,
                  AzureDevOps.entraIssuer(ENTRA_TENANT),
                  AzureDevOps.organization(AZURE_ORGANIZATION)
                      .serviceConnection("64171687-7a59-4fce-b2c8-823278dcf176")
                      .tenant(ENTRA_TENANT))),
          ProviderCase.of(
              "Azure DevOps connection of before",
              CiIssuer::azureDevOps,
              azure -> azure.serviceConnection("test-generic-sc"),
              policyFor(
                  AzureDevOps.AUDIENCE,
                  AzureDevOps.issuer(AZURE_ORGANIZATION),
                  AzureDevOps.serviceConnectionByNames("myorg", "my-project", "test-generic-sc"))),
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
              "CircleCI",
              CiIssuer::circleCi,
              circle -> circle.pushToMain(),
              policy(
                  CircleCi.issuer(CIRCLE_ORGANIZATION),
                  CircleCi.organization(CIRCLE_ORGANIZATION)
                      .project("5a301f56-eaa7-4cce-9441-37810f7c8452")
                      .pipelineDefinition("17c50866-1802-5aeb-874e-7f4dfce1b6b5"),
                  CircleCi.VCS_ORIGIN.is("github.com/organization-123/repo-1"),
                  CircleCi.VCS_REF.is("refs/heads/main"),
                  CircleCi.CONTEXT_IDS.contains("a74579f1-2e7d-451e-b009-5c082ad2729e"))),
          ProviderCase.of(
              "CircleCI, root issuer",
              CiIssuer::circleCiRoot,
              circle -> circle.pushToMain(),
              policy(
                  CircleCi.rootIssuer(),
                  CircleCi.organization(CIRCLE_ORGANIZATION)
                      .project("5a301f56-eaa7-4cce-9441-37810f7c8452")
                      .pipelineDefinition("17c50866-1802-5aeb-874e-7f4dfce1b6b5"),
                  CircleCi.VCS_ORIGIN.is("github.com/organization-123/repo-1"),
                  CircleCi.VCS_REF.is("refs/heads/main"),
                  CircleCi.CONTEXT_IDS.contains("a74579f1-2e7d-451e-b009-5c082ad2729e"))),
          ProviderCase.of(
              "Codefresh",
              CiIssuer::codefresh,
              codefresh -> codefresh.push(),
              policyFor(
                  Codefresh.AUDIENCE,
                  Codefresh.issuer(),
                  Codefresh.account("5f30ebd30312313ae7008")
                      .pipeline("64f0c40800aafd1455566")
                      .repository("https://github.com/codefresh-user/oidc-test")
                      .ref("codefresh-patch-3"))),
          ProviderCase.of(
              "Drone with Auth0",
              () -> CiIssuer.drone(IdentityProvider.AUTH0),
              drone -> drone.job(),
              policy(
                  Drone.auth0Issuer("acme.eu.auth0.com"),
                  Drone.auth0Client("Zk3mPq7RtXw2Yb9Lc4Nd8Vf1Hg6Js0Ae").scope("deploy"))),
          ProviderCase.of(
              "Drone with Auth0, RFC 9068",
              () -> CiIssuer.drone(IdentityProvider.AUTH0_RFC9068),
              drone -> drone.job(),
              policy(
                  Drone.auth0Rfc9068Issuer("acme.eu.auth0.com"),
                  Drone.auth0Rfc9068Client("Zk3mPq7RtXw2Yb9Lc4Nd8Vf1Hg6Js0Ae").scope("deploy"))),
          ProviderCase.of(
              "Drone with Entra",
              () -> CiIssuer.drone(IdentityProvider.ENTRA),
              drone -> drone.job().scopes("Deploy.Production"),
              policy(
                  Drone.entraIssuer(ENTRA_TENANT),
                  Drone.entraClient("1671f074-56e2-4c37-873b-b7b07a120b18")
                      .servicePrincipalId("72243241-f194-45f3-987d-eeb347b83b69")
                      .appRole("Deploy.Production"))),
          ProviderCase.of(
              "Drone with Keycloak",
              () -> CiIssuer.drone(IdentityProvider.KEYCLOAK),
              drone -> drone.job(),
              policy(
                  Drone.keycloakIssuer("id.acme.com", "ci"),
                  Drone.keycloakClient("drone-deploy")
                      .serviceAccountId("648b0687-c002-441d-b797-0003b30168ed")
                      .scope("deploy"))),
          ProviderCase.of(
              "Drone with Okta",
              () -> CiIssuer.drone(IdentityProvider.OKTA),
              drone -> drone.job(),
              policy(
                  Drone.oktaIssuer("acme.okta.com", "default"),
                  Drone.oktaClient("0oa8acv8gbBPRCZ7I5d7").scope("deploy"))),
          ProviderCase.of(
              "env zero",
              CiIssuer::env0,
              env0 -> env0.deploy(),
              policyFor(
                  Env0.AUDIENCE,
                  Env0.issuer(),
                  Env0.organization("66a38abf-69bc-4cb7-ad73-7f61e389079f")
                      .project("5b44fa6d-ecfd-40ab-8e69-14d6fe7c638c")
                      .environment("9c3ca3cf-870d-4db4-9c60-5adf37faab45"))),
          ProviderCase.of(
              "GitHub Actions",
              () -> CiIssuer.gitHubActions(),
              github -> github.environment("production"),
              policy(
                  GitHubActions.issuer(),
                  GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                  GitHubActions.ENVIRONMENT.is("production"),
                  GitHubActions.REF.is("refs/heads/main"),
                  GitHubActions.EVENT_NAME.isOneOf("push", "workflow_dispatch"))),
          ProviderCase.of(
              "GitLab CI",
              () -> CiIssuer.gitLab(),
              gitLab -> gitLab.protectedEnvironment("production"),
              policy(
                  GitLab.issuer(),
                  GitLab.project("my-group/my-project").id(20).namespaceId(72),
                  GitLab.protectedBranch("main"),
                  GitLab.protectedEnvironment("production"),
                  GitLab.PIPELINE_SOURCE.isOneOf("push", "web"))),
          ProviderCase.of(
              "GitLab CI, self-managed",
              () -> CiIssuer.gitLab(GitLab.selfManagedIssuer("https://gitlab.example.com")),
              gitLab -> gitLab.documentedSample(),
              policy(
                  GitLab.selfManagedIssuer("https://gitlab.example.com"),
                  GitLab.project("my-group/my-project").id(20).namespaceId(72),
                  GitLab.REF_TYPE.is("branch"),
                  GitLab.REF.is("feature-branch-1"),
                  GitLab.RUNNER_ID.is(1))),
          ProviderCase.of(
              "Google service account",
              CiIssuer::google,
              google -> google.computeEngine(),
              policy(
                  Google.issuer(),
                  Google.serviceAccount("107517467455664443765"),
                  Google.EMAIL_VERIFIED.is(true),
                  Google.PROJECT_NUMBER.is(739_419_398_126L))),
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
              "Kubernetes service account",
              () -> CiIssuer.kubernetes(),
              cluster -> cluster.projectedToken(),
              policy(
                  Kubernetes.eksIssuer("eu-west-1", "EXAMPLED539D4633E53DE1B71EXAMPLE"),
                  Kubernetes.serviceAccount("ci", "deployer")
                      .uid("14ee3fa4-a7e2-420f-9f9a-dbc4507c3798"))),
          ProviderCase.of(
              "Semaphore",
              () -> CiIssuer.semaphore(),
              semaphore -> semaphore.pushToMain(),
              policyFor(
                  Semaphore.audience("acme"),
                  Semaphore.issuer("acme"),
                  Semaphore.project("1e1fcfb5-09c0-487e-b051-2d0b5514c42a").branch("main"))),
          ProviderCase.of(
              "Spacelift",
              () -> CiIssuer.spacelift(),
              spacelift -> spacelift.apply(),
              policyFor(
                  Spacelift.audience("demo"),
                  Spacelift.issuer("demo"),
                  Spacelift.applyingStack("infra"),
                  Spacelift.SPACE_ID.is("legacy"))),
          ProviderCase.of(
              "SPIFFE JWT-SVID",
              () -> CiIssuer.spiffe(),
              spire -> spire.workload(),
              policy(
                  Spiffe.trustDomain("prod.acme.com").issuer("https://oidc.prod.acme.com"),
                  Spiffe.trustDomain("prod.acme.com").workload("/ci/deployer"))),
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
