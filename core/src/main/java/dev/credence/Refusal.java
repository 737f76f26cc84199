package dev.credence;

import java.util.List;
import java.util.Optional;

/**
 * A stage's refusal, before the policy that it happened under is known.
 *
 * @param changes what can safely be changed so that the token passes; empty where it is simply not
 *     meant
 */
record Refusal(
    Stage stage,
    RejectionReason reason,
    String detail,
    List<Mismatch> mismatches,
    OnDemand<List<ProposedChange>> changes) {

  Refusal {
    mismatches = List.copyOf(mismatches);
  }

  static Refusal of(Stage stage, RejectionReason reason, String detail) {
    return new Refusal(stage, reason, detail, List.of(), OnDemand.from(List::of));
  }

  static Refusal of(Stage stage, RejectionReason reason, Mismatch mismatch) {
    return new Refusal(
        stage,
        reason,
        "",
        List.of(mismatch),
        OnDemand.from(() -> Optional.ofNullable(mismatch.change()).stream().toList()));
  }
}
