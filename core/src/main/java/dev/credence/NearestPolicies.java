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

  NearestPolicies(List<TrustPolicy> policies) {
    this.policies = policies;
    policies.forEach(
        policy -> LiteralIndex.exactRequirements(policy).forEach(one -> file(policy, one)));
  }

  private void file(TrustPolicy policy, ClaimRequirement one) {
    if (ClaimTier.of(one.claim().name()) == ClaimTier.IDENTITY) {
      Map<Object, List<TrustPolicy>> byValue =
          byIdentity.computeIfAbsent(one.claim(), claim -> new HashMap<>());
      LiteralIndex.literals(one)
          .forEach(value -> byValue.computeIfAbsent(value, v -> new ArrayList<>(1)).add(policy));
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
    sharing.stream().flatMap(List::stream).limit(SOUGHT).forEach(nearest::add);
    if (nearest.isEmpty()) {
      policies.stream().limit(SOUGHT).forEach(nearest::add);
    }
    return nearest;
  }
}
