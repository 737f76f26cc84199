package dev.credence.testkit;

import dev.credence.testkit.Attack.Duty;
import dev.credence.testkit.AttackResult.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes an {@link AttackReport} for code scanning: SARIF 2.1.0. */
final class SarifReport {
  private SarifReport() {}

  static String of(AttackReport report) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Credence attack catalogue");
    driver.put(
        "rules",
        report.results().stream()
            .map(AttackResult::attack)
            .distinct()
            .map(SarifReport::rule)
            .toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put(
        "results",
        Stream.concat(report.failures().stream(), report.with(Verdict.EXCEPTED).stream())
            .map(result -> result(report, result))
            .toList());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    document.put("version", "2.1.0");
    document.put("runs", List.of(run));
    return JsonText.of(document);
  }

  private static Map<String, Object> rule(Attack attack) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", attack.id());
    rule.put("shortDescription", text(attack.title()));
    rule.put("fullDescription", text(String.join(", ", attack.references())));
    rule.put("properties", Map.of("tags", List.of("security", attack.duty().title())));
    return rule;
  }

  private static Map<String, Object> result(AttackReport report, AttackResult result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("ruleId", result.attack().id());
    members.put("level", result.attack().duty() == Duty.EVERY_VERIFIER ? "error" : "warning");
    members.put(
        "message",
        text(report.subject() + ": " + result.attack().title() + ": " + result.problem()));
    members.put(
        "partialFingerprints",
        Map.of("attack", result.attack().id() + "/" + result.algorithm().joseName()));
    result
        .exception()
        .ifPresent(why ->
            members.put("suppressions", List.of(Map.of("kind", "external", "justification", why))));
    members.put("locations", List.of(location(report)));
    return members;
  }

  /** A verifier has no line of code, but code scanning wants a place. */
  private static Map<String, Object> location(AttackReport report) {
    return Map.of("logicalLocations", List.of(Map.of("name", report.subject())));
  }

  private static Map<String, Object> text(String text) {
    return Map.of("text", text);
  }
}
