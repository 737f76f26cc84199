package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdTokenTest {

  private static IdToken ofClaims(String json) {
    return IdToken.parse(TestTokens.ofClaims(json));
  }

  @Test
  void token_is_revealed_only_when_asked() {
    String text = TestTokens.forAudience("sts");

    IdToken token = IdToken.parse(text);

    assertThat(token.reveal()).isEqualTo(text);
    assertThat(token)
        .hasToString("IdToken[from \"https://ci.example\", expires 2026-11-21T10:05:00Z]");
  }

  @Test
  void issuer_that_breaks_lines_is_escaped() {
    assertThat(ofClaims("{\"iss\":\"a\\r\\nb\",\"exp\":1}"))
        .hasToString("IdToken[from \"a\\r\\nb\", expires 1970-01-01T00:00:01Z]");
    assertThat(ofClaims("{\"iss\":7,\"exp\":1}"))
        .hasToString("IdToken[from no issuer, expires 1970-01-01T00:00:01Z]");
  }

  @Test
  void audience_is_read_from_string_and_array() {
    assertThat(ofClaims("{\"exp\":1}").audiences()).isEmpty();
    assertThat(ofClaims("{\"aud\":\"a\",\"exp\":1}").audiences()).containsExactly("a");
    assertThat(ofClaims("{\"aud\":[\"a\",\"b\"],\"exp\":1}").audiences()).containsExactly("a", "b");
  }

  @Test
  void fraction_of_expiry_is_dropped() {
    assertThat(ofClaims("{\"exp\":1795219200.9}").expiresAt())
        .isEqualTo(Instant.ofEpochSecond(1_795_219_200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | It has no exp that is a number",
        "{\"exp\":\"1795219200\"} | It has no exp that is a number",
        "{\"exp\":null} | It has no exp that is a number",
        "{\"exp\":-1} | Its exp is no time between the years 1970 and 9999",
        "{\"exp\":253402300800} | Its exp is no time between the years 1970 and 9999",
        "{\"exp\":1,\"aud\":7} | Its aud is neither a string nor an array of strings",
        "{\"exp\":1,\"aud\":[\"a\",7]} | Its aud is neither a string nor an array of strings",
        "{\"exp\":1,\"exp\":2} | Its payload is not JSON: duplicate member at character 10",
        "[] | Its payload is not JSON: not an object but an array"
      })
  void claims_that_cannot_be_used_are_refused(String claims, String message) {
    assertThatThrownBy(() -> ofClaims(claims))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage(message);
  }

  static Stream<Arguments> malformed() {
    String token = TestTokens.forAudience("sts");
    String parts = "It is not three parts of base64url with dots between";
    return Stream.of(
        Arguments.of("", parts),
        Arguments.of("opaque-access-token", parts),
        Arguments.of(token + ".", parts),
        Arguments.of(token + "\n", parts),
        Arguments.of(" " + token, parts),
        Arguments.of("Bearer " + token, parts),
        Arguments.of(token.substring(0, token.lastIndexOf('.') + 1), parts),
        Arguments.of(token + "=", parts),
        Arguments.of("a".repeat(32_769), "It is longer than 32768 characters"),
        Arguments.of("e30." + "_w" + ".e30", "Its payload is not UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void text_that_is_no_signed_jwt_is_refused(String text, String message) {
    assertThatThrownBy(() -> IdToken.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
