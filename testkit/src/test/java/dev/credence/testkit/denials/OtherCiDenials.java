package dev.credence.testkit.denials;

import static dev.credence.testkit.denials.GitHubDenials.AUDIENCE;
import static dev.credence.testkit.denials.GitHubDenials.CLOCK;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.ci.AzureDevOps;
import dev.credence.ci.Buildkite;
import dev.credence.ci.CircleCi;
import dev.credence.ci.Drone;
import dev.credence.ci.GitLab;
import dev.credence.ci.HcpTerraform;
import dev.credence.ci.Jenkins;
import dev.credence.ci.Kubernetes;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.testkit.AzureDevOpsIssuer;
import dev.credence.testkit.BuildkiteIssuer;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.CircleCiIssuer;
import dev.credence.testkit.DroneIssuer;
import dev.credence.testkit.GitLabIssuer;
import dev.credence.testkit.HcpTerraformIssuer;
import dev.credence.testkit.IdentityProvider;
import dev.credence.testkit.JenkinsIssuer;
import dev.credence.testkit.KubernetesIssuer;
import java.util.List;

/** What the jobs of other CIs are refused for. */
final class OtherCiDenials {
  private static final GitLabIssuer GITLAB = CiIssuer.gitLab().audience(AUDIENCE).clock(CLOCK);
  private static final CircleCiIssuer CIRCLE = CiIssuer.circleCi().audience(AUDIENCE).clock(CLOCK);
  private static final AzureDevOpsIssuer AZURE =
      CiIssuer.azureDevOps().audience(AzureDevOps.AUDIENCE).clock(CLOCK);
  private static final BuildkiteIssuer BUILDKITE =
      CiIssuer.buildkite().audience(AUDIENCE).clock(CLOCK);
  private static final JenkinsIssuer JENKINS = CiIssuer.jenkins().audience(AUDIENCE).clock(CLOCK);
  private static final DroneIssuer DRONE =
      CiIssuer.drone(IdentityProvider.KEYCLOAK).audience(AUDIENCE).clock(CLOCK);
  private static final HcpTerraformIssuer TERRAFORM =
      CiIssuer.hcpTerraform().audience(AUDIENCE).clock(CLOCK);
  private static final KubernetesIssuer CLUSTER =
      CiIssuer.kubernetes().audience(AUDIENCE).clock(CLOCK);

  private static final Requirement PROJECT =
      GitLab.project("my-group/my-project").id(20).namespaceId(72);
  private static final Requirement CIRCLE_PROJECT =
      CircleCi.organization(CircleCiIssuer.ORGANIZATION_ID)
          .project(CircleCiIssuer.PROJECT_ID)
          .pipelineDefinition(CircleCiIssuer.PIPELINE_DEFINITION_ID);

  private static Denial of(
      String name, CiIssuer<?> ci, Issuer issuer, CiToken<?> token, Requirement... all) {
    String audience = issuer.identifier().contains("vstoken") ? AzureDevOps.AUDIENCE : AUDIENCE;
    TrustPolicy policy =
        TrustPolicy.named("production-deploy")
            .issuer(issuer.withKeys(ci.keys()))
            .audience(audience)
            .require(all[0], List.of(all).subList(1, all.length).toArray(Requirement[]::new))
            .clock(CLOCK)
            .build();
    return Denial.of(name, policy, token::sign);
  }

  private static Denial gitLab(String name, CiToken<?> token, Requirement... all) {
    return of(name, GITLAB, GitLab.issuer(), token, all);
  }

  private static Denial circle(String name, CiToken<?> token, Requirement... all) {
    return of(name, CIRCLE, CircleCi.issuer(CircleCiIssuer.ORGANIZATION_ID), token, all);
  }

  private static Denial azure(String name, CiToken<?> token, Requirement... all) {
    return of(name, AZURE, AzureDevOps.issuer(AzureDevOpsIssuer.ORGANIZATION_ID), token, all);
  }

  private static Denial buildkite(String name, CiToken<?> token, Requirement... all) {
    return of(name, BUILDKITE, Buildkite.issuer(), token, all);
  }

  private static Denial jenkins(String name, CiToken<?> token, Requirement... all) {
    return of(name, JENKINS, Jenkins.issuer("https://jenkins.acme.com/"), token, all);
  }

