package dev.credence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How near a token came to being trusted, so that the policy that was most likely meant is told
 * first: the one whose later stage refused it; then the one that it misses by environment alone,
 * before one that it misses by its workflow, before one of another repository or project; then the
 * one with the fewest mismatches.
 */
record Nearness(Rejection rejection, ClaimTier tier, int inTier) {
  private static final Comparator<Nearness> NEAREST_FIRST =
      Comparator.<Nearness, Stage>comparing(each -> each.rejection().stage())
          .thenComparing(Nearness::tier)
          .reversed()
          .thenComparingInt(Nearness::inTier)
          .thenComparingInt(each -> each.rejection().mismatches().size());

  static List<Nearness> nearestFirst(List<Rejection> rejections, ClaimTiers tiers) {
    List<Nearness> sorted = new ArrayList<>(rejections.size());
    for (Rejection rejection : rejections) {
      sorted.add(of(rejection, tiers));
    }
    sorted.sort(NEAREST_FIRST);
    return sorted;
  }

  private static Nearness of(Rejection rejection, ClaimTiers tiers) {
    ClaimTier first = ClaimTier.ENVIRONMENT;
    int inFirst = 0;
    for (Mismatch mismatch : rejection.mismatches()) {
      ClaimTier tier = tiers.of(mismatch.claim());
      if (tier.compareTo(first) < 0) {
        first = tier;
        inFirst = 0;
      }
      inFirst += tier == first ? 1 : 0;
    }
    return new Nearness(rejection, first, inFirst);
  }

  /** Tells whether no policy can be nearer: all but where the job runs was right. */
  boolean isNearest() {
    return rejection.stage().compareTo(Stage.REQUIREMENTS) >= 0 && tier == ClaimTier.ENVIRONMENT;
  }
}
