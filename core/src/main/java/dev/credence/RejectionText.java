package dev.credence;

import java.util.List;

/** Renders a rejection for the operator: a headline, then an aligned table of the mismatches. */
final class RejectionText {
  private static final String GAP = "  ";

  private RejectionText() {}

  static String of(Rejection rejection, String detail) {
    StringBuilder text = new StringBuilder(256);
    text.append(rejection.reason())
        .append(": ")
        .append(rejection.reason().sentence())
        .append(detail.isEmpty() ? "." : ": " + detail + ".")
        .append(' ')
        .append(rejection.refusedBy())
        .append(", stage: ")
        .append(rejection.stage().words())
        .append('.');
    if (!rejection.isVerified() && !rejection.mismatches().isEmpty()) {
      text.append(" The signature was not checked: what the token says here is unverified.");
    }
    appendTable(text, rejection.mismatches());
    appendAdvice(text, rejection.mismatches());
    return text.toString();
  }

  private static void appendTable(StringBuilder text, List<Mismatch> mismatches) {
    if (mismatches.isEmpty()) {
      return;
    }
    int claimWidth = "claim".length();
    int requiredWidth = "required".length();
    for (Mismatch mismatch : mismatches) {
      claimWidth = Math.max(claimWidth, mismatch.claim().length());
      requiredWidth = Math.max(requiredWidth, mismatch.required().length());
    }
    appendRow(text, "claim", claimWidth, "required", requiredWidth, "found");
    for (Mismatch mismatch : mismatches) {
      appendRow(
          text, mismatch.claim(), claimWidth, mismatch.required(), requiredWidth, mismatch.found());
    }
  }

  private static void appendAdvice(StringBuilder text, List<Mismatch> mismatches) {
    for (Mismatch mismatch : mismatches) {
      mismatch
          .nearMiss()
          .ifPresent(miss ->
              text.append('\n')
                  .append(GAP)
                  .append(mismatch.claim())
                  .append(": ")
                  .append(miss.advice()));
    }
  }

  private static void appendRow(
      StringBuilder text, String claim, int claimWidth, String required, int width, String found) {
    text.append('\n').append(GAP).append(claim).append(" ".repeat(claimWidth - claim.length()));
    text.append(GAP).append(required).append(" ".repeat(width - required.length()));
    text.append(GAP).append(found);
  }
}
