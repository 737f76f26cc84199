package dev.credence.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an {@link AttackReport} for programs. */
final class JsonReport {
  private JsonReport() {}

  static String of(AttackReport report) {
    AttackReport.Tally tally = report.tally();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("subject", report.subject());
    document.put("passed", report.passed());
    document.put("attacks", tally.attacks());
    document.put("withstood", tally.withstood());
    document.put("controls", tally.controls());
    document.put("controlsAccepted", tally.accepted());
    document.put("notRun", tally.notRun());
    document.put("unneededExceptions", report.unneededExceptions());
    document.put("results", report.results().stream().map(JsonReport::result).toList());
    return JsonText.of(document);
  }

  private static Map<String, Object> result(AttackResult result) {
    Attack attack = result.attack();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", attack.id());
    members.put("algorithm", result.algorithm().joseName());
    members.put("title", attack.title());
    members.put("family", attack.family().name());
    members.put("duty", attack.duty().name());
    members.put("references", List.copyOf(attack.references()));
    members.put("expectation", attack.expectation().name());
    members.put("verdict", result.verdict().name());
    members.put("outcome", result.outcome().name());
    members.put("control", result.controlOutcome().name());
    members.put("milliseconds", result.duration().toMillis());
    members.put("leaks", result.leaks());
    members.put("problem", result.problem());
    result.exception().ifPresent(reason -> members.put("exception", reason));
    result.reason().ifPresent(reason -> members.put("reason", reason.name()));
    return members;
  }
}
