package dev.credence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an event keeps, and how it reads. */
class AuditEventTest {
  private static Map<String, Object> parsed(AuditEvent event) {
    try {
      return StrictJson.parseObject(event.toJson(), JsonLimits.KEY_SET);
    } catch (JsonException e) {
      throw new AssertionError(event.toJson(), e);
    }
  }

  @Test
  void a_decision_as_json_has_all_that_is_known() {
    assertThat(TestEvents.trusted().toJson())
        .isEqualTo(
            "{\"time\":\"2026-11-21T12:00:00Z\",\"kind\":\"DECISION\",\"verdict\":\"TRUSTED\","
                + "\"policies\":[\"production\"],\"grants\":[\"deploy\",\"read\"],"
                + "\"latencyMicros\":1234,\"correlationId\":\"req-1\","
                + "\"fingerprint\":\"sha256:hF4wRIgJ4ryJWOsCW_x5UjXROwd6U9DDq70jhRcNybg\","
                + "\"token\":{\"issuer\":\"https://ci.example.com\","
                + "\"subject\":\"repo:o/r:ref:refs/heads/main\","
                + "\"audience\":[\"https://deploy.example.com\"],\"id\":\"jti-1\","
                + "\"expiresAt\":\"2026-11-21T12:04:50Z\","
                + "\"claims\":{\"ref\":\"refs/heads/main\"}}}");
  }

  @Test
  void what_is_unverified_has_another_name_in_each_rendering() {
    AuditEvent event = TestEvents.rejected();
    assertThat(parsed(event)).containsKey("unverified").doesNotContainKey("token");
    assertThat(event.toString()).contains("unverified.subject=repo:").doesNotContain("token.");
    assertThat(AuditText.fields(event).keySet())
        .contains("unverified.claims.ref")
        .noneMatch(name -> name.startsWith("token."));
    assertThat(event.token().orElseThrow().toString()).doesNotContain("token.");
  }

  @Test
  void what_is_verified_is_not_called_unverified() {
    AuditEvent event = TestEvents.trusted();
    assertThat(parsed(event)).containsKey("token").doesNotContainKey("unverified");
    assertThat(event.toString()).contains("token.subject=repo:").doesNotContain("unverified");
  }

  @Test
  void an_exchange_tells_for_whom_and_how_long() {
    AuditedExchange exchange =
        AuditedExchange.of("aws", "arn:aws:iam::123456789012:role/deploy")
            .inAccount("123456789012")
            .granted(Duration.ofMinutes(15));
    AuditEvent event = AuditEvent.exchange(TestEvents.NOW, Verdict.TRUSTED, exchange).build();
    assertThat(parsed(event).get("exchange").toString())
        .isEqualTo(
            "{cloud=aws, principal=arn:aws:iam::123456789012:role/deploy, account=123456789012,"
                + " lifetimeSeconds=900}");
    assertThat(event.toString())
        .isEqualTo(
            "AuditEvent[time=2026-11-21T12:00:00Z, kind=EXCHANGE, verdict=TRUSTED,"
                + " exchange.cloud=aws,"
                + " exchange.principal=arn:aws:iam::123456789012:role/deploy,"
                + " exchange.account=123456789012, exchange.lifetimeSeconds=900]");
    assertThat(AuditText.headline(event)).isEqualTo("CI token trusted by aws");
  }

  @Test
  void a_refused_exchange_tells_the_cloud_and_its_code() {
    AuditEvent event =
        AuditEvent.exchange(TestEvents.NOW, Verdict.REJECTED, AuditedExchange.of("aws", "arn:role"))
            .reason("InvalidIdentityToken")
            .build();
    assertThat(AuditText.headline(event))
        .isEqualTo("CI token rejected by aws: InvalidIdentityToken");
    assertThat(event.exchange().orElseThrow().lifetime()).isEmpty();
  }

