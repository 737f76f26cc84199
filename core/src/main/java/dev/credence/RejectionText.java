package dev.credence;

import java.util.List;
import java.util.stream.Collectors;

/** Renders a rejection for the operator: a headline, then an aligned table of the mismatches. */
final class RejectionText {
  private static final String GAP = "  ";

  /** How many of a set's rejections are told in one text. */
  private static final int TOLD = 5;

  private RejectionText() {}

  /** The nearest miss whole, and the next ones in a line each. */
  static String of(List<Rejection> nearestFirst) {
    StringBuilder text = new StringBuilder(nearestFirst.get(0).explain());
    int told = Math.min(nearestFirst.size(), TOLD);
    for (Rejection next : nearestFirst.subList(1, told)) {
      text.append('\n').append("Also refused by ").append(inShort(next));
    }
    int others = nearestFirst.size() - told;
    if (others > 0) {
      text.append("\nAnd ").append(others).append(others == 1 ? " other." : " others.");
    }
    return text.toString();
  }

  private static String inShort(Rejection rejection) {
    String claims =
        rejection.mismatches().stream()
            .map(Mismatch::claim)
            .distinct()
            .collect(Collectors.joining(", "));
    return rejection.refusedBy()
        + ": "
        + rejection.reason()
        + (claims.isEmpty() ? "." : " by " + claims + ".");
  }

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
    rejection.changes().forEach(change -> text.append('\n').append(GAP).append(change));
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
