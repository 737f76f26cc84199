package dev.credence.examples.report;

import dev.credence.TrustPolicy;
import dev.credence.claim.Claim;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a policy leaves open: the claims that tell which job it is, and that it does not name. */
final class Unpinned {
  /** These tell one run from another: policies have no reason to name them. */
  private static final Set<String> OF_ONE_RUN =
      Set.of(
          "run_id",
          "build_id",
          "build_number",
          "job_id",
          "pipeline_id",
          "oidc.circleci.com/pipeline-id",
          "oidc.circleci.com/workflow-id",
          "oidc.circleci.com/job-id");

  private static final Map<String, String> CONSEQUENCES =
      Map.of(
          "repository_id", "a repository registered under the same name is trusted too",
          "repository_owner_id", "an owner registered under the same name is trusted too",
          "project_id", "a project created under the same path is trusted too",
          "namespace_id", "a group created under the same path is trusted too",
          "environment", "the environment's reviewers and rules protect nothing here",
          "ref", "any branch and tag will do",
          "event_name", "pull_request_target and the like will do, which outsiders can start",
          "pipeline_source", "merge requests and triggers will do",
          "job_workflow_ref", "any workflow file of the repository will do",
          "actor", "anyone who can start the workflow");

  private Unpinned() {}

  /** A line for each claim, with what follows from it where that is known. */
  static List<String> of(TrustPolicy policy) {
    Set<String> pinned =
        policy.requirements().stream()
            .flatMap(each -> each.claimRequirements().stream())
            .filter(Predicate.not(Unpinned::isVague))
            .map(each -> each.claim().name())
            .collect(Collectors.toSet());
    return policy.issuer().identityClaims().stream()
        .map(Claim::name)
        .filter(name -> !pinned.contains(name) && !isOfOneRun(policy, name))
        .map(name -> CONSEQUENCES.containsKey(name) ? name + ": " + CONSEQUENCES.get(name) : name)
        .toList();
  }

  /** Buildkite's {@code pipeline_id} is the pipeline, GitLab's is one run of it. */
  private static boolean isOfOneRun(TrustPolicy policy, String claim) {
    boolean buildkite = policy.issuer().identifier().contains("buildkite");
    return OF_ONE_RUN.contains(claim) && !(buildkite && claim.equals("pipeline_id"));
  }

  private static boolean isVague(ClaimRequirement requirement) {
    return requirement.matcher() instanceof ClaimMatcher.Present
        || requirement.matcher() instanceof ClaimMatcher.Not;
  }
}
