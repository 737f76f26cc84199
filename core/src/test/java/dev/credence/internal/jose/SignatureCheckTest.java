package dev.credence.internal.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureCheckTest {
  private static final byte[] INPUT = "eyJhbGciOiJ4In0.e30".getBytes(US_ASCII);

  @ParameterizedTest
  @EnumSource
  void genuine_signature_holds(JwsAlgorithm algorithm) {
    PublicJwk key = key(algorithm);

    assertThat(key.verifies(algorithm, INPUT, TestKeys.signature(algorithm, INPUT))).isTrue();
  }

  /** CVE-2022-21449: each half is looked at before a provider is asked. */
  @Test
  void ecdsa_scalar_out_of_range_holds_with_no_provider() throws Exception {
    SignatureCheck lax =
        new SignatureCheck(
            JwsAlgorithm.ES256,
            TestKeys.pairFor(JwsAlgorithm.ES256).getPublic(),
            new LaxSignatures());
    byte[] ones = new byte[64];
    ones[31] = 1;
    ones[63] = 1;
    byte[] zeroFirst = Arrays.copyOf(new byte[32], 64);
    zeroFirst[63] = 1;
    byte[] zeroLast = Arrays.copyOf(Arrays.copyOf(ones, 32), 64);

    assertThat(lax.holds(ByteBuffer.wrap(INPUT), ones)).isTrue();
    assertThat(lax.holds(ByteBuffer.wrap(INPUT), zeroFirst)).isFalse();
    assertThat(lax.holds(ByteBuffer.wrap(INPUT), zeroLast)).isFalse();
    assertThat(lax.holds(ByteBuffer.wrap(INPUT), new byte[64])).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void changed_input_does_not_hold(JwsAlgorithm algorithm) {
    byte[] changed = INPUT.clone();
    changed[changed.length - 1] ^= 1;

    assertThat(key(algorithm).verifies(algorithm, changed, TestKeys.signature(algorithm, INPUT)))
        .isFalse();
    assertThat(
            key(algorithm).verifies(algorithm, new byte[0], TestKeys.signature(algorithm, INPUT)))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void changed_signature_does_not_hold(JwsAlgorithm algorithm) {
    byte[] genuine = TestKeys.signature(algorithm, INPUT);
    for (int i = 0; i < genuine.length; i++) {
      byte[] changed = genuine.clone();
      changed[i] ^= (byte) (1 << (i % 8));

      assertThat(key(algorithm).verifies(algorithm, INPUT, changed)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void signature_of_another_length_does_not_hold(JwsAlgorithm algorithm) {
    byte[] genuine = TestKeys.signature(algorithm, INPUT);
    byte[] prefixed = new byte[genuine.length + 1];
    System.arraycopy(genuine, 0, prefixed, 1, genuine.length);

    Stream.of(
            new byte[0],
            new byte[1],
            Arrays.copyOf(genuine, genuine.length - 1),
            Arrays.copyOfRange(genuine, 1, genuine.length),
            Arrays.copyOf(genuine, genuine.length + 1),
            Arrays.copyOf(genuine, 2 * genuine.length),
            prefixed)
        .forEach(other -> assertThat(key(algorithm).verifies(algorithm, INPUT, other)).isFalse());
  }

  @ParameterizedTest
  @EnumSource
  void other_algorithm_than_the_pinned_one_does_not_hold(JwsAlgorithm pinned) {
    PublicJwk key = key(pinned);
    for (JwsAlgorithm other : JwsAlgorithm.values()) {
      boolean holds = key.verifies(other, INPUT, TestKeys.signature(other, INPUT));

      assertThat(holds).isEqualTo(other == pinned);
    }
  }

  @Test
  void pkcs1_and_pss_signatures_never_stand_in_for_each_other() throws Exception {
    PublicJwk unpinned = read(TestKeys.jwk("k", TestKeys.rsa()));
    for (JwsAlgorithm signed : unpinned.algorithms()) {
      byte[] signature = TestKeys.signature(signed, INPUT);
      for (JwsAlgorithm claimed : unpinned.algorithms()) {
        assertThat(unpinned.verifies(claimed, INPUT, signature)).isEqualTo(claimed == signed);
      }
    }
  }

  @Test
  void signature_by_another_key_does_not_hold() {
    byte[] foreign =
        TestKeys.signature(JwsAlgorithm.RS256, TestKeys.otherRsa().getPrivate(), INPUT);

    assertThat(key(JwsAlgorithm.RS256).verifies(JwsAlgorithm.RS256, INPUT, foreign)).isFalse();
  }

  @Test
  void rsa_signature_not_below_the_modulus_does_not_hold() {
    BigInteger modulus = ((RSAPublicKey) TestKeys.rsa().getPublic()).getModulus();
    byte[] ones = new byte[256];
    Arrays.fill(ones, (byte) 0xff);

    for (JwsAlgorithm algorithm : new JwsAlgorithm[] {JwsAlgorithm.RS256, JwsAlgorithm.PS256}) {
      assertThat(key(algorithm).verifies(algorithm, INPUT, TestKeys.fixed(modulus, 256))).isFalse();
      assertThat(key(algorithm).verifies(algorithm, INPUT, ones)).isFalse();
      assertThat(key(algorithm).verifies(algorithm, INPUT, new byte[256])).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource
  void ecdsa_with_special_scalars_does_not_hold(
      JwsAlgorithm algorithm, BigInteger r, BigInteger s) {
    int octets = algorithm.curve().octets();
    byte[] signature = Arrays.copyOf(TestKeys.fixed(r, octets), 2 * octets);
    System.arraycopy(TestKeys.fixed(s, octets), 0, signature, octets, octets);

    assertThat(key(algorithm).verifies(algorithm, INPUT, signature)).isFalse();
  }

  static Stream<Arguments> ecdsa_with_special_scalars_does_not_hold() {
    return Stream.of(JwsAlgorithm.ES256, JwsAlgorithm.ES384, JwsAlgorithm.ES512)
        .flatMap(algorithm -> {
          BigInteger[] special = specialScalars(algorithm);
          return Arrays.stream(special)
              .flatMap(r -> Arrays.stream(special).map(s -> Arguments.of(algorithm, r, s)));
        });
  }

  /** 0, 1, n − 1, n, n + 1 and the largest number of that many octets. */
  private static BigInteger[] specialScalars(JwsAlgorithm algorithm) {
    BigInteger n = ((ECPublicKey) TestKeys.pairFor(algorithm).getPublic()).getParams().getOrder();
    int bits = 8 * algorithm.curve().octets();
    return new BigInteger[] {
      BigInteger.ZERO,
      BigInteger.ONE,
      n.subtract(BigInteger.ONE),
      n,
      n.add(BigInteger.ONE),
      BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)
    };
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ES256", "ES384", "ES512"},
      mode = Mode.INCLUDE)
  void genuine_r_with_s_shifted_by_the_order_does_not_hold(JwsAlgorithm algorithm) {
    int octets = algorithm.curve().octets();
    BigInteger n = ((ECPublicKey) TestKeys.pairFor(algorithm).getPublic()).getParams().getOrder();
    byte[] genuine = TestKeys.signature(algorithm, INPUT);
    BigInteger shifted = new BigInteger(1, genuine, octets, octets).add(n);
    if (shifted.bitLength() > 8 * octets) {
      shifted = n;
    }
    byte[] changed = genuine.clone();
    System.arraycopy(TestKeys.fixed(shifted, octets), 0, changed, octets, octets);

    assertThat(key(algorithm).verifies(algorithm, INPUT, changed)).isFalse();
    assertThat(key(algorithm).verifies(algorithm, INPUT, genuine)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"ES256", "ES384", "ES512"})
  void der_encoded_ecdsa_does_not_hold(JwsAlgorithm algorithm) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm.javaName().replace("inP1363Format", ""));
    signer.initSign(TestKeys.pairFor(algorithm).getPrivate());
    signer.update(INPUT);

    assertThat(key(algorithm).verifies(algorithm, INPUT, signer.sign())).isFalse();
  }

  @Test
  void ed25519_scalar_not_below_the_group_order_does_not_hold() {
    BigInteger order =
        BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] genuine = TestKeys.signature(JwsAlgorithm.ED25519, INPUT);
    byte[] scalar = TestKeys.reversed(Arrays.copyOfRange(genuine, 32, 64));
    byte[] shifted = TestKeys.reversed(TestKeys.fixed(new BigInteger(1, scalar).add(order), 32));
    byte[] malleated = genuine.clone();
    System.arraycopy(shifted, 0, malleated, 32, 32);

    PublicJwk key = key(JwsAlgorithm.ED25519);
    assertThat(key.verifies(JwsAlgorithm.ED25519, INPUT, malleated)).isFalse();
    assertThat(key.verifies(JwsAlgorithm.ED25519, INPUT, genuine)).isTrue();
  }

  @Test
  void description_holds_no_key_material() {
    assertThat(key(JwsAlgorithm.RS256)).hasToString("RSA 2048 bits");
    assertThat(key(JwsAlgorithm.ES512)).hasToString("EC P-521");
    assertThat(key(JwsAlgorithm.ED25519)).hasToString("OKP Ed25519");
  }

  private static PublicJwk key(JwsAlgorithm algorithm) {
    try {
      return read(TestKeys.jwk("k", algorithm));
    } catch (JwkSetException e) {
      throw new AssertionError(e);
    }
  }

  private static PublicJwk read(Map<String, Object> jwk) throws JwkSetException {
    return JwkSetReader.read(TestJson.keySet(jwk)).keys().get(0);
  }
}
