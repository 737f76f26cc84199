package dev.credence.examples.scale;

import dev.credence.TrustPolicySet;
import dev.credence.keys.KeysUnavailableException;
import java.util.Arrays;
import java.util.Locale;

/** Times decisions by two sets in turn, so that what else the machine does hits both. */
final class Rounds {
  private static final int ROUNDS = 41;
  private static final int WARM_UP = 15;
  private static final int DECISIONS = 200;

  private final TrustPolicySet few;
  private final TrustPolicySet many;

  Rounds(TrustPolicySet few, TrustPolicySet many) {
    this.few = few;
    this.many = many;
  }

  /** Prints the median of each and how they compare. */
  void measure(String what, String token) throws KeysUnavailableException {
    long[] ofFew = new long[ROUNDS - WARM_UP];
    long[] ofMany = new long[ROUNDS - WARM_UP];
    for (int round = 0; round < ROUNDS; round++) {
      long first = nanos(few, token);
      long second = nanos(many, token);
      if (round >= WARM_UP) {
        ofFew[round - WARM_UP] = first;
        ofMany[round - WARM_UP] = second;
      }
    }
    long one = median(ofFew);
    long other = median(ofMany);
    System.out.printf(
        Locale.ROOT,
        "  %-22s %7.1f us by %,d policies, %7.1f us by %,d: %.2f times%n",
        what,
        one / 1e3,
        few.policies().size(),
        other / 1e3,
        many.policies().size(),
        (double) other / one);
  }

  private static long nanos(TrustPolicySet policies, String token) throws KeysUnavailableException {
    long start = System.nanoTime();
    boolean trusted = true;
    for (int i = 0; i < DECISIONS; i++) {
      trusted &= policies.evaluate(token).isTrusted();
    }
    long took = System.nanoTime() - start;
    return trusted ? took / DECISIONS : Math.max(1, took / DECISIONS);
  }

  private static long median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }
}
