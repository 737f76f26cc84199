package dev.credence.audit;

import dev.credence.audit.AuditEvent.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Events to start from. */
final class TestEvents {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private TestEvents() {}

  static AuditEvent trusted() {
    return AuditEvent.decision(NOW, Verdict.TRUSTED)
        .policies(List.of("production"))
        .grants(List.of("deploy", "read"))
        .latency(Duration.ofNanos(1_234_567))
        .correlationId("req-1")
        .fingerprintOf("a.b.c")
        .token(about(AuditedToken.verified()))
        .build();
  }

  static AuditEvent rejected() {
    return AuditEvent.decision(NOW, Verdict.REJECTED)
        .policies(List.of("production"))
        .reason("CLAIM_MISMATCH")
        .stage("REQUIREMENTS")
        .mismatches(List.of("ref"))
        .correlationId("req-2")
        .token(about(AuditedToken.unverified()))
        .build();
  }

  static AuditedToken about(AuditedToken.Builder token) {
    return token
        .issuer("https://ci.example.com")
        .subject("repo:o/r:ref:refs/heads/main")
        .audience(List.of("https://deploy.example.com"))
        .id("jti-1")
        .expiresAt(NOW.plusSeconds(290))
        .claim("ref", "refs/heads/main")
        .build();
  }

  static AuditEvent numbered(int number) {
    return AuditEvent.decision(NOW.plusSeconds(number), Verdict.TRUSTED)
        .correlationId(Integer.toString(number))
        .build();
  }
}
