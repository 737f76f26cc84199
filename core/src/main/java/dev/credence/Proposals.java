package dev.credence;

import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether changes are proposed at all: only if they mend everything that a token lacks. One
 * claim that differs for no known reason means that the token is simply of another job.
 */
final class Proposals {
  private Proposals() {}

  /** The changes that mend an unmet requirement, or none. */
  static List<ProposedChange> of(Requirement requirement, Map<String, Object> claims) {
    List<ProposedChange> changes = mending(requirement, claims);
    return changes == null ? List.of() : changes.stream().distinct().toList();
  }

  private static @Nullable List<ProposedChange> mending(
      Requirement requirement, Map<String, Object> claims) {
    if (requirement.isMetBy(claims)) {
      return List.of();
    }
    if (requirement instanceof AllOf all) {
      return mendingAll(all, claims);
    }
    if (requirement instanceof AnyOf any) {
      return any.requirements().stream()
          .map(each -> mending(each, claims))
          .filter(changes -> changes != null)
          .findFirst()
          .orElse(null);
    }
    ProposedChange change =
        RequirementCheck.mismatch((ClaimRequirement) requirement, claims).change();
    return change == null ? null : List.of(change);
  }

  private static @Nullable List<ProposedChange> mendingAll(AllOf all, Map<String, Object> claims) {
    List<ProposedChange> changes = new ArrayList<>();
    for (Requirement each : all.requirements()) {
      List<ProposedChange> mending = mending(each, claims);
      if (mending == null) {
        return null;
      }
      changes.addAll(mending);
    }
    return changes;
  }
}
