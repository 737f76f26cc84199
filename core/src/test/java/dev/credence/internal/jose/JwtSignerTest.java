package dev.credence.internal.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtSignerTest {
  private static final KeyPair RSA = pair("RSA", "2048");
  private static final KeyPair P256 = pair("EC", "secp256r1");
  private static final KeyPair P384 = pair("EC", "secp384r1");
  private static final KeyPair P521 = pair("EC", "secp521r1");
  private static final KeyPair ED25519 = pair("Ed25519", "");

  private static KeyPair pair(String type, String size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      if (type.equals("EC")) {
        generator.initialize(new ECGenParameterSpec(size));
      } else if (!size.isEmpty()) {
        generator.initialize(Integer.parseInt(size));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair pairFor(JwsAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> P256;
      case ES384 -> P384;
      case ES512 -> P521;
      case ED25519 -> ED25519;
      default -> RSA;
    };
  }

  private static String pem(KeyPair pair) {
    return pem(Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()));
  }

  private static String pem(String body) {
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----";
  }

  @ParameterizedTest
  @EnumSource(JwsAlgorithm.class)
  void signature_holds_under_the_public_half(JwsAlgorithm algorithm) throws Exception {
    KeyPair pair = pairFor(algorithm);
    JwtSigner signer = JwtSigner.ofPem(pem(pair), algorithm);

    String jws = signer.sign(Map.of("alg", signer.algorithmName()), Map.of("sub", "me"));

    int dot = jws.lastIndexOf('.');
    byte[] input = jws.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = Base64.getUrlDecoder().decode(jws.substring(dot + 1));
    SignatureCheck check = new SignatureCheck(algorithm, pair.getPublic(), null);
    assertThat(check.holds(ByteBuffer.wrap(input), signature)).isTrue();
    input[0]++;
    assertThat(check.holds(ByteBuffer.wrap(input), signature)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"RS256, RS256", "ES256, ES256", "ES384, ES384", "ES512, ES512", "ED25519, EdDSA"})
  void key_has_a_usual_algorithm(JwsAlgorithm kind, String name) {
    assertThat(JwtSigner.ofPem(pem(pairFor(kind)), null).algorithmName()).isEqualTo(name);
  }

  @Test
  void header_and_claims_are_written_in_order() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "me");
    claims.put("exp", 1L);

    String jws = JwtSigner.ofPem(pem(RSA), null).sign(Map.of("alg", "RS256"), claims);

    assertThat(jws).startsWith("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSIsImV4cCI6MX0.");
  }

  @Test
  void algorithm_of_another_kind_is_refused() {
    assertThatThrownBy(() -> JwtSigner.ofPem(pem(P256), JwsAlgorithm.ES384))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The private key can't sign with ES384, only with ES256");
    assertThatThrownBy(() -> JwtSigner.ofPem(pem(RSA), JwsAlgorithm.ES256))
        .hasMessageContaining("only with RS256, RS384, RS512, PS256, PS384, PS512");
  }

  @Test
  void weak_or_unusual_key_is_refused() {
    assertThatThrownBy(() -> JwtSigner.ofPem(pem(pair("RSA", "1024")), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The private RSA key has 1024 bits where 2048 to 8192 are required");
    assertThatThrownBy(() -> JwtSigner.ofPem(pem(pair("Ed448", "")), null))
        .hasMessage("The private key is none of RSA, EC and Ed25519 in PKCS #8");
    assertThatThrownBy(() -> JwtSigner.ofPem(pem(pair("DSA", "2048")), null))
        .hasMessage("The private key is none of RSA, EC and Ed25519 in PKCS #8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "key-material",
        "-----BEGIN RSA PRIVATE KEY-----\nkey-material\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nkey-material\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nkey-material\n-----END PUBLIC KEY-----",
        "-----BEGIN PRIVATE KEY-----\nkey-material"
      })
  void other_forms_are_refused_with_what_converts_them(String pem) {
    assertThatThrownBy(() -> JwtSigner.ofPem(pem, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt")
        .message()
        .doesNotContain("key-material");
  }

  @Test
  void lost_line_breaks_are_guessed_at() {
    assertThatThrownBy(() -> JwtSigner.ofPem(pem("MIIE\\nvQIBADAN"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage("The private key's PEM is not Base64; are its line breaks still line breaks?");
  }

  @Test
  void garbage_and_floods_are_refused() {
    assertThatThrownBy(() -> JwtSigner.ofPem(pem("AAAA"), null))
        .hasMessage("The private key is none of RSA, EC and Ed25519 in PKCS #8");
    assertThatThrownBy(() -> JwtSigner.ofPem(pem("A".repeat(20_000)), null))
        .hasMessage("The private key is longer than 16384 characters");
  }

  @Test
  void signer_prints_no_key() {
    assertThat(JwtSigner.ofPem(pem(RSA), null)).hasToString("signer with RS256");
  }
}