  static final List<Denial> ALL =
      List.of(
          gitLab(
              "GitLab: branch that is not protected",
              GITLAB.pushToBranch("feature"),
              PROJECT,
              GitLab.protectedBranch("main")),
          gitLab(
              "GitLab: branch written out",
              GITLAB.pushToMain(),
              PROJECT,
              GitLab.REF.is("refs/heads/main")),
          gitLab(
              "GitLab: merge request of a fork",
              GITLAB.mergeRequestFromFork(),
              PROJECT,
              GitLab.protectedBranch("main")),
          gitLab("GitLab: other project", GITLAB.otherProject(), PROJECT),
          gitLab(
              "GitLab: no environment declared",
              GITLAB.pushToMain(),
              PROJECT,
              GitLab.ENVIRONMENT.isOneOf("production", "staging")),
          gitLab("GitLab: other runner", GITLAB.pushToMain(), PROJECT, GitLab.RUNNER_ID.is(2)),
          circle("CircleCI: other project", CIRCLE.otherProject(), CIRCLE_PROJECT),
          circle("CircleCI: job that somebody has a shell in", CIRCLE.sshRerun(), CIRCLE_PROJECT),
          circle(
              "CircleCI: context missing",
              CIRCLE.withoutContexts(),
              CIRCLE_PROJECT,
              CircleCi.CONTEXT_IDS.contains(CircleCiIssuer.CONTEXT_ID)),
          circle(
              "CircleCI: branch in short",
              CIRCLE.pushToMain(),
              CIRCLE_PROJECT,
              CircleCi.VCS_REF.is("main")),
          circle(
              "CircleCI: other organization, by its issuer",
              CIRCLE.otherOrganization(),
              CIRCLE_PROJECT),
          azure(
              "Azure DevOps: other pipeline",
              AZURE.pushToMain(),
              AzureDevOps.organization(AzureDevOpsIssuer.ORGANIZATION_ID)
                  .project(AzureDevOpsIssuer.PROJECT_ID)
                  .pipeline(2)),
          azure(
              "Azure DevOps: pull request",
              AZURE.pullRequest(),
              AzureDevOps.REF.is("refs/heads/main")),
          buildkite(
              "Buildkite: id that was not requested",
              BUILDKITE.pushToMain(),
              Buildkite.organization(BuildkiteIssuer.ORGANIZATION_ID)
                  .pipeline(BuildkiteIssuer.PIPELINE_ID)
                  .branch("main")),
          buildkite(
              "Buildkite: number in quotes",
              BUILDKITE.pushToMain(),
              Claim.string("build_number").is("1")),
          jenkins(
              "Jenkins: slash at the end missing",
              JENKINS.pushToMain(),
              Claim.string("sub").is("https://jenkins.acme.com/job/payments/job/deploy/job/main")),
          jenkins(
              "Jenkins: build number in quotes",
              JENKINS.pushToMain(),
              Claim.string("build_number").is("7")),
          jenkins(
              "Jenkins: other job",
              JENKINS.otherJob(),
              Jenkins.jobAt("https://jenkins.acme.com/job/payments/job/deploy/job/main/")),
          of(
              "Drone with Keycloak: other client",
              DRONE,
              Drone.keycloakIssuer("id.acme.com", "ci"),
              DRONE.otherClient(),
              Drone.keycloakClient("drone-deploy")
                  .serviceAccountId("648b0687-c002-441d-b797-0003b30168ed")
                  .scope("deploy")),
          of(
              "HCP Terraform: other workspace",
              TERRAFORM,
              HcpTerraform.issuer(),
              TERRAFORM.apply(),
              HcpTerraform.organization("org-GRNbCjYNpBB6NEH9").workspace("ws-other").apply()),
          of(
              "Kubernetes: other service account",
              CLUSTER,
              Kubernetes.eksIssuer("eu-west-1", "EXAMPLED539D4633E53DE1B71EXAMPLE"),
              CLUSTER.projectedToken(),
              Kubernetes.serviceAccount("ci", "runner")
                  .uid("14ee3fa4-a7e2-420f-9f9a-dbc4507c3798")));

  private OtherCiDenials() {}
}
