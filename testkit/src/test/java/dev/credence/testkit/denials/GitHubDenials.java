package dev.credence.testkit.denials;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.Requirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.GitHubActionsToken;
import dev.credence.testkit.TestClock;
import java.time.Instant;
import java.util.List;

/** What GitHub's jobs are refused for. */
final class GitHubDenials {
  static final TestClock CLOCK = TestClock.at(Instant.parse("2026-11-21T12:00:00Z"));
  static final String AUDIENCE = "https://deploy.example.com";
  static final GitHubActionsIssuer GITHUB =
      CiIssuer.gitHubActions().audience(AUDIENCE).clock(CLOCK);

  private static final Issuer ISSUER = GitHubActions.issuer().withKeys(GITHUB.keys());
  private static final Requirement REPOSITORY =
      GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65);
  private static final Requirement MAIN = GitHubActions.REF.is("refs/heads/main");
  private static final Requirement PRODUCTION = GitHubActions.ENVIRONMENT.is("production");
  private static final Requirement EVENTS =
      GitHubActions.EVENT_NAME.isOneOf("push", "workflow_dispatch");

  private static TrustPolicy policy(Requirement first, Requirement... more) {
    return named("production-deploy", first, more);
  }

  private static TrustPolicy named(String name, Requirement first, Requirement... more) {
    return TrustPolicy.named(name)
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .require(first, more)
        .clock(CLOCK)
        .build();
  }

  static TrustPolicy production() {
    return policy(REPOSITORY, PRODUCTION, MAIN, EVENTS);
  }

  private static Denial of(String name, TrustPolicy policy, GitHubActionsToken token) {
    return Denial.of(name, policy, token::sign);
  }

  static final List<Denial> ALL =
      List.of(
          of(
              "GitHub: push to another branch",
              policy(REPOSITORY, MAIN),
              GITHUB.pushToBranch("feature/login")),
          of("GitHub: tag named like the branch", policy(REPOSITORY, MAIN), GITHUB.tag("main")),
          of("GitHub: pull request from a fork", production(), GITHUB.pullRequestFromFork()),
          of(
              "GitHub: pull_request_target",
              policy(REPOSITORY, MAIN, EVENTS),
              GITHUB.pullRequestTarget()),
          of("GitHub: no environment declared", production(), GITHUB.pushToMain()),
          of("GitHub: other environment", production(), GITHUB.environment("staging")),
          of(
              "GitHub: environment in another case",
              policy(REPOSITORY, PRODUCTION),
              GITHUB.environment("Production")),
          of(
              "GitHub: other repository",
              production(),
              GITHUB.otherRepository().environment("production")),
          of(
              "GitHub: name registered again by a stranger",
              production(),
              GITHUB.recycledNamespace().environment("production")),
          of(
              "GitHub: name registered again, environment missing",
              production(),
              GITHUB.recycledNamespace()),
          of(
              "GitHub: repository in another case",
              policy(GitHubActions.REPOSITORY.is("Octo-Org/octo-repo"), MAIN),
              GITHUB.pushToMain()),
          of(
              "GitHub: wildcard in an exact value",
              policy(REPOSITORY, GitHubActions.REF.is("refs/heads/release-*")),
              GITHUB.pushToBranch("release-1")),
          of(
              "GitHub: asterisk that should cross a slash",
              policy(REPOSITORY, GitHubActions.REF.matches("refs/heads/release/*")),
              GITHUB.pushToBranch("release/2026/11")),
          of(
              "GitHub: subject with ids where the policy has none",
              policy(GitHubActions.SUBJECT.is("repo:octo-org/octo-repo:ref:refs/heads/main")),
              GITHUB.pushToMain()),
          of(
              "GitHub: subject without ids where the policy has them",
              policy(GitHubActions.SUBJECT.is("repo:octo-org@65/octo-repo@74:ref:refs/heads/main")),
              GITHUB.pushToMain().subjectWithoutIds()),
          of(
              "GitHub: long branch that differs at its end",
              policy(
                  REPOSITORY,
                  GitHubActions.REF.is(
                      "refs/heads/dependabot/maven/org.springframework.boot/spring-boot-starter-web-3.5.0")),
              GITHUB.pushToBranch(
                  "dependabot/maven/org.springframework.boot/spring-boot-starter-web-3.5.1")),
          of(
              "GitHub: other reusable workflow",
              policy(
                  REPOSITORY,
                  GitHubActions.JOB_WORKFLOW_REF.is(
                      "octo-org/octo-automation/.github/workflows/deploy.yml@refs/heads/main")),
              GITHUB.reusableWorkflow(
                  "octo-org/octo-automation/.github/workflows/deploy.yml@refs/heads/hotfix")),
          of(
              "GitHub: none of two alternatives",
              policy(
                  REPOSITORY,
                  Requirement.anyOf(
                      MAIN,
                      Requirement.allOf(GitHubActions.REF.matches("refs/tags/v*"), PRODUCTION))),
              GITHUB.tag("nightly")),
          of(
              "GitHub: refused value",
              policy(REPOSITORY, GitHubActions.EVENT_NAME.isNot("pull_request")),
              GITHUB.pullRequest()),
          of(
              "GitHub: claim that must be absent",
              policy(REPOSITORY, GitHubActions.ENVIRONMENT.isAbsent()),
              GITHUB.environment("production")),
          Denial.of(
              "GitHub: environment with control characters",
              production(),
              () ->
                  GITHUB
                      .pushToMain()
                      .inconsistent()
                      .claim("environment", "production\r\nTRUSTED\u202e")
                      .sign()),
          Denial.of(
              "GitHub: set of policies, environment missing",
              TrustPolicySet.of(
                  named(
                      "other-repository",
                      GitHubActions.repository("octo-org/other").id(75).ownerId(65),
                      MAIN),
                  named("tags", REPOSITORY, GitHubActions.REF.matches("refs/tags/*")),
                  named("production", REPOSITORY, MAIN, PRODUCTION)),
              () -> GITHUB.pushToMain().sign()),
          Denial.of(
              "GitHub: set of policies, token of GitLab",
              TrustPolicySet.of(production()),
              () -> CiIssuer.gitLab().audience(AUDIENCE).clock(CLOCK).pushToMain().sign()));

  private GitHubDenials() {}
}
