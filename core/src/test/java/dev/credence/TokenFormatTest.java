package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stage 1: serialization and encoding. */
class TokenFormatTest {
  private final String token = TokenForge.sign(TokenForge.claims());

  @BeforeEach
  void the_token_itself_is_trusted() {
    assertThat(evaluate(token).isTrusted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "\r\n", "\t", "\0", "\u00a0", "\ufeff"})
  void white_space_or_controls_around_a_token_are_malformed(String junk) {
    assertThat(rejection(junk + token).reason()).isEqualTo(RejectionReason.MALFORMED);
    assertThat(rejection(token + junk).reason()).isEqualTo(RejectionReason.MALFORMED);
  }

  @Test
  void white_space_around_a_token_is_named_in_the_explanation() {
    assertThat(rejection(token + "\n").explain()).contains("white space around it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "\n", "é", "😀", "=", "+", "/", "%", "\"", "ſ"})
  void a_foreign_character_anywhere_is_malformed(String junk) {
    for (int at = 0; at <= token.length(); at += 13) {
      String edited = token.substring(0, at) + junk + token.substring(at);
      assertThat(rejection(edited).reason()).isEqualTo(RejectionReason.MALFORMED);
    }
  }

  @Test
  void characters_of_two_units_are_malformed_in_any_number_and_part() {
    for (int part = 0; part < 3; part++) {
      String[] parts = TokenForge.sign(TokenForge.claims()).split("\\.");
      for (int count : new int[] {1, 2, 3, 4, 100, 1_000}) {
        parts[part] = "\ud83d\ude80".repeat(count);
        assertThat(rejection(String.join(".", parts)).reason())
            .isEqualTo(RejectionReason.MALFORMED);
      }
    }
  }

  @Test
  void a_signature_in_the_standard_alphabet_is_malformed() {
    byte[] signature = signatureWithBothSpecialCharacters();
    String url = Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    String standard = Base64.getEncoder().withoutPadding().encodeToString(signature);
    assertThat(rejection("e30.e30." + url).reason()).isEqualTo(RejectionReason.HEADER_FORBIDDEN);
    assertThat(rejection("e30.e30." + standard).reason()).isEqualTo(RejectionReason.MALFORMED);
  }

  private static byte[] signatureWithBothSpecialCharacters() {
    byte[] bytes = new byte[256];
    Arrays.fill(bytes, (byte) 0xfb);
    bytes[1] = (byte) 0xff;
    return bytes;
  }

  @Test
  void padding_is_malformed_in_any_part() {
    String[] parts = token.split("\\.");
    for (int i = 0; i < 3; i++) {
      String[] padded = parts.clone();
      padded[i] += "=".repeat((4 - padded[i].length() % 4) % 4);
      padded[i] += padded[i].equals(parts[i]) ? "====" : "";
      assertThat(rejection(String.join(".", padded)).reason()).isEqualTo(RejectionReason.MALFORMED);
    }
  }

