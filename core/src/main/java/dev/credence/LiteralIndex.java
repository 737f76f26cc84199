package dev.credence;

import dev.credence.claim.AllOf;
import dev.credence.claim.Claim;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the policies that a token's claims can match at all, by exact values that they require.
 * Each policy is filed under the rarest of its values, so that a look-up finds few; one that
 * requires no exact value is always found.
 */
final class LiteralIndex {
  private final Map<Claim<?>, Map<Object, List<TrustPolicy>>> filed = new LinkedHashMap<>();
  private final List<TrustPolicy> unfiled = new ArrayList<>();

  private LiteralIndex() {}

  static LiteralIndex of(List<TrustPolicy> policies) {
    List<List<ClaimRequirement>> exact = new ArrayList<>(policies.size());
    Map<Claim<?>, Map<Object, Integer>> counts = new HashMap<>();
    for (TrustPolicy policy : policies) {
      List<ClaimRequirement> ofPolicy = exactRequirements(policy);
      exact.add(ofPolicy);
      for (ClaimRequirement one : ofPolicy) {
        count(one, counts);
      }
    }
    LiteralIndex index = new LiteralIndex();
    for (int i = 0; i < policies.size(); i++) {
      index.file(policies.get(i), exact.get(i), counts);
    }
    return index;
  }

  private static void count(ClaimRequirement one, Map<Claim<?>, Map<Object, Integer>> counts) {
    Map<Object, Integer> ofClaim = counts.computeIfAbsent(one.claim(), c -> new HashMap<>());
    for (Object value : literals(one)) {
      ofClaim.merge(value, 1, Integer::sum);
    }
  }

  private void file(
      TrustPolicy policy,
      List<ClaimRequirement> exact,
      Map<Claim<?>, Map<Object, Integer>> counts) {
    ClaimRequirement rarest = null;
    int fewest = Integer.MAX_VALUE;
    for (ClaimRequirement one : exact) {
      int found = sharing(one, counts.getOrDefault(one.claim(), Map.of()));
      if (found < fewest) {
        rarest = one;
        fewest = found;
      }
    }
    if (rarest == null) {
      unfiled.add(policy);
      return;
    }
    Map<Object, List<TrustPolicy>> byValue =
        filed.computeIfAbsent(rarest.claim(), c -> new HashMap<>());
    for (Object value : literals(rarest)) {
      byValue.computeIfAbsent(value, v -> new ArrayList<>(1)).add(policy);
    }
  }

  /** How many policies require one of these values. */
  private static int sharing(ClaimRequirement one, Map<Object, Integer> counts) {
    int sharing = 0;
    for (Object value : literals(one)) {
      sharing += counts.getOrDefault(value, 0);
    }
    return sharing;
  }

  /** The policies that may match these claims, and a few that don't; in no order that matters. */
  List<TrustPolicy> candidates(Map<String, Object> claims) {
    List<TrustPolicy> candidates = new ArrayList<>(unfiled);
    filed.forEach((claim, byValue) ->
        claim.in(claims).flatMap(claim::valueOf).map(byValue::get).ifPresent(candidates::addAll));
    return candidates;
  }

  /** The requirements on exact values that must all hold; alternatives are none of them. */
  static List<ClaimRequirement> exactRequirements(TrustPolicy policy) {
    List<ClaimRequirement> exact = new ArrayList<>();
    for (Requirement requirement : policy.requirements()) {
      collect(requirement, exact);
    }
    return exact;
  }

  private static void collect(Requirement requirement, List<ClaimRequirement> exact) {
    if (requirement instanceof AllOf all) {
      for (Requirement each : all.requirements()) {
        collect(each, exact);
      }
    } else if (requirement instanceof ClaimRequirement one && !literals(one).isEmpty()) {
      exact.add(one);
    }
  }

  /** The exact values that a requirement accepts; none if it accepts others as well. */
  static Set<Object> literals(ClaimRequirement one) {
    if (one.matcher() instanceof ClaimMatcher.Literal literal) {
      return literal.literals();
    }
    return one.matcher() instanceof ClaimMatcher.OneOf several ? several.literals() : Set.of();
  }
}
