package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.claim.Claim;
import dev.credence.internal.text.Base64Url;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a header may say; each case is signed, so that nothing but the header is at fault. */
class TokenHeaderTest {
  private static String withHeader(String header) {
    return TokenForge.sign(header, TokenForge.claims().toJson());
  }

  private static String withMember(String member) {
    return withHeader("{\"alg\":\"RS256\",\"kid\":\"key-1\"," + member + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "Jwt", "application/jwt", "Application/JWT"})
  void a_jwt_by_any_spelling_of_its_type_is_trusted(String type) {
    assertThat(evaluate(withMember("\"typ\":\"" + type + "\"")).isTrusted()).isTrue();
  }

  @Test
  void a_header_without_a_type_is_trusted() {
    assertThat(evaluate(withHeader("{\"alg\":\"RS256\",\"kid\":\"key-1\"}")).isTrusted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"x5t\":\"abc\"", "\"x5t#S256\":\"abc\"", "\"org\":\"x\"", "\"new\":{\"a\":1}"})
  void an_unknown_member_is_ignored(String member) {
    assertThat(evaluate(withMember(member)).isTrusted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at+jwt",
        "application/at+jwt",
        "logout+jwt",
        "secevent+jwt",
        "dpop+jwt",
        "JWE",
        "",
        "JWT ",
        "j\u0131wt",
        "\u017ewt"
      })
  void another_type_of_token_is_forbidden(String type) {
    Rejection rejection = rejection(withMember("\"typ\":\"" + type + "\""));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.HEADER_FORBIDDEN);
    assertThat(rejection.mismatches()).extracting(Mismatch::claim).containsExactly("typ");
  }

  @Test
  void a_type_that_is_no_string_is_forbidden() {
    assertThat(rejection(withMember("\"typ\":null")).explain())
        .contains("its \"typ\" is null, which is not a string");
  }

  @Test
  void an_issuer_of_access_tokens_is_trusted_for_those_alone() {
    Issuer issuer =
        Issuer.builder(TokenForge.ISSUER).tokenTypes("at+jwt").keys(TokenForge.keys()).build();
    TrustPolicy policy =
        TrustPolicy.named("access")
            .issuer(issuer)
            .audience(TokenForge.AUDIENCE)
            .require(Claim.string("ref").isPresent())
            .clock(TokenForge.CLOCK)
            .build();
    for (String type : new String[] {"at+jwt", "AT+JWT", "application/at+jwt"}) {
      assertThat(evaluate(policy, withMember("\"typ\":\"" + type + "\"")).isTrusted()).isTrue();
    }
    assertThat(rejection(evaluate(policy, withMember("\"typ\":\"JWT\""))).reason())
        .isEqualTo(RejectionReason.HEADER_FORBIDDEN);
    assertThat(
            rejection(evaluate(policy, withHeader("{\"alg\":\"RS256\",\"kid\":\"key-1\"}")))
                .mismatches())
        .containsExactly(new Mismatch("typ", "is one of [at+jwt]", "absent"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"crit\":[\"exp\"]",
        "\"crit\":[]",
        "\"crit\":null",
        "\"crit\":\"b64\"",
        "\"crit\":[\"b64\"]",
        "\"crit\":[\"alg\"]",
        "\"crit\":[\"b64\",\"b64\"],\"b64\":true",
        "\"b64\":false",
        "\"b64\":true",
        "\"b64\":null",
        "\"zip\":\"DEF\"",
        "\"cty\":\"JWT\"",
        "\"enc\":\"A256GCM\"",
        "\"jku\":\"https://evil.example/jwks\"",
        "\"jwk\":{\"kty\":\"RSA\"}",
        "\"x5u\":\"https://evil.example/cert\"",
        "\"x5c\":[\"MII\"]",
        "\"p2c\":2147483647",
        "\"epk\":{}"
      })
  void a_member_that_brings_keys_or_changes_meaning_is_forbidden(String member) {
    Rejection rejection = rejection(withMember(member));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.HEADER_FORBIDDEN);
    assertThat(rejection.stage()).isEqualTo(Stage.FORMAT);
    assertThat(rejection.explain()).contains("which no CI token may");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"alg\":null}",
        "{\"alg\":256}",
        "{\"alg\":[\"RS256\"]}",
        "{\"ALG\":\"RS256\"}"
      })
  void a_header_without_an_algorithm_is_forbidden(String header) {
    Rejection rejection = rejection(withHeader(header));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.HEADER_FORBIDDEN);
    assertThat(rejection.explain()).contains("its \"alg\" is missing or not a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "None",
        "NONE",
        "nOnE",
        "HS256",
        "HS512",
        "rs256",
        "RS256 ",
        "RSA-OAEP",
        ""
      })
  void an_algorithm_that_the_issuer_is_not_trusted_with_is_not_allowed(String algorithm) {
    Rejection rejection =
        rejection(withHeader("{\"alg\":\"" + algorithm + "\",\"kid\":\"key-1\"}"));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
    assertThat(rejection.stage()).isEqualTo(Stage.PRE_SCREEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "1", "\"\"", "[\"key-1\"]", "\"key\\u000a1\"", "\"schl\u00fcssel\""})
  void a_key_id_that_is_no_printable_text_is_forbidden(String keyId) {
    Rejection rejection = rejection(withHeader("{\"alg\":\"RS256\",\"kid\":" + keyId + "}"));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.HEADER_FORBIDDEN);
    assertThat(rejection.explain()).contains("its \"kid\" is not a string of 1 to 256");
  }

  @Test
  void the_longest_key_id_is_looked_up_and_one_more_character_is_forbidden() {
    String longest = "k".repeat(TokenHeader.MAX_KEY_ID_LENGTH);
    assertThat(rejection(withHeader("{\"alg\":\"RS256\",\"kid\":\"" + longest + "\"}")).reason())
        .isEqualTo(RejectionReason.KEY_UNKNOWN);
    assertThat(rejection(withHeader("{\"alg\":\"RS256\",\"kid\":\"" + longest + "k\"}")).reason())
        .isEqualTo(RejectionReason.HEADER_FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEY-1",
        "key-1 ",
        "../../../../dev/null",
        "' OR 1=1 --",
        "*)(uid=*",
        "$(id)",
        "%00",
        "0"
      })
  void a_key_id_is_only_ever_compared(String keyId) {
    Rejection rejection = rejection(withHeader("{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}"));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.KEY_UNKNOWN);
    assertThat(rejection.mismatches()).extracting(Mismatch::claim).containsExactly("kid");
  }

  @Test
  void a_token_that_names_no_key_is_refused() {
    Rejection rejection = rejection(withHeader("{\"alg\":\"RS256\"}"));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.KEY_UNKNOWN);
    assertThat(rejection.mismatches()).extracting(Mismatch::found).containsExactly("absent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"key-1\"}",
        "{\"alg\":null,\"alg\":\"RS256\",\"kid\":\"key-1\"}",
        "{\"alg\":\"RS256\",\"kid\":\"key-1\"} {}",
        "{\"alg\":\"RS256\",\"kid\":\"key-1\",}",
        "{'alg':'RS256','kid':'key-1'}",
        "{\"alg\":\"RS256\",/**/\"kid\":\"key-1\"}",
        "[\"RS256\"]",
        "\"RS256\"",
        "null",
      })
  void a_header_that_is_not_one_strict_object_is_invalid(String header) {
    Rejection rejection = rejection(withHeader(header));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.JSON_INVALID);
    assertThat(rejection.explain()).contains("in its header, ");
  }

  @Test
  void a_byte_order_mark_before_the_header_is_invalid() {
    assertThat(rejection(withHeader("\ufeff" + TokenForge.HEADER)).reason())
        .isEqualTo(RejectionReason.JSON_INVALID);
  }

  @Test
  void a_header_over_its_limit_is_too_large() {
    String filler = "\"x\":\"" + "y".repeat(4_096) + "\"";
    assertThat(rejection(withMember(filler)).reason()).isEqualTo(RejectionReason.TOO_LARGE);
  }

  @Test
  void a_header_at_its_limit_is_read() {
    String empty = "{\"alg\":\"RS256\",\"kid\":\"key-1\",\"x\":\"\"}";
    String atLimit = empty.replace("\"\"", "\"" + "y".repeat(4_096 - empty.length()) + "\"");
    assertThat(atLimit).hasSize(4_096);
    assertThat(evaluate(withHeader(atLimit)).isTrusted()).isTrue();
    assertThat(rejection(withHeader(atLimit + " ")).reason()).isEqualTo(RejectionReason.TOO_LARGE);
  }

  @Test
  void a_header_that_is_not_utf8_is_invalid() {
    String overlongSlash = Base64Url.encode(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"'});
    String payload = TokenForge.encode(TokenForge.claims().toJson());
    Rejection rejection = rejection(TokenForge.signParts(overlongSlash, payload));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.JSON_INVALID);
    assertThat(rejection.explain()).contains("in its header, not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "' ', KEY_UNKNOWN",
    "~, KEY_UNKNOWN",
    "\\u001f, HEADER_FORBIDDEN",
    "\u007f, HEADER_FORBIDDEN"
  })
  void a_key_id_is_printable_from_the_space_to_the_tilde(String keyId, RejectionReason expected) {
    assertThat(rejection(withHeader("{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}")).reason())
        .isEqualTo(expected);
  }

  @Test
  void the_case_of_a_type_is_that_of_ascii_letters_alone() {
    TokenTypes types = new TokenTypes(List.of("azAZ@[`{"));
    assertThat(types.include("AZaz@[`{")).isTrue();
    assertThat(types.include("azAZ`[`{")).isFalse();
    assertThat(types.include("azAZ@{`{")).isFalse();
    assertThat(types.include("azAZ@[@{")).isFalse();
  }
}
