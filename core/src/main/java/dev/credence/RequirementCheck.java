package dev.credence;

import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stage 7: holds each requirement against the claims and collects every mismatch. */
final class RequirementCheck {
  private RequirementCheck() {}

  static Outcome<VerifiedToken> check(VerifiedToken token, Expectations expected) {
    List<Mismatch> mismatches = new ArrayList<>(0);
    Map<String, Object> claims = token.claims().members();
    for (Requirement requirement : expected.requirements()) {
      if (!requirement.isMetBy(claims)) {
        collect(requirement, claims, mismatches);
      }
    }
    return mismatches.isEmpty()
        ? Outcome.passed(token)
        : Outcome.refused(
            new Refusal(
                Stage.REQUIREMENTS,
                RejectionReason.CLAIM_MISMATCH,
                "",
                mismatches,
                OnDemand.from(() -> Proposals.of(new AllOf(expected.requirements()), claims))));
  }

  /** Adds what an unmet requirement lacks. */
  private static void collect(
      Requirement requirement, Map<String, Object> claims, List<Mismatch> mismatches) {
    if (requirement instanceof AnyOf any) {
      collectAny(any, claims, mismatches);
    } else if (requirement instanceof AllOf all) {
      for (Requirement each : all.requirements()) {
        if (!each.isMetBy(claims)) {
          collect(each, claims, mismatches);
        }
      }
    } else {
      mismatches.add(mismatch((ClaimRequirement) requirement, claims));
    }
  }

  static Mismatch mismatch(ClaimRequirement requirement, Map<String, Object> claims) {
    Object found = requirement.claim().in(claims).orElse(null);
    return Mismatch.inWordsOf(requirement.claim().name(), () -> words(requirement, found));
  }

  private static Mismatch.Words words(ClaimRequirement requirement, @Nullable Object found) {
    NearMisses.Near near = NearMisses.of(requirement, found);
    return new Mismatch.Words(
        requirement.matcher().describe(),
        ShownValue.of(requirement.matcher(), found),
        near == null ? null : near.miss(),
        near == null ? null : near.change());
  }

  /** One alternative would be enough: what each of them lacks is told. */
  private static void collectAny(AnyOf any, Map<String, Object> claims, List<Mismatch> mismatches) {
    int count = any.requirements().size();
    for (int i = 0; i < count; i++) {
      List<Mismatch> lacking = new ArrayList<>();
      collect(any.requirements().get(i), claims, lacking);
      String label = "(" + (i + 1) + " of " + count + ") ";
      lacking.forEach(each -> mismatches.add(each.requiredBy(label)));
    }
  }
}