  @Test
  void text_has_one_line_whatever_comes() {
    String evil = "x\r\ny\u001b[31m\u202e\u2028\u0000\ud800 token.subject=root";
    AuditedToken token =
        AuditedToken.unverified()
            .issuer(evil)
            .subject(evil)
            .id(evil)
            .claim(evil, evil)
            .audience(List.of(evil))
            .build();
    AuditEvent event =
        AuditEvent.decision(TestEvents.NOW, Verdict.REJECTED)
            .reason(evil)
            .mismatches(List.of(evil))
            .correlationId(evil)
            .token(token)
            .build();
    for (String text : List.of(event.toString(), AuditText.headline(event), token.toString())) {
      assertThat(text.codePoints())
          .noneMatch(Character::isISOControl)
          .noneMatch(c -> c == 0x202e || c == 0x2028);
    }
    assertThat(AuditText.fields(event).get("unverified.subject"))
        .isEqualTo("\"x\\r\\ny\\u001b[31m\\u202e\\u2028\ufffd\ufffd token.subject=root\"");
    assertThat(event.toJson()).isPrintable().doesNotContain("\n");
    assertThat(((Map<?, ?>) parsed(event).get("unverified")).get("subject"))
        .isEqualTo(evil.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd'));
  }

  @Test
  void a_value_that_looks_like_a_field_is_quoted() {
    AuditedToken token =
        AuditedToken.verified().subject("a, token.issuer=b").claim("x=y", "c=d").build();
    assertThat(token.toString())
        .isEqualTo(
            "AuditedToken[token.subject=\"a, token.issuer=b\", token.claims.\"x=y\"=\"c=d\"]");
  }

  @Test
  void a_long_value_is_cut_at_64_code_points_in_text() {
    String shown = AuditedToken.verified().subject("s".repeat(65)).build().toString();
    assertThat(shown).isEqualTo("AuditedToken[token.subject=" + "s".repeat(63) + "…]");
    assertThat(AuditedToken.verified().subject("s".repeat(64)).build().toString())
        .isEqualTo("AuditedToken[token.subject=" + "s".repeat(64) + "]");
  }

  @Test
  void a_longer_value_is_cut_in_the_event_itself() {
    String cake = "\ud83c\udf70";
    AuditedToken token =
        AuditedToken.verified()
            .subject(cake.repeat(AuditEvent.MAX_VALUE + 1))
            .id(cake.repeat(AuditEvent.MAX_VALUE))
            .build();
    assertThat(token.subject()).contains(cake.repeat(AuditEvent.MAX_VALUE - 1) + "…");
    assertThat(token.id()).contains(cake.repeat(AuditEvent.MAX_VALUE));
  }

  @Test
  void a_list_from_outside_is_cut_and_says_so() {
    AuditedToken token = AuditedToken.unverified().audience(Collections.nCopies(17, "a")).build();
    assertThat(token.audience()).hasSize(16).startsWith("a").endsWith("…");
    AuditedToken full = AuditedToken.unverified().audience(Collections.nCopies(16, "a")).build();
    assertThat(full.audience()).hasSize(16).containsOnly("a");
  }

  @Test
  void what_is_not_known_is_left_out() {
    AuditEvent event = AuditEvent.decision(TestEvents.NOW, Verdict.UNDECIDED).build();
    assertThat(event.toJson())
        .isEqualTo(
            "{\"time\":\"2026-11-21T12:00:00Z\",\"kind\":\"DECISION\",\"verdict\":\"UNDECIDED\"}");
    assertThat(event.token()).isEmpty();
    assertThat(event.latency()).isEmpty();
    assertThat(event.lost()).isZero();
  }

  @Test
  void a_fingerprint_tells_tokens_apart_and_not_what_they_are() {
    assertThat(fingerprint("a.b.c"))
        .isEqualTo(fingerprint("a.b.c"))
        .isNotEqualTo(fingerprint("a.b.d"));
    assertThat(fingerprint("a.b.c")).startsWith("sha256:").hasSize(50);
  }

  @Test
  void a_text_longer_than_any_token_has_no_fingerprint() {
    AuditEvent event =
        AuditEvent.decision(Instant.EPOCH, Verdict.REJECTED)
            .fingerprintOf("x".repeat(65_537))
            .build();
    assertThat(event.fingerprint()).isEmpty();
  }

  private static String fingerprint(String token) {
    return AuditEvent.decision(Instant.EPOCH, Verdict.REJECTED)
        .fingerprintOf(token)
        .build()
        .fingerprint()
        .orElseThrow();
  }
}
