package dev.credence.examples.migrate;

import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.ci.AzureDevOps;
import dev.credence.ci.CircleCi;
import dev.credence.ci.Drone;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.ci.Jenkins;

/** What takes the place of a stored key at the service, CI by CI; shown in the cookbook. */
final class MigrationPolicies {
  static final String AUDIENCE = "https://deploy.example.com";
  static final String ROLE = "deploy:production";

  private MigrationPolicies() {}

  static TrustPolicy gitHub() {
    // @start region="github"
    TrustPolicy gitHub =
        TrustPolicy.named("github-production")
            .issuer(GitHubActions.issuer())
            .audience("https://deploy.example.com")
            .require(
                GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65),
                GitHubActions.ENVIRONMENT.is("production"),
                GitHubActions.REF.is("refs/heads/main"),
                GitHubActions.EVENT_NAME.is("push"))
            .grants("deploy:production")
            .build();
    // @end
    return gitHub;
  }

  static TrustPolicy gitLab() {
    // @start region="gitlab"
    TrustPolicy gitLab =
        TrustPolicy.named("gitlab-production")
            .issuer(GitLab.issuer())
            .audience("https://deploy.example.com")
            .require(
                GitLab.project("my-group/my-project").id(20).namespaceId(72),
                GitLab.protectedBranch("main"),
                GitLab.PIPELINE_SOURCE.is("push"))
            .grants("deploy:production")
            .build();
    // @end
    return gitLab;
  }

  static TrustPolicy circleCi() {
    // @start region="circleci"
    String organization = "a64b0a19-f221-4291-b000-8d24bd842b72";
    TrustPolicy circleCi =
        TrustPolicy.named("circleci-production")
            .issuer(CircleCi.issuer(organization))
            .audience("https://deploy.example.com")
            .require(
                CircleCi.organization(organization)
                    .project("5a301f56-eaa7-4cce-9441-37810f7c8452")
                    .pipelineDefinition("17c50866-1802-5aeb-874e-7f4dfce1b6b5"),
                CircleCi.VCS_ORIGIN.is("github.com/organization-123/repo-1"),
                CircleCi.VCS_REF.is("refs/heads/main"),
                CircleCi.CONTEXT_IDS.contains("a74579f1-2e7d-451e-b009-5c082ad2729e"))
            .grants("deploy:production")
            .build();
    // @end
    return circleCi;
  }

  static TrustPolicy azureDevOps(ReplayGuard replays) {
    // @start region="azure"
    String organization = "0ca3ddd9-f0b0-4635-a98c-5866526961b6";
    TrustPolicy azureDevOps =
        TrustPolicy.named("azure-production")
            .issuer(AzureDevOps.issuer(organization))
            .audience(AzureDevOps.AUDIENCE) // fixed, and the same for every service
            .require(
                AzureDevOps.organization(organization)
                    .project("271ef6f7-5998-4b0f-86fb-4b54d9129990")
                    .pipeline(1),
                AzureDevOps.REPOSITORY_URI.is("https://github.com/acme/app.git"),
                AzureDevOps.REF.is("refs/heads/main"))
            .onlyOnce(replays)
            .grants("deploy:production")
            .build();
    // @end
    return azureDevOps;
  }

  static TrustPolicy jenkins() {
    // @start region="jenkins"
    TrustPolicy jenkins =
        TrustPolicy.named("jenkins-production")
            .issuer(Jenkins.issuer("https://jenkins.acme.com/"))
            .audience("https://deploy.example.com")
            .require(Jenkins.jobAt("https://jenkins.acme.com/job/payments/job/deploy/job/main/"))
            .grants("deploy:production")
            .build();
    // @end
    return jenkins;
  }

  static TrustPolicy drone() {
    // @start region="drone"
    TrustPolicy drone =
        TrustPolicy.named("drone-production")
            .issuer(Drone.oktaIssuer("acme.okta.com", "default"))
            .audience("https://deploy.example.com")
            .require(Drone.oktaClient("0oa8acv8gbBPRCZ7I5d7").scope("deploy"))
            .grants("deploy:production")
            .build();
    // @end
    return drone;
  }
}
