package dev.credence;

import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.audit.AuditEventBuilder;
import dev.credence.keys.KeysUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt whose end listeners are told of, as one event. */
final class RecordedAttempt implements Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final AuditTrail trail;
  private final CorrelationId id;
  private final String text;
  private final Evaluation.Judge<?> judge;
  private final long start;

  RecordedAttempt(AuditTrail trail, CorrelationId id, String text, Evaluation.Judge<?> judge) {
    this.trail = trail;
    this.id = id;
    this.text = text;
    this.judge = judge;
    this.start = trail.nanoTime();
  }

  @Override
  public CorrelationId id() {
    return id;
  }

  @Override
  public void decided(Outcome<CompactToken> token, Decision decision) {
    tell(() ->
        decision instanceof Decision.Trusted trusted
            ? trusted(token, trusted)
            : rejected(token, ((Decision.Rejected) decision).rejection()));
  }

  @Override
  public void failed(Outcome<CompactToken> token, Throwable failure) {
    String reason =
        failure instanceof KeysUnavailableException ? "KEYS_UNAVAILABLE" : "DECISION_FAILED";
    tell(() -> event(Verdict.UNDECIDED, token, false).reason(reason).build());
  }

  private AuditEvent trusted(Outcome<CompactToken> token, Decision.Trusted trusted) {
    return event(Verdict.TRUSTED, token, true)
        .policies(trusted.policies().stream().map(TrustPolicy::name).toList())
        .grants(trusted.grants())
        .build();
  }

  private AuditEvent rejected(Outcome<CompactToken> token, Rejection rejection) {
    return event(Verdict.REJECTED, token, rejection.isVerified())
        .policies(rejection.policy().stream().toList())
        .reason(rejection.reason().name())
        .stage(rejection.stage().name())
        .mismatches(rejection.mismatches().stream().map(Mismatch::claim).distinct().toList())
        .build();
  }

  private AuditEventBuilder event(Verdict verdict, Outcome<CompactToken> token, boolean verified) {
    AuditEventBuilder event =
        AuditEvent.decision(judge.clock().instant(), verdict)
            .latency(Duration.ofNanos(trail.nanoTime() - start))
            .correlationId(id.value())
            .fingerprintOf(text);
    if (token instanceof Outcome.Passed<CompactToken> passed) {
      Map<String, Object> claims = passed.value().unverifiedClaims();
      Issuer issuer = judge.issuer(claims.get("iss"));
      event.token(
          AuditedClaims.of(claims, verified, issuer == null ? List.of() : issuer.identityClaims()));
    }
    return event;
  }

  /** The decision stands, whatever becomes of its record. */
  private void tell(Supplier<AuditEvent> event) {
    try {
      trail.tell(event.get());
    } catch (RuntimeException failure) {
      LOG.warn("An audit event could not be made: {}", failure.getClass().getName());
    }
  }
}
