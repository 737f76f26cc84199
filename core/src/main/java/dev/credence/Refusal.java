package dev.credence;

import java.util.List;

/** A stage's refusal, before the policy that it happened under is known. */
record Refusal(Stage stage, RejectionReason reason, String detail, List<Mismatch> mismatches) {

  Refusal {
    mismatches = List.copyOf(mismatches);
  }
}
