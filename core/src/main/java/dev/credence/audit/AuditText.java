package dev.credence.audit;

import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An event as names and values for people: each value on one line, at most 64 code points long, and
 * in quotes unless it is one plain word, so that none can pass for a name and a value of its own.
 */
final class AuditText {
  private AuditText() {}

  static String of(AuditEvent event) {
    return joined("AuditEvent", fields(event));
  }

  static String of(AuditedToken token) {
    return joined("AuditedToken", fields(token));
  }

  static String of(AuditedExchange exchange) {
    return joined("AuditedExchange", fields(exchange));
  }

  private static String joined(String type, Map<String, Object> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(", ", type + "[", "]"));
  }

  /** A sentence without a full stop: what happened, for a reader who sees no fields. */
  static String headline(AuditEvent event) {
    if (event.kind() == AuditEvent.Kind.LOSS) {
      return event.lost() + " audit events lost";
    }
    String done =
        switch (event.verdict()) {
          case TRUSTED -> "trusted";
          case REJECTED -> "rejected";
          case UNDECIDED -> "not decided on";
        };
    return "CI token "
        + done
        + by(event)
        + event.reason().map(reason -> ": " + word(reason)).orElse("")
        + event.correlationId().map(id -> ", reference " + word(id)).orElse("");
  }

  private static String by(AuditEvent event) {
    List<String> policies = event.policies();
    if (policies.isEmpty()) {
      return event.exchange().map(exchange -> " by " + word(exchange.cloud())).orElse("");
    }
    String others = policies.size() == 1 ? "" : " and " + (policies.size() - 1) + " more";
    return " by " + SafeText.quote(policies.get(0)) + others;
  }

  static Map<String, Object> fields(AuditEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", event.time());
    fields.put("kind", event.kind());
    fields.put("verdict", event.verdict());
    put(fields, "policies", event.policies());
    put(fields, "reason", event.reason());
    put(fields, "stage", event.stage());
    put(fields, "mismatches", event.mismatches());
    put(fields, "grants", event.grants());
    event.latency().ifPresent(latency -> fields.put("latencyMicros", AuditJson.micros(latency)));
    put(fields, "correlationId", event.correlationId());
    put(fields, "fingerprint", event.fingerprint());
    event.token().ifPresent(token -> fields.putAll(fields(token)));
    event.exchange().ifPresent(exchange -> fields.putAll(fields(exchange)));
    if (event.lost() > 0) {
      fields.put("lost", event.lost());
    }
    return fields;
  }

  private static Map<String, Object> fields(AuditedToken token) {
    String prefix = AuditJson.nameOf(token) + ".";
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, prefix + "issuer", token.issuer());
    put(fields, prefix + "subject", token.subject());
    put(fields, prefix + "audience", token.audience());
    put(fields, prefix + "id", token.id());
    token.expiresAt().ifPresent(time -> fields.put(prefix + "expiresAt", time));
    token
        .claims()
        .forEach((name, value) -> fields.put(prefix + "claims." + word(name), word(value)));
    return fields;
  }

  private static Map<String, Object> fields(AuditedExchange exchange) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("exchange.cloud", word(exchange.cloud()));
    fields.put("exchange.principal", word(exchange.principal()));
    put(fields, "exchange.account", exchange.account());
    exchange
        .lifetime()
        .map(Duration::toSeconds)
        .ifPresent(seconds -> fields.put("exchange.lifetimeSeconds", seconds));
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, Optional<String> value) {
    value.ifPresent(present -> fields.put(name, word(present)));
  }

  private static void put(Map<String, Object> fields, String name, List<String> values) {
    if (!values.isEmpty()) {
      fields.put(name, SafeText.quote(values));
    }
  }

  private static String word(String text) {
    boolean plain = !text.isEmpty() && text.chars().allMatch(AuditText::isPlain);
    return plain ? SafeText.name(text) : SafeText.quote(text);
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7f && "\"\\=,[]{}".indexOf(c) < 0;
  }
}
