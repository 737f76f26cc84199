package dev.credence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tiers of the claims that one issuer's policies are about, each worked out once. Holds no name
 * that a token brings. Thread-safe.
 */
final class ClaimTiers {
  private final Map<String, ClaimTier> known = new ConcurrentHashMap<>();

  /** The tier of a claim by its name, which is one that a policy or this library gave it. */
  ClaimTier of(String claim) {
    ClaimTier tier = known.get(claim);
    if (tier == null) {
      tier = ClaimTier.of(claim);
      known.put(claim, tier);
    }
    return tier;
  }
}
