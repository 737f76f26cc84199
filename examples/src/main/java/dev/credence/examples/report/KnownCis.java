package dev.credence.examples.report;

import dev.credence.ci.AzureDevOps;
import dev.credence.ci.Buildkite;
import dev.credence.ci.CircleCi;
import dev.credence.ci.GitHubActions;
import dev.credence.ci.GitLab;
import dev.credence.ci.Jenkins;
import dev.credence.testkit.AzureDevOpsIssuer;
import dev.credence.testkit.BuildkiteIssuer;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.CircleCiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitLabIssuer;
import dev.credence.testkit.JenkinsIssuer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The CIs that an access map can be made for. */
final class KnownCis {
  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";
  private static final String FEATURE = "feature/x";
  private static final String VERSION = "v1.0";

  private KnownCis() {}

  /** All of them, with fake issuers of their own. */
  static List<CiScenarios<?>> all() {
    return List.of(gitHub(), gitLab(), circleCi(), azureDevOps(), buildkite(), jenkins());
  }

  private static CiScenarios<GitHubActionsIssuer> gitHub() {
    Map<String, Function<String, Scenario<GitHubActionsIssuer>>> variable = new LinkedHashMap<>();
    variable.put("environment", KnownCis::gitHubEnvironment);
    variable.put("ref", KnownCis::gitHubRef);
    return new CiScenarios<>(
        "GitHub Actions",
        GitHubActions.issuer(),
        CiIssuer.gitHubActions(),
        Scenario.own(
            "Push to main",
            "A push to the default branch; its job names no environment.",
            GitHubActionsIssuer::pushToMain),
        pushesAnd(
            GitHubActionsIssuer::pushToBranch,
            GitHubActionsIssuer::tag,
            Scenario.own(
                "Pull request",
                "From a branch of the same repository.",
                GitHubActionsIssuer::pullRequest),
            Scenario.outsiders(
                "Pull request, fork",
                "From anyone's fork, where the repository gives such jobs tokens.",
                GitHubActionsIssuer::pullRequestFromFork),
            Scenario.outsiders(
                "pull_request_target",
                "Started by anyone, with the default branch's ref.",
                GitHubActionsIssuer::pullRequestTarget),
            Scenario.outsiders(
                "Another repository",
                "A stranger's own repository on the same CI.",
                GitHubActionsIssuer::otherRepository),
            Scenario.outsiders(
                "Recycled name",
                "Registered by a stranger under the same name, with other ids.",
                GitHubActionsIssuer::recycledNamespace)),
        variable,
        Set.of(
            "ref",
            "ref_type",
            "ref_protected",
            "event_name",
            "head_ref",
            "base_ref",
            "environment",
            "actor",
            "actor_id",
            "sub"),
        KnownCis::gitHubNames);
  }

  private static Scenario<GitHubActionsIssuer> gitHubEnvironment(String environment) {
    return Scenario.own(
        "Environment " + environment,
        "A push to the default branch whose job runs in this environment.",
        ci -> ci.environment(environment));
  }

  private static Scenario<GitHubActionsIssuer> gitHubRef(String ref) {
    return ref.startsWith(TAGS)
        ? Scenario.own(
            "Tag " + ref.substring(TAGS.length()),
            "A push of this tag.",
            ci -> ci.tag(ref.substring(TAGS.length())))
        : Scenario.own(
            "Push to " + branch(ref), "A push of this ref.", ci -> ci.pushToMain().ref(ref));
  }

  /** {@code sub} holds names and ids joined in a way of its own. */
  private static Map<String, Object> gitHubNames(Map<String, Object> wanted) {
    Map<String, Object> renamed = new HashMap<>();
    if (wanted.get("repository") instanceof String name && name.indexOf('/') > 0) {
      String owner = name.substring(0, name.indexOf('/'));
      String repository = name.substring(name.indexOf('/') + 1);
      Object ownerId = wanted.getOrDefault("repository_owner_id", "65");
      Object repositoryId = wanted.getOrDefault("repository_id", "74");
      renamed.put("octo-org", owner);
      renamed.put(
          "octo-org@65/octo-repo@74",
          owner + "@" + ownerId + "/" + repository + "@" + repositoryId);
    }
    return renamed;
  }

