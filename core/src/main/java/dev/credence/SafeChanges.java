package dev.credence;

import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Words the changes that can be proposed for near misses. What a policy would newly trust is told
 * with each; a value that can't be shown whole is never proposed, and ids are never taken from the
 * token, which may be of whoever registered a name again.
 */
final class SafeChanges {
  /** The longest value that is proposed: as much as a mismatch shows of it. */
  private static final int MAX_VALUE = 64;

  private SafeChanges() {}

  /** The token's value instead of the one required. */
  static @Nullable ProposedChange asFound(
      ClaimRequirement requirement, String required, String found) {
    String written = written(found);
    return written == null
        ? null
        : ProposedChange.wideningPolicy(
            replacing(requirement, written, quoted(required)),
            "jobs whose " + requirement.claim().name() + " is " + written);
  }

  /** Written out, a branch is the same branch; a short name may be that of a tag as well. */
  static @Nullable ProposedChange asBranch(
      ClaimRequirement requirement, String required, String found) {
    String written = written(found);
    if (written == null) {
      return null;
    }
    String change = replacing(requirement, written, quoted(required));
    return found.length() > required.length()
        ? ProposedChange.ofPolicy(change)
        : ProposedChange.wideningPolicy(
            change, "tags of that name as well, unless it requires what tells them apart");
  }

  static ProposedChange asBranchPattern(
      ClaimRequirement requirement, String pattern, String found) {
    String branches = "refs/heads/";
    return found.startsWith(branches)
        ? ProposedChange.ofPolicy(
            replacing(requirement, quoted(branches + pattern), quoted(pattern)))
        : ProposedChange.wideningPolicy(
            replacing(requirement, quoted(pattern.substring(branches.length())), quoted(pattern)),
            "tags of such names as well, unless it requires what tells them apart");
  }

  static ProposedChange asPattern(ClaimRequirement requirement, String required) {
    return ProposedChange.wideningPolicy(
        "write " + requirement.claim().name() + " matches " + quoted(required),
        "every value that the pattern matches");
  }

  static ProposedChange asWiderPattern(ClaimRequirement requirement, String pattern, String wider) {
    return ProposedChange.wideningPolicy(
        replacing(requirement, quoted(wider), quoted(pattern)),
        "values with further slashes in them");
  }

  static ProposedChange asString(ClaimRequirement requirement, String found) {
    return ProposedChange.ofPolicy(
        "require the string "
            + quoted(found)
            + " of "
            + requirement.claim().name()
            + ", in quotes, as its issuer writes it");
  }

  static ProposedChange asPlain(ClaimRequirement requirement, Object found) {
    return ProposedChange.ofPolicy(
        "require the "
            + (found instanceof BigDecimal ? "number " : "boolean ")
            + found
            + " of "
            + requirement.claim().name()
            + ", without quotes, as its issuer writes it");
  }

  static ProposedChange idsInsteadOf(ClaimRequirement requirement) {
    return ProposedChange.ofPolicy(
        "require repository_id and repository_owner_id in place of "
            + requirement.claim().name()
            + ", and ref or environment for what is behind the repository there. Ask GitHub for the"
            + " ids of the repository that you mean (gh api repos/OWNER/NAME --jq '.id,"
            + " .owner.id'); this token's may be another's");
  }

  static ProposedChange declaringEnvironment(ClaimRequirement requirement) {
    ClaimMatcher matcher = requirement.matcher();
    if (matcher instanceof ClaimMatcher.Literal literal) {
      return ProposedChange.ofWorkflow(
          "add the line environment: " + quoted(literal.value().toString()) + " to the job");
    }
    return ProposedChange.ofWorkflow(
        "add a line environment: with a name that " + matcher.describe() + " to the job");
  }

  static ProposedChange requestingAudience(String audience) {
    return ProposedChange.ofWorkflow(
        "if the job is meant to come here, have it ask for its token with the audience \""
            + audience
            + "\", and with no other");
  }

  static ProposedChange requestingLater() {
    return ProposedChange.ofWorkflow(
        "have the job ask for a token right before it uses it, and for another the next time");
  }

  private static String replacing(ClaimRequirement requirement, String by, String replaced) {
    return "for " + requirement.claim().name() + ", write " + by + " in place of " + replaced;
  }

  /** A value of the token as a policy can have it, or null. */
  private static @Nullable String written(String found) {
    try {
      return found.length() > MAX_VALUE ? null : quoted(found);
    } catch (IllegalArgumentException noLiteral) {
      return null;
    }
  }

  private static String quoted(String literal) {
    return new ClaimMatcher.Literal(literal).describe().substring("is ".length());
  }
}
