package dev.credence.internal.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EcCurveTest {

  @ParameterizedTest
  @EnumSource
  void generated_point_is_on_its_curve_only(EcCurve curve) {
    ECPublicKey key = key(curve);
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();

    for (EcCurve candidate : EcCurve.values()) {
      assertThat(candidate.contains(x, y)).isEqualTo(candidate == curve);
    }
  }

  @ParameterizedTest
  @EnumSource
  void moved_or_unreduced_point_is_not_on_the_curve(EcCurve curve) {
    ECPublicKey key = key(curve);
    BigInteger p = ((ECFieldFp) key.getParams().getCurve().getField()).getP();
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();

    assertThat(curve.contains(x, y.add(BigInteger.ONE))).isFalse();
    assertThat(curve.contains(x.add(p), y)).isFalse();
    assertThat(curve.contains(x, y.add(p))).isFalse();
    assertThat(curve.contains(x, y.negate())).isFalse();
    assertThat(curve.contains(BigInteger.ZERO, BigInteger.ZERO)).isFalse();
    assertThat(curve.contains(x, p.subtract(y))).isTrue();
  }

  /** All three primes are 3 modulo 4, so that a power is a square root where there is one. */
  @Test
  void zero_is_a_coordinate_and_the_prime_is_none() {
    int withZero = 0;
    for (EcCurve curve : EcCurve.values()) {
      EllipticCurve domain = key(curve).getParams().getCurve();
      BigInteger p = ((ECFieldFp) domain.getField()).getP();
      BigInteger root = domain.getB().modPow(p.add(BigInteger.ONE).shiftRight(2), p);
      boolean isRoot = root.modPow(BigInteger.TWO, p).equals(domain.getB());

      assertThat(curve.contains(BigInteger.ZERO, root)).isEqualTo(isRoot);
      assertThat(curve.contains(p, root)).isFalse();
      withZero += isRoot ? 1 : 0;
    }
    assertThat(withZero).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void parameters_agree_with_the_java_runtime(EcCurve curve) {
    BigInteger order = key(curve).getParams().getOrder();

    assertThat(curve.isSignatureScalar(BigInteger.ZERO)).isFalse();
    assertThat(curve.isSignatureScalar(BigInteger.ONE)).isTrue();
    assertThat(curve.isSignatureScalar(order.subtract(BigInteger.ONE))).isTrue();
    assertThat(curve.isSignatureScalar(order)).isFalse();
    assertThat(curve.octets()).isEqualTo((order.bitLength() + 7) / 8);
  }

  private static ECPublicKey key(EcCurve curve) {
    return (ECPublicKey) TestKeys.pairFor(curve.algorithm()).getPublic();
  }
}
