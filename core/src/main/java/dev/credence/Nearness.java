package dev.credence;

import java.util.Comparator;
import java.util.List;

/**
 * How near a token came to being trusted, so that the policy that was most likely meant is told
 * first: the one whose later stage refused it; then the one that it misses by environment alone,
 * before one that it misses by its workflow, before one of another repository or project; then the
 * one with the fewest mismatches.
 */
final class Nearness {
  static final Comparator<Rejection> NEAREST_FIRST =
      Comparator.comparing(Rejection::stage)
          .thenComparing(rejection -> firstTier(rejection.mismatches()))
          .reversed()
          .thenComparingLong(rejection -> inFirstTier(rejection.mismatches()))
          .thenComparingInt(rejection -> rejection.mismatches().size());

  private Nearness() {}

  /** Tells whether no policy can be nearer: all but where the job runs was right. */
  static boolean isNearest(Rejection rejection) {
    return rejection.stage().compareTo(Stage.REQUIREMENTS) >= 0
        && firstTier(rejection.mismatches()) == ClaimTier.ENVIRONMENT;
  }

  private static ClaimTier firstTier(List<Mismatch> mismatches) {
    return mismatches.stream()
        .map(mismatch -> ClaimTier.of(mismatch.claim()))
        .min(Comparator.naturalOrder())
        .orElse(ClaimTier.ENVIRONMENT);
  }

  private static long inFirstTier(List<Mismatch> mismatches) {
    ClaimTier first = firstTier(mismatches);
    return mismatches.stream().filter(each -> ClaimTier.of(each.claim()) == first).count();
  }
}