  private static CiScenarios<GitLabIssuer> gitLab() {
    Map<String, Function<String, Scenario<GitLabIssuer>>> variable = new LinkedHashMap<>();
    variable.put(
        "environment",
        name ->
            Scenario.own(
                "Environment " + name,
                "The default branch, deploying to this environment, which is protected.",
                ci -> ci.protectedEnvironment(name)));
    variable.put(
        "ref",
        name ->
            Scenario.own("Push to " + name, "A push of this branch.", ci -> ci.pushToBranch(name)));
    return new CiScenarios<>(
        "GitLab CI",
        GitLab.issuer(),
        CiIssuer.gitLab(),
        Scenario.own("Push to main", "A push to the default branch.", GitLabIssuer::pushToMain),
        pushesAnd(
            GitLabIssuer::pushToBranch,
            GitLabIssuer::tag,
            Scenario.own(
                "Merge request", "From a branch of the project.", GitLabIssuer::mergeRequest),
            Scenario.outsiders(
                "Merge request, fork",
                "From anyone's fork, run in the fork.",
                GitLabIssuer::mergeRequestFromFork),
            Scenario.outsiders(
                "Fork, run in parent",
                "A member runs a fork's merge request in this project.",
                GitLabIssuer::mergeRequestFromForkInParent),
            Scenario.outsiders(
                "Another project", "A stranger's own project.", GitLabIssuer::otherProject),
            Scenario.outsiders(
                "Recycled path",
                "Registered by a stranger under the same path, with other ids.",
                GitLabIssuer::recycledPath)),
        variable,
        Set.of(
            "ref",
            "ref_type",
            "ref_path",
            "ref_protected",
            "pipeline_source",
            "job_source",
            "environment",
            "environment_protected",
            "deployment_tier",
            "environment_action",
            "sub",
            "user_id",
            "user_login",
            "user_email"),
        wanted -> Map.of());
  }

  private static CiScenarios<CircleCiIssuer> circleCi() {
    return new CiScenarios<>(
        "CircleCI",
        CircleCi.issuer(CircleCiIssuer.ORGANIZATION_ID),
        CiIssuer.circleCi(),
        Scenario.own("Push to main", "A push to the default branch.", CircleCiIssuer::pushToMain),
        pushesAnd(
            CircleCiIssuer::pushToBranch,
            CircleCiIssuer::tag,
            Scenario.outsiders(
                "Pull request, fork",
                "From anyone's fork, where the project builds them with secrets.",
                CircleCiIssuer::pullRequestFromFork),
            Scenario.own(
                "Rerun with SSH",
                "A person with a shell inside the job.",
                CircleCiIssuer::sshRerun),
            Scenario.own(
                "No context",
                "A job that is in none of the contexts.",
                CircleCiIssuer::withoutContexts),
            Scenario.outsiders(
                "Another project",
                "Another project of the organisation.",
                CircleCiIssuer::otherProject),
            Scenario.outsiders(
                "Another organisation", "A stranger's.", CircleCiIssuer::otherOrganization)),
        Map.of(),
        Set.of(
            "oidc.circleci.com/vcs-ref",
            "oidc.circleci.com/vcs-origin",
            "oidc.circleci.com/ssh-rerun",
            "sub"),
        wanted -> Map.of());
  }

