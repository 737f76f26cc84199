package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.jose.JwsAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The families of misspelled base64 and of white space that Wycheproof has for shared secrets only,
 * for the algorithms of CI issuers. What is misspelled is signed as it stands, so that nothing else
 * is wrong with it.
 */
class TokenSpellingTest {
  private static final List<String> FOREIGN =
      List.of(" ", "\t", "\n", "\r\n", "?", "!", "+", "/", "=", "\0", "\u00e9", "\u212a");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static RejectionReason reason(TrustPolicy policy, String token) {
    return TestPolicies.rejection(TestPolicies.evaluate(policy, token)).reason();
  }

  private static void assertTrusted(TrustPolicy policy, String token) {
    assertThat(TestPolicies.evaluate(policy, token).isTrusted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ED25519"})
  void foreign_character_in_the_signature_is_malformed(JwsAlgorithm algorithm) {
    SigningForge forge = new SigningForge(algorithm);
    TrustPolicy policy = forge.policy();
    String token = forge.token();
    assertTrusted(policy, token);
    int signature = token.lastIndexOf('.') + 1;
    for (String junk : FOREIGN) {
      for (int at : new int[] {signature, signature + 1, signature + 40, token.length()}) {
        String inserted = token.substring(0, at) + junk + token.substring(at);
        assertThat(reason(policy, inserted)).isEqualTo(RejectionReason.MALFORMED);
        if (at < token.length()) {
          String replaced = token.substring(0, at) + junk + token.substring(at + 1);
          assertThat(reason(policy, replaced)).isEqualTo(RejectionReason.MALFORMED);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ED25519"})
  void foreign_character_in_header_or_payload_is_malformed_though_signed(JwsAlgorithm algorithm) {
    SigningForge forge = new SigningForge(algorithm);
    TrustPolicy policy = forge.policy();
    String header = TokenForge.encode(forge.header());
    String payload = TokenForge.encode(TokenForge.claims().toJson());
    assertTrusted(policy, forge.signedParts(header, payload));
    for (String junk : FOREIGN) {
      String inHeader = header.substring(0, 9) + junk + header.substring(9);
      String inPayload = payload.substring(0, 9) + junk + payload.substring(9);
      for (String token :
          List.of(
              forge.signedParts(inHeader, payload),
              forge.signedParts(junk + header, payload),
              forge.signedParts(header, inPayload),
              forge.signedParts(header, payload + junk))) {
        assertThat(reason(policy, token)).isEqualTo(RejectionReason.MALFORMED);
      }
      // Signed as it is meant, and misspelled on the way.
      String meant = forge.signatureOf(header + "." + payload);
      assertThat(reason(policy, inHeader + "." + payload + "." + meant))
          .isEqualTo(RejectionReason.MALFORMED);
      assertThat(reason(policy, header + "." + inPayload + "." + meant))
          .isEqualTo(RejectionReason.MALFORMED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ED25519"})
  void padding_is_malformed_in_every_part_though_signed(JwsAlgorithm algorithm) {
    SigningForge forge = new SigningForge(algorithm);
    TrustPolicy policy = forge.policy();
    for (String spaces : List.of("", " ", "  ")) {
      String header = forge.header() + spaces;
      String payload = TokenForge.claims().toJson() + spaces;
      assertTrusted(policy, forge.signed(header, payload));
      String paddedHeader = Base64.getUrlEncoder().encodeToString(header.getBytes());
      String paddedPayload = Base64.getUrlEncoder().encodeToString(payload.getBytes());
      for (String token :
          List.of(
              forge.signedParts(withPadding(paddedHeader), TokenForge.encode(payload)),
              forge.signedParts(TokenForge.encode(header), withPadding(paddedPayload)),
              forge.signed(header, payload) + "=",
              forge.signed(header, payload) + "==")) {
        assertThat(reason(policy, token)).isEqualTo(RejectionReason.MALFORMED);
      }
    }
  }

  /** Where no padding is due, as much as would be a whole group. */
  private static String withPadding(String encoded) {
    return encoded.endsWith("=") ? encoded : encoded + "====";
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ED25519"})
  void other_unused_bits_are_malformed_in_every_part_though_signed(JwsAlgorithm algorithm) {
    SigningForge forge = new SigningForge(algorithm);
    TrustPolicy policy = forge.policy();
    String header = TokenForge.encode(forge.header());
    String payload = TokenForge.encode(TokenForge.claims().toJson());
    List<String> respelled = new ArrayList<>();
    for (String other : otherSpellings(TokenForge.encode(padded(forge.header())))) {
      respelled.add(forge.signedParts(other, payload));
    }
    for (String other : otherSpellings(TokenForge.encode(padded(TokenForge.claims().toJson())))) {
      respelled.add(forge.signedParts(header, other));
    }
    for (String other : otherSpellings(forge.signatureOf(header + "." + payload))) {
      respelled.add(header + "." + payload + "." + other);
    }
    assertThat(respelled).hasSizeGreaterThan(15 + 2);
    for (String token : respelled) {
      assertThat(reason(policy, token)).isEqualTo(RejectionReason.MALFORMED);
    }
    assertTrusted(
        policy, forge.signed(padded(forge.header()), padded(TokenForge.claims().toJson())));
  }

  /** The same JSON with as much white space as leaves unused bits in its base64. */
  private static String padded(String json) {
    return json.length() % 3 == 0 ? json + " " : json;
  }

  /** The texts that a lenient decoder takes for the same bytes. */
  private static List<String> otherSpellings(String encoded) {
    List<String> others = new ArrayList<>();
    byte[] bytes = Base64.getUrlDecoder().decode(encoded);
    for (char last : ALPHABET.toCharArray()) {
      String other = encoded.substring(0, encoded.length() - 1) + last;
      if (!other.equals(encoded) && Arrays.equals(bytes, Base64.getUrlDecoder().decode(other))) {
        others.add(other);
      }
    }
    return others;
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ED25519"})
  void white_space_within_the_json_is_no_fault(JwsAlgorithm algorithm) {
    SigningForge forge = new SigningForge(algorithm);
    String spaced = " {\n\t\"alg\" : \"%s\" ,\r\n \"kid\" : \"%s\" } \n";
    assertTrusted(
        forge.policy(),
        forge.signed(
            spaced.formatted(algorithm.joseName(), TokenForge.KEY_ID),
            "\n " + TokenForge.claims().toJson().replace(",", " ,\n\t") + " "));
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "ES256", "ED25519"})
  void white_space_that_json_does_not_know_is_no_json(JwsAlgorithm algorithm) {
    SigningForge forge = new SigningForge(algorithm);
    for (String space : List.of("\u00a0", "\u2028", "\ufeff", "\u000b", "\f")) {
      for (String token :
          List.of(
              forge.signed(space + forge.header(), TokenForge.claims().toJson()),
              forge.signed(forge.header() + space, TokenForge.claims().toJson()),
              forge.signed(forge.header(), space + TokenForge.claims().toJson()),
              forge.signed(forge.header(), TokenForge.claims().toJson() + space))) {
        assertThat(reason(forge.policy(), token)).isEqualTo(RejectionReason.JSON_INVALID);
      }
    }
  }
}
