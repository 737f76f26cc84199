package dev.credence.aws;

import dev.credence.ambient.IdToken;
import dev.credence.internal.text.SafeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names a session after the job that it is for, so that CloudTrail tells which run did what: {@code
 * REPOSITORY@RUN} as far as the token names them.
 *
 * <p>The token is unverified and the name not unambiguous: it is good for reading, not for a trust
 * policy's condition.
 */
final class SessionName {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 64;

  /** Room for a UUID, and some. */
  private static final int LONGEST_RUN = 40;

  private static final String CIRCLE_CI = "oidc.circleci.com/";

  /**
   * By which claims the CIs' tokens name what is built and the run, the more telling ones first. A
   * token that has both of a pair is named by it.
   */
  private static final List<Pair> PAIRS =
      List.of(
          new Pair("repository", "run_id"), // GitHub Actions
          new Pair("project_path", "job_id"), // GitLab CI
          new Pair(CIRCLE_CI + "vcs-origin", CIRCLE_CI + "job-id"),
          new Pair(CIRCLE_CI + "project-id", CIRCLE_CI + "job-id"),
          new Pair("rpo_uri", "run_id"), // Azure DevOps
          new Pair("repositoryUuid", "stepUuid"), // Bitbucket Pipelines
          new Pair("pipeline_slug", "build_number"), // Buildkite
          new Pair("sub", "build_number"), // Jenkins
          new Pair("terraform_full_workspace", "terraform_run_id"), // HCP Terraform
          new Pair("repo_slug", "wf_id"), // Semaphore
          new Pair("prj", "wf_id"), // Semaphore without a repository
          new Pair("pipeline_name", "workflow_id"), // Codefresh
          new Pair("callerId", "runId"), // Spacelift
          new Pair("environmentName", "deploymentLogId"), // env zero
          new Pair("sub", "jti"));

  private record Pair(String built, String run) {
    Optional<String> of(Map<String, String> claims) {
      String what = claims.getOrDefault(built, "");
      String which = claims.getOrDefault(run, "");
      return what.isEmpty() || which.isEmpty()
          ? Optional.empty()
          : Optional.of(joined(fit(withoutScheme(what)), fit(which)));
    }
  }

  private SessionName() {}

  /** A name for the session of a token's job. */
  static String of(IdToken token) {
    Map<String, String> claims = token.unverifiedClaims();
    return PAIRS.stream()
        .flatMap(pair -> pair.of(claims).stream())
        .findFirst()
        .orElseGet(() -> joined(fit(withoutScheme(claims.getOrDefault("sub", ""))), ""));
  }

  /** A name that the program chose. */
  static String checked(String name) {
    if (name.length() < SHORTEST
        || name.length() > LONGEST
        || !name.chars().allMatch(Characters::isOfName)) {
      throw new IllegalArgumentException(
          "The session's name has to be "
              + SHORTEST
              + " to "
              + LONGEST
              + " letters, digits or any of _+=,.@- ; it is "
              + SafeText.quote(name));
    }
    return name;
  }

  /** What is built loses its beginning where there is no room: its end tells more. */
  private static String joined(String built, String run) {
    String which = run.length() > LONGEST_RUN ? run.substring(0, LONGEST_RUN) : run;
    String suffix = which.isEmpty() ? "" : "@" + which;
    int room = LONGEST - suffix.length();
    int cut = Math.max(0, built.length() - room);
    while (cut > 0 && cut < built.length() && isSeparator(built.charAt(cut))) {
      cut++;
    }
    String name = built.substring(cut) + suffix;
    return name.length() < SHORTEST ? "credence-job" : name;
  }

  private static String withoutScheme(String url) {
    int scheme = url.indexOf("://");
    return scheme < 0 ? url : url.substring(scheme + "://".length());
  }

  /** Slashes become dots, and every other run of characters that AWS doesn't allow one dash. */
  private static String fit(String text) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/') {
        name.append('.');
      } else if (Characters.isOfName(c)) {
        name.append(c);
      } else if (name.length() > 0 && name.charAt(name.length() - 1) != '-') {
        name.append('-');
      }
    }
    int end = name.length();
    while (end > 0 && isSeparator(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == '.';
  }
}
