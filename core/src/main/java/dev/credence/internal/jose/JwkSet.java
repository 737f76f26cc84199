package dev.credence.internal.jose;

import java.util.List;

/**
 * The usable keys of a JWK set, in its order, and what was left out.
 *
 * @param keys at least one, no two of them ambiguous
 * @param skipped the entries that can't be used
 */
public record JwkSet(List<PublicJwk> keys, List<SkippedJwk> skipped) {
  /** Copies both lists. */
  public JwkSet {
    keys = List.copyOf(keys);
    skipped = List.copyOf(skipped);
  }
}
