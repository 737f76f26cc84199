package dev.credence;

import java.util.List;
import java.util.Locale;

/**
 * What a claim tells of a job, from what must be right first to what may still be wrong last: whose
 * it is, what it runs, where it runs. A policy that a token misses by a later tier alone is a
 * nearer miss. Nothing but the order of explanations hangs on it.
 */
enum ClaimTier {
  /** Whose job it is: issuer and subject, repository, project, organization. */
  IDENTITY,
  /** What it runs: workflow, branch, event. */
  WORKFLOW,
  /** Where it runs: the deployment environment. */
  ENVIRONMENT;

  private static final List<String> OF_ENVIRONMENT = List.of("environment", "deployment");

  private static final List<String> OF_IDENTITY =
      List.of(
          "account",
          "client",
          "enterprise",
          "namespace",
          "org",
          "owner",
          "project",
          "repo",
          "rpo",
          "serviceaccount",
          "stack",
          "team",
          "tenant",
          "workspace");

  static ClaimTier of(String claim) {
    String name = claim.toLowerCase(Locale.ROOT);
    if (OF_ENVIRONMENT.stream().anyMatch(name::startsWith)) {
      return ENVIRONMENT;
    }
    boolean identity =
        List.of("iss", "sub", "azp").contains(name)
            || OF_IDENTITY.stream().anyMatch(word -> hasWord(name, word));
    return identity ? IDENTITY : WORKFLOW;
  }

  /** Tells whether a name has a word that starts like this, as names of claims join words. */
  private static boolean hasWord(String name, String start) {
    int at = name.indexOf(start);
    while (at > 0 && isLetter(name.charAt(at - 1))) {
      at = name.indexOf(start, at + 1);
    }
    return at >= 0;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
