package dev.credence.internal.jose;

import java.util.ArrayList;
import java.util.List;

/**
 * Settles keys of one id and one type. RFC 7517 §4.5 wants distinct ids within a set; which of two
 * different keys a token means can't be known, so neither is used. A repeated identical key is used
 * once.
 */
final class AmbiguousIds {
  private AmbiguousIds() {}

  /** The keys that remain; what goes is added to {@code skipped}. */
  static List<PublicJwk> dropped(List<PublicJwk> keys, List<SkippedJwk> skipped) {
    List<PublicJwk> remaining = new ArrayList<>();
    for (PublicJwk key : keys) {
      if (keys.stream().anyMatch(other -> collide(key, other) && !key.sameKeyAs(other))) {
        skipped.add(skipped(key, "another key of the set has the same kid and kty"));
      } else if (remaining.stream().anyMatch(earlier -> collide(key, earlier))) {
        skipped.add(skipped(key, "it repeats an earlier entry"));
      } else {
        remaining.add(key);
      }
    }
    return remaining;
  }

  private static boolean collide(PublicJwk one, PublicJwk other) {
    return one.id().isPresent() && one.id().equals(other.id()) && one.type() == other.type();
  }

  private static SkippedJwk skipped(PublicJwk key, String reason) {
    return new SkippedJwk(key.id().orElse(""), reason, false);
  }
}
