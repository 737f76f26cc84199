package dev.credence.internal.jose;

import java.math.BigInteger;
import java.util.BitSet;

/**
 * The fingerprint of the RSA keys that Infineon's RSALib made (CVE-2017-15361; Nemec and others,
 * "The Return of Coppersmith's Attack", CCS 2017, §2).
 *
 * <p>Their primes have the form {@code k·M + (65537^a mod M)} with M a product of the first primes.
 * So for each prime factor of M the modulus lies in the subgroup that 65537 generates. A random
 * modulus without small factors does so for all primes up to 167, which divide M for every key
 * size, about once in 2^28 times.
 */
final class RocaFingerprint {
  private static final int GENERATOR = 65537;
  private static final int[] PRIMES = OddPrimes.below(168);
  private static final BigInteger PRODUCT = OddPrimes.product(PRIMES);
  private static final BitSet[] SUBGROUPS = subgroups();

  private RocaFingerprint() {}

  static boolean matches(BigInteger modulus) {
    BigInteger reduced = modulus.mod(PRODUCT);
    for (int i = 0; i < PRIMES.length; i++) {
      int residue = reduced.mod(BigInteger.valueOf(PRIMES[i])).intValue();
      if (!SUBGROUPS[i].get(residue)) {
        return false;
      }
    }
    return true;
  }

  private static BitSet[] subgroups() {
    BitSet[] subgroups = new BitSet[PRIMES.length];
    for (int i = 0; i < PRIMES.length; i++) {
      subgroups[i] = powersOfGenerator(PRIMES[i]);
    }
    return subgroups;
  }

  private static BitSet powersOfGenerator(int prime) {
    BitSet powers = new BitSet(prime);
    for (int power = 1; !powers.get(power); power = power * (GENERATOR % prime) % prime) {
      powers.set(power);
    }
    return powers;
  }
}