  @Test
  void another_spelling_of_the_same_signature_bytes_is_malformed() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    // 256 bytes end in a character of which two bits are used.
    for (int unused = 1; unused < 16; unused++) {
      char other = alphabet.charAt((last & 0b110000) | unused);
      String respelt = token.substring(0, token.length() - 1) + other;
      assertThat(Base64.getUrlDecoder().decode(respelt.substring(respelt.lastIndexOf('.') + 1)))
          .as("a lenient decoder sees the same bytes")
          .isEqualTo(Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)));
      assertThat(rejection(respelt).reason()).isEqualTo(RejectionReason.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", " ", "\n", "="})
  void junk_in_a_part_is_malformed_even_when_it_was_signed(String junk) {
    String header = TokenForge.encode(TokenForge.HEADER);
    String payload = TokenForge.encode(TokenForge.claims().toJson());
    assertThat(evaluate(TokenForge.signParts(header, payload)).isTrusted()).isTrue();
    assertThat(rejection(TokenForge.signParts(header + junk, payload)).reason())
        .isEqualTo(RejectionReason.MALFORMED);
    assertThat(rejection(TokenForge.signParts(header, junk + payload)).reason())
        .isEqualTo(RejectionReason.MALFORMED);
  }

  static Stream<String> wrongParts() {
    return Stream.of("", "a", "a.b", "a.b.c.d", "a.b.c.d.e", "a.b.c.d.e.f", "..", ".b.c", "a..c");
  }

  @ParameterizedTest
  @MethodSource("wrongParts")
  void any_number_of_parts_but_three_full_ones_is_malformed(String text) {
    assertThat(rejection(text).reason()).isEqualTo(RejectionReason.MALFORMED);
  }

  @Test
  void an_empty_payload_or_signature_is_malformed() {
    String[] parts = token.split("\\.");
    assertThat(rejection(parts[0] + ".." + parts[2]).explain()).contains("its payload is empty");
    assertThat(rejection(parts[0] + "." + parts[1] + ".").explain())
        .contains("its signature is empty");
  }

  @Test
  void twenty_million_dots_are_too_large() {
    assertThat(rejection(".".repeat(20_000_000)).reason()).isEqualTo(RejectionReason.TOO_LARGE);
  }

  @Test
  void dots_within_the_limit_are_malformed() {
    assertThat(rejection(".".repeat(CompactJws.MAX_LENGTH)).explain())
        .contains("it has more than 5 parts, and a signed JWT has 3");
  }

  @Test
  void the_longest_token_is_read_and_one_more_character_is_too_large() {
    String fits = TokenForge.ofLength(CompactJws.MAX_LENGTH);
    assertThat(fits).hasSize(CompactJws.MAX_LENGTH);
    assertThat(evaluate(fits).isTrusted()).isTrue();
    assertThat(rejection(TokenForge.ofLength(CompactJws.MAX_LENGTH + 1)).reason())
        .isEqualTo(RejectionReason.TOO_LARGE);
  }

  @Test
  void ten_megabytes_are_too_large() {
    assertThat(rejection("a".repeat(10_000_000)).reason()).isEqualTo(RejectionReason.TOO_LARGE);
  }

  static Stream<List<String>> hints() {
    String token = TokenForge.sign(TokenForge.claims());
    return Stream.of(
        List.of("", "it is empty"),
        List.of("{\"payload\":\"e30\"}", "it looks like JSON"),
        List.of("{\"value\":\"e30.e30.e30\"}", "it is in JSON"),
        List.of("a.b.c.d.e", "it has 5 parts like an encrypted token (JWE); a signed one has 3"),
        List.of("a", "it has 1 part, and a signed JWT has 3"),
        List.of("Bearer " + token, "it still has its \"Bearer\" scheme in front"),
        List.of("\"" + token + "\"", "it is in quotes"),
        List.of(token.replace('.', '~') + "..", "neither base64url nor a dot"),
        List.of("e30.e30.A", "one of its parts is not canonical base64url"));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void a_common_mistake_is_named_without_quoting_the_token(List<String> textAndHint) {
    Rejection rejection = rejection(textAndHint.get(0));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED);
    assertThat(rejection.explain()).contains(textAndHint.get(1));
    if (textAndHint.get(0).length() > 40) {
      assertThat(rejection.explain()).doesNotContain(textAndHint.get(0).substring(10, 26));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "[", "`", "{", "/", ":", "!", ",", "\u0100"})
  void the_first_foreign_character_is_told_by_its_place(String foreign) {
    String text = "AZaz09-_." + foreign + "AAA.AAAA";
    assertThat(rejection(text).explain())
        .contains("its character 10 is neither base64url nor a dot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer ", "BEARER "})
  void the_scheme_is_named_in_any_case(String scheme) {
    assertThat(rejection(scheme + "a.b.c").explain()).contains("\"Bearer\" scheme in front");
  }

  @Test
  void json_serialization_is_malformed() {
    String[] parts = token.split("\\.");
    String flattened =
        "{\"protected\":\""
            + parts[0]
            + "\",\"payload\":\""
            + parts[1]
            + "\",\"signature\":\""
            + parts[2]
            + "\"}";
    assertThat(rejection(flattened).reason()).isEqualTo(RejectionReason.MALFORMED);
    assertThat(rejection("{\"" + token + "\"}").reason()).isEqualTo(RejectionReason.MALFORMED);
  }

  @Test
  void random_bytes_are_refused_in_this_stage() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      Rejection rejection = rejection(new String(bytes, StandardCharsets.ISO_8859_1));
      assertThat(rejection.stage()).isEqualTo(Stage.FORMAT);
    }
  }
}
