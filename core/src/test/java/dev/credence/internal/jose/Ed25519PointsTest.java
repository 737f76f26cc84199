package dev.credence.internal.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.EdECPublicKey;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519PointsTest {
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  @Test
  void generated_key_is_usable() {
    for (int i = 0; i < 20; i++) {
      EdECPublicKey key = (EdECPublicKey) TestKeys.generated("Ed25519", 255).getPublic();
      assertThat(Ed25519Points.isUsable(key.getPoint().isXOdd(), key.getPoint().getY())).isTrue();
    }
  }

  /** Until keys of both parities have come: of so many, all are alike once in 2^99 runs. */
  @Test
  void key_is_read_with_the_parity_of_its_x() throws JwkRefusal {
    Set<Boolean> parities = new HashSet<>();
    for (int i = 0; i < 100 && parities.size() < 2; i++) {
      KeyPair pair = TestKeys.generated("Ed25519", 255);
      assertThat(Ed25519Jwk.read(JwkMembers.of(TestKeys.jwk("1", pair))))
          .isEqualTo(pair.getPublic());
      parities.add(((EdECPublicKey) pair.getPublic()).getPoint().isXOdd());
    }
    assertThat(parities).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void first_public_key_of_rfc_8032_is_usable() {
    assertThat(isUsable("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"
      })
  void point_of_small_order_is_refused(String encoded) {
    assertThat(isUsable(encoded)).isFalse();
  }

  @Test
  void y_that_is_no_field_element_is_refused() {
    assertThat(Ed25519Points.isUsable(false, P)).isFalse();
    assertThat(Ed25519Points.isUsable(false, P.add(BigInteger.valueOf(3)))).isFalse();
  }

  @Test
  void y_without_a_point_is_refused() {
    // Half of all y have no x; 2 is the smallest.
    assertThat(Ed25519Points.isUsable(false, BigInteger.TWO)).isFalse();
    assertThat(Ed25519Points.isUsable(false, BigInteger.valueOf(3))).isTrue();
  }

  private static boolean isUsable(String encoded) {
    byte[] bigEndian = TestKeys.reversed(HexFormat.of().parseHex(encoded));
    boolean xIsOdd = bigEndian[0] < 0;
    bigEndian[0] &= 0x7f;
    return Ed25519Points.isUsable(xIsOdd, new BigInteger(1, bigEndian));
  }
}
