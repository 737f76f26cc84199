package dev.credence.internal.jose;

import java.math.BigInteger;

/** What an RSA public key must be before a signature under it means anything. */
final class RsaHygiene {
  /** RFC 7518 §3.3: a key of 2048 bits or larger. */
  static final int MIN_MODULUS_BITS = 2048;

  /**
   * The cost of a check grows with the square of the size; beyond this it only serves attackers.
   */
  static final int MAX_MODULUS_BITS = 8192;

  /** An exponent longer than this is never needed and makes each check expensive. */
  static final int MAX_EXPONENT_BITS = 32;

  private static final BigInteger SMALL_FACTORS = OddPrimes.product(OddPrimes.below(752));

  private RsaHygiene() {}

  static void require(BigInteger modulus, BigInteger exponent) throws JwkRefusal {
    requireSize(modulus);
    requireExponent(exponent);
    requireNoSmallFactor(modulus);
    requireNotRoca(modulus);
  }

  private static void requireSize(BigInteger modulus) throws JwkRefusal {
    int bits = modulus.bitLength();
    if (bits < MIN_MODULUS_BITS || bits > MAX_MODULUS_BITS) {
      throw new JwkRefusal(
          "its modulus has "
              + bits
              + " bits where "
              + MIN_MODULUS_BITS
              + " to "
              + MAX_MODULUS_BITS
              + " are required");
    }
  }

  private static void requireExponent(BigInteger exponent) throws JwkRefusal {
    if (!exponent.testBit(0)
        || exponent.equals(BigInteger.ONE)
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw new JwkRefusal("its public exponent must be odd, at least 3 and below 2^32");
    }
  }

  /** NIST SP 800-89 §5.3.3: the modulus is odd and has no prime factor below 752. */
  private static void requireNoSmallFactor(BigInteger modulus) throws JwkRefusal {
    if (!modulus.testBit(0) || !modulus.gcd(SMALL_FACTORS).equals(BigInteger.ONE)) {
      throw new JwkRefusal("its modulus is divisible by a small prime");
    }
  }

  private static void requireNotRoca(BigInteger modulus) throws JwkRefusal {
    if (RocaFingerprint.matches(modulus)) {
      throw new JwkRefusal("its modulus comes from a broken generator (ROCA, CVE-2017-15361)");
    }
  }
}
