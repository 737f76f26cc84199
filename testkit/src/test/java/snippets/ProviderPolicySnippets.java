package snippets;

import dev.credence.ReplayGuard;
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
import java.util.List;

/** The policies of docs/providers.md, compiled. */
final class ProviderPolicySnippets {
  private ProviderPolicySnippets() {}

  static List<TrustPolicy> githubActions() {
    // @start region="github-actions"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(GitHubActions.issuer())
            .audience("https://deploy.example.com")
            .require(
                GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                GitHubActions.ENVIRONMENT.is("production"),
                GitHubActions.REF.is("refs/heads/main"),
                GitHubActions.EVENT_NAME.isOneOf("push", "workflow_dispatch"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> gitlabCi() {
    // @start region="gitlab-ci"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(GitLab.issuer()) // or GitLab.selfManagedIssuer("https://gitlab.example.com")
            .audience("https://deploy.example.com")
            .require(
                GitLab.project("my-group/my-project").id(20).namespaceId(72),
                GitLab.protectedBranch("main"),
                GitLab.protectedEnvironment(
                    "production"), // GitLab's free tier has none: leave this out
                GitLab.PIPELINE_SOURCE.isOneOf("push", "web"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> circleci() {
    // @start region="circleci"
    String org = "a64b0a19-f221-4291-b000-8d24bd842b72";
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(CircleCi.issuer(org)) // or CircleCi.rootIssuer()
            .audience("https://deploy.example.com")
            .require(
                CircleCi.organization(org)
                    .project("5a301f56-eaa7-4cce-9441-37810f7c8452")
                    .pipelineDefinition("17c50866-1802-5aeb-874e-7f4dfce1b6b5"),
                CircleCi.VCS_ORIGIN.is("github.com/organization-123/repo-1"),
                CircleCi.VCS_REF.is("refs/heads/main"),
                CircleCi.CONTEXT_IDS.contains("a74579f1-2e7d-451e-b009-5c082ad2729e"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> azureDevops() {
    // @start region="azure-devops"
    String org = "0ca3ddd9-f0b0-4635-a98c-5866526961b6";
    TrustPolicy byPipeline =
        TrustPolicy.named("production-deploy")
            .issuer(AzureDevOps.issuer(org))
            .audience(AzureDevOps.AUDIENCE)
            .require(
                AzureDevOps.organization(org)
                    .project("271ef6f7-5998-4b0f-86fb-4b54d9129990")
                    .pipeline(1),
                AzureDevOps.REPOSITORY_URI.is("https://github.com/acme/app.git"),
                AzureDevOps.REF.is("refs/heads/main"))
            .onlyOnce(ReplayGuard.inMemory(100_000))
            .build();

    String tenant = "ff882432-09b0-437b-bd22-ca13c0037ded";
    TrustPolicy byConnection =
        TrustPolicy.named("production-deploy")
            .issuer(AzureDevOps.entraIssuer(tenant))
            .audience(AzureDevOps.ENTRA_AUDIENCE)
            .require(
                AzureDevOps.organization(org)
                    .serviceConnection("64171687-7a59-4fce-b2c8-823278dcf176")
                    .tenant(tenant))
            .onlyOnce(ReplayGuard.inMemory(100_000))
            .build();
    // @end
    return List.of(byPipeline, byConnection);
  }

  static List<TrustPolicy> jenkins() {
    // @start region="jenkins"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(
                Jenkins.issuer(
                    "https://jenkins.example.com/")) // or Jenkins.folderIssuer(…, "payments")
            .audience("https://deploy.example.com")
            .require(Jenkins.jobAt("https://jenkins.example.com/job/payments/job/deploy/job/main/"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> drone() {
    // @start region="drone"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Drone.oktaIssuer("acme.okta.com", "default"))
            .audience("api://deploy")
            .require(Drone.oktaClient("0oa8acv8gbBPRCZ7I5d7").scope("deploy"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> awsOutbound() {
    // @start region="aws-outbound"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(AwsOutbound.issuer("a1b2c3d4-5678-90ab-cdef-111122223333"))
            .audience("https://deploy.example.com")
            .require(AwsOutbound.role("arn:aws:iam::123456789012:role/ci-deploy"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> bitbucketPipelines() {
    // @start region="bitbucket-pipelines"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(BitbucketPipelines.issuer("acme"))
            .audience("https://deploy.example.com")
            .require(
                BitbucketPipelines.workspace("{9f8a1c2e-1111-4222-8333-444455556666}")
                    .repository("{c5a1aaaa-0000-4000-8000-000000000001}")
                    .deploymentEnvironment(
                        "{e0e0aaaa-0000-4000-8000-000000000002}")) // or .anyStep()
            .tolerateAudiences(
                BitbucketPipelines.workspaceAudience("{9f8a1c2e-1111-4222-8333-444455556666}"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> buildkite() {
    // @start region="buildkite"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Buildkite.issuer())
            .audience("https://deploy.example.com")
            .require(
                Buildkite.organization("0184990a-4770-4d37-8a4e-2a6f6a0a6d10")
                    .pipeline("0184990a-4771-4c1e-9f43-5d2f8f3e7b21")
                    .branch("main"), // or .anyBuild(), pull requests included
                Buildkite.BUILD_SOURCE.is("webhook"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> codefresh() {
    // @start region="codefresh"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Codefresh.issuer())
            .audience(Codefresh.AUDIENCE)
            .require(
                Codefresh.account("5f30ebd30312313ae7008")
                    .pipeline("64f0c40800aafd1455566")
                    .repository("https://github.com/codefresh-user/oidc-test")
                    .ref("main"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> env0() {
    // @start region="env0"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Env0.issuer())
            .audience(Env0.AUDIENCE)
            .require(
                Env0.organization("66a38abf-69bc-4cb7-ad73-7f61e389079f")
                    .project("5b44fa6d-ecfd-40ab-8e69-14d6fe7c638c")
                    .environment("9c3ca3cf-870d-4db4-9c60-5adf37faab45"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> google() {
    // @start region="google"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Google.issuer())
            .audience("https://deploy.example.com")
            .require(Google.serviceAccount("107517467455664443765"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> harness() {
    // @start region="harness"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Harness.issuer(Harness.Cluster.PROD1, "acc123"))
            .audience("https://deploy.example.com")
            .require(
                Harness.account("acc123")
                    .organization("myOrg")
                    .project("myProj")
                    .pipeline("myPipe"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> hcpTerraform() {
    // @start region="hcp-terraform"
    TrustPolicy production =
        TrustPolicy.named("production-network")
            .issuer(
                HcpTerraform.issuer()) // or .europeIssuer(), .enterpriseIssuer("tfe.example.com")
            .audience("https://deploy.example.com")
            .require(
                HcpTerraform.organization("org-GRNbCjYNpBB6NEH9")
                    .workspace("ws-mbsd5E3Ktt5Rg2Xm")
                    .apply()) // or .anyPhase(), pull requests included
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> kubernetes() {
    // @start region="kubernetes"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Kubernetes.eksIssuer("eu-west-1", "D539D4633E53DE1B71D539D4633E53DE"))
            .audience("https://deploy.example.com")
            .require(
                Kubernetes.serviceAccount("ci", "deployer")
                    .uid("14ee3fa4-a7e2-420f-9f9a-dbc4507c3798"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> semaphore() {
    // @start region="semaphore"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Semaphore.issuer("acme"))
            .audience(Semaphore.audience("acme"))
            .require(Semaphore.project("1e1fcfb5-09c0-487e-b051-2d0b5514c42a").branch("main"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> spacelift() {
    // @start region="spacelift"
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(Spacelift.issuer("demo"))
            .audience(Spacelift.audience("demo"))
            .require(Spacelift.applyingStack("infra"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> spiffe() {
    // @start region="spiffe"
    Spiffe.TrustDomain acme = Spiffe.trustDomain("prod.acme.com");
    TrustPolicy production =
        TrustPolicy.named("production-deploy")
            .issuer(acme.issuer("https://oidc.prod.acme.com"))
            .audience("https://deploy.example.com")
            .require(acme.workload("/ci/deployer"))
            .build();
    // @end
    return List.of(production);
  }

  static List<TrustPolicy> vercel() {
    // @start region="vercel"
    TrustPolicy production =
        TrustPolicy.named("production-database")
            .issuer(Vercel.issuer("acme"))
            .audience("https://database.example.com")
            .require(
                Vercel.owner("team_7Gw5ZMzpQA8h90F832KGp7nwbuh3")
                    .project("prj_7Gw5ZMBpQA8h9GF832KGp7nwbuh3")
                    .production()) // or .environment("staging")
            .build();
    // @end
    return List.of(production);
  }
}
