package dev.credence.testkit;

import dev.credence.testkit.Attack.Duty;
import dev.credence.testkit.AttackResult.Verdict;

/** Writes an {@link AttackReport} for people. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(AttackReport report) {
    StringBuilder page = new StringBuilder();
    page.append("# Attack catalogue: ").append(cell(report.subject())).append("\n\n");
    page.append("| whose duty | attacks withstood | controls accepted | not run |\n");
    page.append("|---|---|---|---|\n");
    for (Duty duty : Duty.values()) {
      row(page, duty.title(), report.tally(result -> result.attack().duty() == duty));
    }
    row(page, "all", report.tally());
    failures(page, report);
    exceptions(page, report);
    notRun(page, report);
    return page.toString();
  }

  private static void row(StringBuilder page, String title, AttackReport.Tally tally) {
    page.append("| ").append(title);
    page.append(" | ").append(tally.withstood()).append(" of ").append(tally.attacks());
    page.append(" | ").append(tally.accepted()).append(" of ").append(tally.controls());
    page.append(" | ").append(tally.notRun()).append(" |\n");
  }

  private static void failures(StringBuilder page, AttackReport report) {
    if (report.failures().isEmpty()) {
      page.append("\nNothing failed.\n");
      return;
    }
    page.append("\n## Failures\n\n| attack | what it is | references | what happened |\n");
    page.append("|---|---|---|---|\n");
    for (AttackResult result : report.failures()) {
      page.append("| `").append(result.name()).append("` | ");
      page.append(cell(result.attack().title())).append(" | ");
      page.append(cell(String.join(", ", result.attack().references()))).append(" | ");
      page.append(cell(result.problem())).append(" |\n");
    }
  }

  private static void exceptions(StringBuilder page, AttackReport report) {
    if (report.with(Verdict.EXCEPTED).isEmpty() && report.unneededExceptions().isEmpty()) {
      return;
    }
    page.append("\n## Exceptions\n\n| attack | what happened | why that is accepted |\n");
    page.append("|---|---|---|\n");
    for (AttackResult result : report.with(Verdict.EXCEPTED)) {
      page.append("| `").append(result.name()).append("` | ");
      page.append(cell(result.problem())).append(" | ");
      page.append(cell(result.exception().orElse(""))).append(" |\n");
    }
    for (String id : report.unneededExceptions()) {
      page.append("| `").append(id).append("` | nothing: remove this exception | |\n");
    }
  }

  private static void notRun(StringBuilder page, AttackReport report) {
    if (report.with(Verdict.NOT_RUN).isEmpty()) {
      return;
    }
    page.append("\n## Not run\n\n| attack | why not |\n|---|---|\n");
    for (AttackResult result : report.with(Verdict.NOT_RUN)) {
      page.append("| `").append(result.name()).append("` | ");
      page.append(cell(result.note())).append(" |\n");
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ").replace("\r", " ");
  }
}
