package dev.credence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;

/** Events as structured log lines. */
class Slf4jAuditListenerTest {
  private final RecordingLogger log = new RecordingLogger();
  private final Slf4jAuditListener listener = new Slf4jAuditListener(log);

  private static List<String> fields(LoggingEvent event) {
    return event.getKeyValuePairs().stream().map(f -> f.key + "=" + f.value).toList();
  }

  @Test
  void a_trusted_token_is_information() {
    listener.on(TestEvents.trusted());
    LoggingEvent line = log.events().get(0);
    assertThat(line.getLevel()).isEqualTo(Level.INFO);
    assertThat(line.getMessage()).isEqualTo("CI token trusted by \"production\", reference req-1");
    assertThat(fields(line))
        .containsExactly(
            "time=2026-11-21T12:00:00Z",
            "kind=DECISION",
            "verdict=TRUSTED",
            "policies=[\"production\"]",
            "grants=[\"deploy\", \"read\"]",
            "latencyMicros=1234",
            "correlationId=req-1",
            "fingerprint=sha256:hF4wRIgJ4ryJWOsCW_x5UjXROwd6U9DDq70jhRcNybg",
            "token.issuer=https://ci.example.com",
            "token.subject=repo:o/r:ref:refs/heads/main",
            "token.audience=[\"https://deploy.example.com\"]",
            "token.id=jti-1",
            "token.expiresAt=2026-11-21T12:04:50Z",
            "token.claims.ref=refs/heads/main");
  }

  @Test
  void a_rejected_token_is_a_warning() {
    listener.on(TestEvents.rejected());
    LoggingEvent line = log.events().get(0);
    assertThat(line.getLevel()).isEqualTo(Level.WARN);
    assertThat(line.getMessage())
        .isEqualTo("CI token rejected by \"production\": CLAIM_MISMATCH, reference req-2");
    assertThat(fields(line))
        .contains("reason=CLAIM_MISMATCH", "stage=REQUIREMENTS", "mismatches=[\"ref\"]")
        .contains("unverified.subject=repo:o/r:ref:refs/heads/main");
  }

  @Test
  void what_was_not_decided_and_what_was_lost_are_warnings() {
    listener.on(
        AuditEvent.decision(TestEvents.NOW, AuditEvent.Verdict.UNDECIDED)
            .reason("KEYS_UNAVAILABLE")
            .build());
    listener.on(AuditEvent.loss(TestEvents.NOW, 12));
    assertThat(log.events()).extracting(LoggingEvent::getLevel).containsOnly(Level.WARN);
    assertThat(log.events())
        .extracting(LoggingEvent::getMessage)
        .containsExactly("CI token not decided on: KEYS_UNAVAILABLE", "12 audit events lost");
    assertThat(fields(log.events().get(1))).contains("reason=EVENTS_LOST", "lost=12");
  }

  @Test
  void each_event_is_one_line() {
    listener.on(
        AuditEvent.decision(TestEvents.NOW, AuditEvent.Verdict.REJECTED)
            .correlationId("a\nb")
            .token(AuditedToken.unverified().subject("c\r\nd").build())
            .build());
    LoggingEvent line = log.events().get(0);
    String all = line.getMessage() + fields(line).stream().collect(Collectors.joining());
    assertThat(all).doesNotContain("\n", "\r");
  }

  @Test
  void a_logger_that_is_off_gets_nothing() {
    log.disable();
    listener.on(TestEvents.trusted());
    listener.on(TestEvents.rejected());
    assertThat(log.events()).isEmpty();
  }
}
