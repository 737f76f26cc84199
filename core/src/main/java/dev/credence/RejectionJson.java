package dev.credence;

import dev.credence.internal.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rejection as one line of JSON. */
final class RejectionJson {
  private RejectionJson() {}

  static String of(Rejection rejection, String detail) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("reason", rejection.reason().name());
    members.put("stage", rejection.stage().name());
    rejection.policy().ifPresent(policy -> members.put("policy", policy));
    members.put("correlationId", rejection.correlationId());
    members.put("verified", rejection.isVerified());
    if (!detail.isEmpty()) {
      members.put("detail", detail);
    }
    List<Map<String, Object>> mismatches =
        rejection.mismatches().stream()
            .map(mismatch -> members(mismatch, rejection.isVerified()))
            .toList();
    put(members, "mismatches", mismatches);
    put(members, "changes", rejection.changes().stream().map(RejectionJson::members).toList());
    return JsonText.of(members);
  }

  private static void put(
      Map<String, Object> members, String name, List<Map<String, Object>> values) {
    if (!values.isEmpty()) {
      members.put(name, values);
    }
  }

  /** What a token says stands under a name of its own until it is verified. */
  private static Map<String, Object> members(Mismatch mismatch, boolean verified) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("claim", mismatch.claim());
    members.put("required", mismatch.required());
    members.put(verified ? "found" : "unverified", mismatch.found());
    mismatch
        .nearMiss()
        .ifPresent(miss -> {
          members.put("nearMiss", miss.name());
          members.put("advice", miss.advice());
        });
    return members;
  }

  private static Map<String, Object> members(ProposedChange change) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("place", change.place().name());
    members.put("widening", change.isWidening());
    members.put("text", change.text());
    return members;
  }
}
