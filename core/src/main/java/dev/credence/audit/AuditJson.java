package dev.credence.audit;

import dev.credence.internal.json.JsonText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An event as one line of JSON. */
final class AuditJson {
  private AuditJson() {}

  static String of(AuditEvent event) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("time", event.time().toString());
    members.put("kind", event.kind().name());
    members.put("verdict", event.verdict().name());
    put(members, "policies", event.policies());
    put(members, "reason", event.reason());
    put(members, "stage", event.stage());
    put(members, "mismatches", event.mismatches());
    put(members, "grants", event.grants());
    put(members, "latencyMicros", event.latency().map(AuditJson::micros));
    put(members, "correlationId", event.correlationId());
    put(members, "fingerprint", event.fingerprint());
    event.token().ifPresent(token -> members.put(nameOf(token), members(token)));
    event.exchange().ifPresent(exchange -> members.put("exchange", members(exchange)));
    if (event.lost() > 0) {
      members.put("lost", event.lost());
    }
    return JsonText.of(members);
  }

  /** What a token's words stand under: nobody who looks for verified ones finds others. */
  static String nameOf(AuditedToken token) {
    return token.isVerified() ? "token" : "unverified";
  }

  static long micros(Duration latency) {
    return TimeUnit.NANOSECONDS.toMicros(latency.toNanos());
  }

  private static Map<String, Object> members(AuditedToken token) {
    Map<String, Object> members = new LinkedHashMap<>();
    put(members, "issuer", token.issuer());
    put(members, "subject", token.subject());
    put(members, "audience", token.audience());
    put(members, "id", token.id());
    put(members, "expiresAt", token.expiresAt().map(Object::toString));
    if (!token.claims().isEmpty()) {
      members.put("claims", token.claims());
    }
    return members;
  }

  private static Map<String, Object> members(AuditedExchange exchange) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("cloud", exchange.cloud());
    members.put("principal", exchange.principal());
    put(members, "account", exchange.account());
    put(members, "lifetimeSeconds", exchange.lifetime().map(Duration::toSeconds));
    return members;
  }

  private static void put(Map<String, Object> members, String name, Optional<?> value) {
    value.ifPresent(present -> members.put(name, present));
  }

  private static void put(Map<String, Object> members, String name, List<String> values) {
    if (!values.isEmpty()) {
      members.put(name, values);
    }
  }
}
