package dev.credence.internal.jose;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsaHygieneTest {
  private static final BigInteger MODULUS =
      ((RSAPublicKey) TestKeys.rsa().getPublic()).getModulus();
  private static final BigInteger F4 = BigInteger.valueOf(65537);

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2047, 8193, 16384})
  void size_out_of_range_is_refused(int bits) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);

    assertThatThrownBy(() -> RsaHygiene.require(modulus, F4))
        .hasMessage("its modulus has " + bits + " bits where 2048 to 8192 are required");
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 8192})
  void size_at_the_bound_is_accepted(int bits) {
    assertThatCode(() -> RsaHygiene.require(withoutSmallFactor(bits), F4))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 4, 65536, 1L << 32, (1L << 32) + 1})
  void exponent_out_of_range_is_refused(long exponent) {
    assertThatThrownBy(() -> RsaHygiene.require(MODULUS, BigInteger.valueOf(exponent)))
        .hasMessage("its public exponent must be odd, at least 3 and below 2^32");
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 17, 65537, (1L << 32) - 1})
  void odd_exponent_is_accepted(long exponent) {
    assertThatCode(() -> RsaHygiene.require(MODULUS, BigInteger.valueOf(exponent)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 167, 751})
  void modulus_with_a_small_factor_is_refused(int factor) {
    BigInteger modulus = withoutSmallFactor(2048).multiply(BigInteger.valueOf(factor));

    assertThatThrownBy(() -> RsaHygiene.require(modulus, F4))
        .hasMessage("its modulus is divisible by a small prime");
  }

  @Test
  void modulus_with_a_larger_prime_factor_is_accepted() {
    BigInteger modulus = withoutSmallFactor(2048).multiply(BigInteger.valueOf(757));

    assertThatCode(() -> RsaHygiene.require(modulus, F4)).doesNotThrowAnyException();
  }

  private static BigInteger withoutSmallFactor(int bits) {
    BigInteger small = OddPrimes.product(OddPrimes.below(752));
    BigInteger candidate = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
    while (!candidate.gcd(small).equals(BigInteger.ONE) || RocaFingerprint.matches(candidate)) {
      candidate = candidate.add(BigInteger.TWO);
    }
    return candidate;
  }
}
