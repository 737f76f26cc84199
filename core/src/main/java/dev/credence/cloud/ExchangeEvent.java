package dev.credence.cloud;

import dev.credence.ambient.IdToken;
import dev.credence.audit.AuditEvent;
import dev.credence.audit.AuditEvent.Verdict;
import dev.credence.audit.AuditEventBuilder;
import dev.credence.audit.AuditedExchange;
import dev.credence.audit.AuditedToken;
import dev.credence.cloud.CloudExchangeException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the audit is told of an exchange. */
final class ExchangeEvent {
  private ExchangeEvent() {}

  static AuditEvent of(
      AuditedExchange asked,
      Instant time,
      Duration latency,
      String correlationId,
      @Nullable IdToken token,
      @Nullable Granted<?> granted,
      @Nullable CloudExchangeException failure) {
    AuditedExchange exchange =
        granted == null ? asked : asked.granted(Duration.between(time, granted.expiresAt()));
    AuditEventBuilder event = AuditEvent.exchange(time, verdict(failure), exchange);
    event.latency(latency).correlationId(correlationId);
    if (token != null) {
      event.token(told(token)).fingerprintOf(token.reveal());
    }
    if (failure != null) {
      event.reason(failure.code().orElse(failure.kind().name()));
    }
    return event.build();
  }

  private static Verdict verdict(@Nullable CloudExchangeException failure) {
    if (failure == null) {
      return Verdict.TRUSTED;
    }
    return failure.kind() == Kind.REFUSED ? Verdict.REJECTED : Verdict.UNDECIDED;
  }

  private static AuditedToken told(IdToken token) {
    Map<String, String> claims = token.unverifiedClaims();
    AuditedToken.Builder told = AuditedToken.unverified();
    told.audience(token.audiences()).expiresAt(token.expiresAt());
    claims.forEach((name, value) -> {
      switch (name) {
        case "iss" -> told.issuer(value);
        case "sub" -> told.subject(value);
        case "jti" -> told.id(value);
        case "aud", "exp", "nbf", "iat" -> {} // told by places of their own, or of no use here
        default -> told.claim(name, value);
      }
    });
    return told.build();
  }
}
