package dev.credence;

import dev.credence.claim.Claim;
import dev.credence.claim.ClaimRequirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the policies that a refused token came nearest to among many: those that require its own
 * repository, project or organization. Made when a token is first refused, for explanations only.
 */
final class NearestPolicies {
  /** How many policies are asked for a near miss. */
  static final int SOUGHT = 20;

  private final List<TrustPolicy> policies;
  private final Map<Claim<?>, Map<Object, List<TrustPolicy>>> byIdentity = new HashMap<>();

  NearestPolicies(List<TrustPolicy> policies, ClaimTiers tiers) {
    this.policies = policies;
    for (TrustPolicy policy : policies) {
      for (ClaimRequirement one : LiteralIndex.exactRequirements(policy)) {
        if (tiers.of(one.claim().name()) == ClaimTier.IDENTITY) {
          file(policy, one);
        }
      }
    }
  }

  private void file(TrustPolicy policy, ClaimRequirement one) {
    Map<Object, List<TrustPolicy>> byValue =
        byIdentity.computeIfAbsent(one.claim(), claim -> new HashMap<>());
    for (Object value : LiteralIndex.literals(one)) {
      byValue.computeIfAbsent(value, v -> new ArrayList<>(1)).add(policy);
    }
  }

  /**
   * The policies that have an exact value of identity in common with these claims, by the rarest
   * value first; the first of all policies where there is none.
   */
  Set<TrustPolicy> of(Map<String, Object> claims) {
    List<List<TrustPolicy>> sharing = new ArrayList<>();
    byIdentity.forEach((claim, byValue) ->
        claim.in(claims).flatMap(claim::valueOf).map(byValue::get).ifPresent(sharing::add));
    sharing.sort(Comparator.comparingInt(List::size));
    Set<TrustPolicy> nearest = new LinkedHashSet<>();
    for (List<TrustPolicy> ofValue : sharing) {
      addUpTo(SOUGHT, ofValue, nearest);
    }
    if (nearest.isEmpty()) {
      addUpTo(SOUGHT, policies, nearest);
    }
    return nearest;
  }

  private static void addUpTo(int most, List<TrustPolicy> policies, Set<TrustPolicy> nearest) {
    for (TrustPolicy policy : policies) {
      if (nearest.size() == most) {
        return;
      }
      nearest.add(policy);
    }
  }
}
