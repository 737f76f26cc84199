package dev.credence;

import static dev.credence.TestPolicies.evaluate;
import static dev.credence.TestPolicies.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.text.Base64Url;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a payload may be; each case is signed, so that nothing but the payload is at fault. */
class TokenJsonTest {
  private static String withPayload(String payload) {
    return TokenForge.sign(TokenForge.HEADER, payload);
  }

  private static String withMember(String member) {
    String claims = TokenForge.claims().toJson();
    return withPayload(claims.substring(0, claims.length() - 1) + "," + member + "}");
  }

  private static String withPayload(byte[] payload) {
    return TokenForge.signParts(TokenForge.encode(TokenForge.HEADER), Base64Url.encode(payload));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"more\":null",
        "\"more\":{\"a\":[1,2,{\"b\":true}]}",
        "\"@class\":\"java.lang.ProcessBuilder\"",
        "\"more\":12345678901234567890",
        "\"m\u00f6re\":\"\ud83d\ude00\"",
      })
  void a_claim_that_nobody_asked_for_is_ignored(String member) {
    assertThat(evaluate(withMember(member)).isTrusted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"sub\":\"other\"",
        "\"\\u0073ub\":\"other\"",
        "\"k8s\":{\"a\":1,\"a\":2}",
        "\"list\":[{\"a\":1,\"a\":2}]",
        "\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}",
        "\"n\":NaN",
        "\"n\":01",
        "\"n\":+1",
        "\"n\":.5",
        "\"n\":123456789012345678901",
        "\"n\":1e1000000000",
        "\"s\":\"\\ud800\"",
        "\"s\":\"\\u0000\"",
        "\"s\":'x'",
      })
  void anything_that_two_parsers_could_read_differently_is_invalid(String member) {
    Rejection rejection = rejection(withMember(member));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.JSON_INVALID);
    assertThat(rejection.explain()).contains("in its payload, ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "[{\"iss\":\"https://ci.example.com\"}]", "\"x\"", "1", "null", "true"})
  void a_payload_that_is_no_object_is_invalid(String payload) {
    assertThat(rejection(withPayload(payload)).reason()).isEqualTo(RejectionReason.JSON_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {" {}", "{}", "// x\n", "\ufeff", "\0"})
  void anything_beside_the_object_is_invalid(String beside) {
    String claims = TokenForge.claims().toJson();
    assertThat(rejection(withPayload(claims + beside)).reason())
        .isEqualTo(RejectionReason.JSON_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32"})
  void another_unicode_encoding_is_invalid(String charset) {
    byte[] payload = TokenForge.claims().toJson().getBytes(Charset.forName(charset));
    assertThat(rejection(withPayload(payload)).reason()).isEqualTo(RejectionReason.JSON_INVALID);
  }

  @Test
  void bytes_that_are_no_utf8_are_invalid() {
    byte[][] bad = {
      {(byte) 0xc0, (byte) 0xaf},
      {(byte) 0xff},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xe2}
    };
    String claims = TokenForge.claims().toJson();
    for (byte[] bytes : bad) {
      ByteArrayOutputStream payload = new ByteArrayOutputStream();
      payload.writeBytes(
          (claims.substring(0, claims.length() - 1) + ",\"s\":\"")
              .getBytes(StandardCharsets.UTF_8));
      payload.writeBytes(bytes);
      payload.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
      Rejection rejection = rejection(withPayload(payload.toByteArray()));
      assertThat(rejection.reason()).isEqualTo(RejectionReason.JSON_INVALID);
      assertThat(rejection.explain()).contains("in its payload, not UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 1_000, 6_000})
  void deep_nesting_is_invalid_and_no_stack_overflow(int depth) {
    String payload = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    if (payload.length() < 11_000) {
      assertThat(rejection(withPayload(payload)).reason()).isEqualTo(RejectionReason.JSON_INVALID);
    } else {
      assertThat(rejection(withPayload(payload)).reason()).isEqualTo(RejectionReason.TOO_LARGE);
    }
  }

  @Test
  void too_many_members_are_invalid() {
    StringBuilder members = new StringBuilder("\"m0\":0");
    for (int i = 1; i < 300; i++) {
      members.append(",\"m").append(i).append("\":0");
    }
    assertThat(rejection(withMember(members.toString())).reason())
        .isEqualTo(RejectionReason.JSON_INVALID);
  }

  @Test
  void an_audience_of_too_many_elements_is_invalid() {
    String many = "[" + "\"a\",".repeat(256) + "\"a\"]";
    assertThat(rejection(TokenForge.claims().with("aud", many)).reason())
        .isEqualTo(RejectionReason.JSON_INVALID);
  }
}
