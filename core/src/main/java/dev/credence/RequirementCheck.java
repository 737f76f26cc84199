package dev.credence;

import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import dev.credence.internal.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stage 7: holds each requirement against the claims and collects every mismatch. */
final class RequirementCheck {
  private RequirementCheck() {}

  static Outcome<VerifiedToken> check(VerifiedToken token, Expectations expected) {
    List<Mismatch> mismatches = new ArrayList<>(0);
    Map<String, Object> claims = token.claims().members();
    for (Requirement requirement : expected.requirements()) {
      collect(requirement, claims, mismatches);
    }
    return mismatches.isEmpty()
        ? Outcome.passed(token)
        : Outcome.refused(
            new Refusal(Stage.REQUIREMENTS, RejectionReason.CLAIM_MISMATCH, "", mismatches));
  }

  private static void collect(
      Requirement requirement, Map<String, Object> claims, List<Mismatch> mismatches) {
    if (requirement instanceof ClaimRequirement one) {
      collectOne(one, claims, mismatches);
    } else if (requirement instanceof AllOf all) {
      all.requirements().forEach(each -> collect(each, claims, mismatches));
    } else if (requirement instanceof AnyOf any) {
      collectAny(any, claims, mismatches);
    } else {
      throw new AssertionError("A kind of requirement that is not checked");
    }
  }

  private static void collectOne(
      ClaimRequirement requirement, Map<String, Object> claims, List<Mismatch> mismatches) {
    Optional<Object> value = requirement.claim().in(claims);
    boolean holds =
        value.isPresent()
            ? requirement.matcher().matches(value.get())
            : requirement.matcher().matchesAbsence();
    if (!holds) {
      mismatches.add(
          new Mismatch(
              requirement.claim().name(),
              requirement.matcher().describe(),
              value.map(SafeText::quote).orElse(Mismatch.ABSENT)));
    }
  }

  /** One alternative is enough; if none holds, what each of them lacks is told. */
  private static void collectAny(
      AnyOf any, Map<String, Object> claims, List<Mismatch> mismatches) {
    List<Mismatch> lacking = new ArrayList<>();
    int count = any.requirements().size();
    for (int i = 0; i < count; i++) {
      List<Mismatch> ofOne = new ArrayList<>();
      collect(any.requirements().get(i), claims, ofOne);
      if (ofOne.isEmpty()) {
        return;
      }
      String label = "(" + (i + 1) + " of " + count + ") ";
      ofOne.forEach(m -> lacking.add(new Mismatch(m.claim(), label + m.required(), m.found())));
    }
    mismatches.addAll(lacking);
  }
}
