package dev.credence.internal.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.credence.internal.text.Base64Url;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KnownTestKeysTest {
  private static final Map<String, Object> GOOD = TestKeys.jwk("good", JwsAlgorithm.RS256);

  private static final BigInteger P_256 =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  private static final Map<String, Object> RFC_7515_RSA =
      rsa(
          "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt"
              + "0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpa"
              + "SHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9k"
              + "G4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXp"
              + "oQ");
  private static final Map<String, Object> RFC_7515_EC =
      point(
          "EC",
          "P-256",
          "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
          "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
  private static final Map<String, Object> RFC_8037_ED25519 =
      point("OKP", "Ed25519", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "");

  @ParameterizedTest
  @MethodSource
  void key_that_everybody_can_sign_with_is_refused_and_told_as_a_secret(Map<String, Object> jwk)
      throws Exception {
    JwkSet set = JwkSetReader.read(TestJson.keySet(jwk, GOOD));

    assertThat(set.keys()).singleElement().extracting(key -> key.id().get()).isEqualTo("good");
    assertThat(set.skipped())
        .containsExactly(
            new SkippedJwk("bad", "it is a test key whose private half has been published", true));
  }

  static Stream<Arguments> key_that_everybody_can_sign_with_is_refused_and_told_as_a_secret() {
    return Stream.of(
        argumentSet("RFC 7515, RSA", RFC_7515_RSA),
        argumentSet("RFC 7515, RSA, with a zero octet in front", withZero(RFC_7515_RSA)),
        argumentSet("RFC 7515, RSA, with another exponent", with(RFC_7515_RSA, "e", "Aw")),
        argumentSet("RFC 7515, P-256", RFC_7515_EC),
        argumentSet("RFC 7515, P-256, the negative point", with(RFC_7515_EC, "y", negativeY())),
        argumentSet(
            "RFC 7515, P-521",
            point(
                "EC",
                "P-521",
                "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceq"
                    + "wQGk",
                "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3k"
                    + "yMj2")),
        argumentSet("RFC 8037, Ed25519", RFC_8037_ED25519),
        argumentSet("RFC 8037, Ed25519, the other sign", otherSign(RFC_8037_ED25519)),
        argumentSet(
            "mock-oauth2-server, issuer0",
            point(
                "EC",
                "P-256",
                "umybCYzE-VX_UAIJaX3wc-GTOgB7WDp7A3JJAKW_hqU",
                "m_sCzuMjiBSQ7At9yNktMQvE1cCKq68jO7wnRczwKw8")));
  }

  @Test
  void key_that_was_just_made_is_none_of_them() throws Exception {
    for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
      JwkSet set = JwkSetReader.read(TestJson.keySet(TestKeys.jwk("fresh", algorithm)));

      assertThat(set.skipped()).isEmpty();
    }
  }

  private static String negativeY() {
    BigInteger y = new BigInteger(1, Base64Url.decode((String) RFC_7515_EC.get("y")));
    byte[] negative = P_256.subtract(y).toByteArray();
    byte[] octets = new byte[32];
    int copied = Math.min(negative.length, octets.length);
    System.arraycopy(negative, negative.length - copied, octets, octets.length - copied, copied);
    return Base64Url.encode(octets);
  }

  private static Map<String, Object> otherSign(Map<String, Object> jwk) {
    byte[] octets = Base64Url.decode((String) jwk.get("x"));
    octets[octets.length - 1] ^= (byte) 0x80;
    return with(jwk, "x", Base64Url.encode(octets));
  }

  private static Map<String, Object> withZero(Map<String, Object> jwk) {
    byte[] modulus = Base64Url.decode((String) jwk.get("n"));
    byte[] longer = new byte[modulus.length + 1];
    System.arraycopy(modulus, 0, longer, 1, modulus.length);
    return with(jwk, "n", Base64Url.encode(longer));
  }

  private static Map<String, Object> rsa(String modulus) {
    return Map.of("kid", "bad", "kty", "RSA", "n", modulus, "e", "AQAB");
  }

  private static Map<String, Object> point(String kty, String crv, String x, String y) {
    return Map.of("kid", "bad", "kty", kty, "crv", crv, "x", x, "y", y);
  }

  private static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(jwk);
    changed.put(name, value);
    return changed;
  }
}