  private static CiScenarios<AzureDevOpsIssuer> azureDevOps() {
    return new CiScenarios<>(
        "Azure DevOps",
        AzureDevOps.issuer(AzureDevOpsIssuer.ORGANIZATION_ID),
        CiIssuer.azureDevOps(),
        Scenario.own(
            "Push to main", "A push to the default branch.", AzureDevOpsIssuer::pushToMain),
        pushesAnd(
            AzureDevOpsIssuer::pushToBranch,
            AzureDevOpsIssuer::tag,
            Scenario.own(
                "Pull request", "Validated before it is merged.", AzureDevOpsIssuer::pullRequest),
            Scenario.own(
                "Another pipeline",
                "Of the same name, in another folder.",
                AzureDevOpsIssuer::pipelineOfTheSameName),
            Scenario.outsiders(
                "Another organisation", "A stranger's.", AzureDevOpsIssuer::otherOrganization),
            Scenario.outsiders(
                "Recycled names",
                "The same names with other ids.",
                AzureDevOpsIssuer::recycledNames)),
        Map.of(),
        Set.of("rpo_ref", "sub"),
        wanted -> Map.of());
  }

  private static CiScenarios<BuildkiteIssuer> buildkite() {
    return new CiScenarios<>(
        "Buildkite",
        Buildkite.issuer(),
        CiIssuer.buildkite(),
        Scenario.own("Push to main", "A push to the default branch.", BuildkiteIssuer::pushToMain),
        pushesAnd(
            BuildkiteIssuer::pushToBranch,
            BuildkiteIssuer::tag,
            Scenario.own(
                "Pull request", "From a branch of the repository.", BuildkiteIssuer::pullRequest),
            Scenario.outsiders(
                "Pull request, fork", "From anyone's fork.", BuildkiteIssuer::pullRequestFromFork),
            Scenario.own(
                "Started through the API",
                "Its author names branch and commit.",
                BuildkiteIssuer::startedThroughApi),
            Scenario.own(
                "Another pipeline", "Of the same organisation.", BuildkiteIssuer::otherPipeline),
            Scenario.outsiders(
                "Another organisation", "A stranger's.", BuildkiteIssuer::otherOrganization),
            Scenario.outsiders(
                "Recycled slugs",
                "The same slugs with other ids.",
                BuildkiteIssuer::recycledSlugs)),
        Map.of(),
        Set.of("build_branch", "build_tag", "build_source", "sub"),
        wanted -> Map.of());
  }

  private static CiScenarios<JenkinsIssuer> jenkins() {
    return new CiScenarios<>(
        "Jenkins",
        Jenkins.issuer("https://jenkins.acme.com/"),
        CiIssuer.jenkins(),
        Scenario.own("Push to main", "The job of the default branch.", JenkinsIssuer::pushToMain),
        pushesAnd(
            JenkinsIssuer::pushToBranch,
            JenkinsIssuer::tag,
            Scenario.own("Pull request", "A change request.", JenkinsIssuer::pullRequest),
            Scenario.own("Another job", "Of the same controller.", JenkinsIssuer::otherJob),
            Scenario.own(
                "Outside a build",
                "Whoever may use the credential on the controller.",
                JenkinsIssuer::outsideBuild)),
        Map.of(),
        Set.of(),
        wanted -> Map.of());
  }

  /** What every CI has, a push of any branch and of a tag, and then others. */
  @SafeVarargs
  private static <I> List<Scenario<I>> pushesAnd(
      BiFunction<I, String, CiToken<?>> branch,
      BiFunction<I, String, CiToken<?>> tag,
      Scenario<I>... others) {
    List<Scenario<I>> all = new ArrayList<>();
    all.add(
        Scenario.own(
            "Push to " + FEATURE,
            "Whoever may push a branch can start this.",
            ci -> branch.apply(ci, FEATURE)));
    all.add(
        Scenario.own("Tag " + VERSION, "Whoever may push a tag.", ci -> tag.apply(ci, VERSION)));
    for (Scenario<I> other : others) {
      all.add(other);
    }
    return all;
  }

  private static String branch(String ref) {
    return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
  }
}
