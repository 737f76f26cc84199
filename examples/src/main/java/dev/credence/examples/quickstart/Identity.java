package dev.credence.examples.quickstart;

import dev.credence.VerifiedToken;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.StringClaim;
import java.util.List;

/** Prints who a verified job is, a claim a line. */
final class Identity {
  private static final List<StringClaim> SHOWN =
      List.of(
          GitHubActions.REPOSITORY,
          GitHubActions.REPOSITORY_ID,
          GitHubActions.REPOSITORY_OWNER_ID,
          GitHubActions.REF,
          GitHubActions.EVENT_NAME,
          GitHubActions.ENVIRONMENT,
          GitHubActions.JOB_WORKFLOW_REF,
          GitHubActions.RUN_ID);

  private Identity() {}

  static String of(VerifiedToken token) {
    StringBuilder lines = new StringBuilder();
    append(lines, "issuer", token.issuer());
    for (StringClaim claim : SHOWN) {
      token.get(claim).ifPresent(value -> append(lines, claim.name(), value));
    }
    append(lines, "expires", token.expiresAt().toString());
    return lines.toString().stripTrailing();
  }

  private static void append(StringBuilder lines, String name, String value) {
    lines.append(String.format("  %-20s %s%n", name, value));
  }
}
