package dev.credence.internal.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RocaFingerprintTest {
  private static final BigInteger GENERATOR = BigInteger.valueOf(65537);
  private static final BigInteger M = OddPrimes.product(OddPrimes.below(168));

  @Test
  void modulus_in_the_subgroup_matches() {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      assertThat(RocaFingerprint.matches(fingerprinted(random))).isTrue();
    }
  }

  @Test
  void random_modulus_does_not_match() {
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      assertThat(RocaFingerprint.matches(new BigInteger(2048, random).setBit(2047))).isFalse();
    }
  }

  @Test
  void residue_outside_one_subgroup_does_not_match() {
    BigInteger modulus = fingerprinted(new Random(3));
    // 65537 is 3 modulo 11 and generates {1, 3, 4, 5, 9}; twice such a residue is outside.
    BigInteger outside = modulus;
    do {
      outside = outside.add(M.divide(BigInteger.valueOf(11)));
    } while (isSquareModulo11(outside));

    assertThat(RocaFingerprint.matches(outside)).isFalse();
    assertThat(RocaFingerprint.matches(outside.add(M))).isFalse();
    assertThat(RocaFingerprint.matches(modulus.add(M))).isTrue();
  }

  @Test
  void freshly_generated_key_does_not_match() {
    assertThat(RocaFingerprint.matches(modulus(TestKeys.rsa()))).isFalse();
    assertThat(RocaFingerprint.matches(modulus(TestKeys.otherRsa()))).isFalse();
  }

  /** An odd number of 2048 bits with the fingerprint and without a factor below 752. */
  static BigInteger fingerprinted(Random random) {
    BigInteger rest = OddPrimes.product(OddPrimes.below(752)).divide(M);
    while (true) {
      BigInteger residue = GENERATOR.modPow(new BigInteger(64, random), M);
      BigInteger k = new BigInteger(2048 - M.bitLength(), random).setBit(2047 - M.bitLength());
      BigInteger candidate = k.multiply(M).add(residue);
      if (candidate.testBit(0)
          && candidate.bitLength() == 2048
          && candidate.gcd(rest).equals(BigInteger.ONE)) {
        return candidate;
      }
    }
  }

  private static boolean isSquareModulo11(BigInteger value) {
    int residue = value.mod(BigInteger.valueOf(11)).intValue();
    return residue == 1 || residue == 3 || residue == 4 || residue == 5 || residue == 9;
  }

  private static BigInteger modulus(KeyPair pair) {
    return ((RSAPublicKey) pair.getPublic()).getModulus();
  }
}
