package dev.credence.examples.scoreboard;

import dev.credence.testkit.Attack;
import dev.credence.testkit.Attack.Duty;
import dev.credence.testkit.AttackReport;
import dev.credence.testkit.AttackResult;
import dev.credence.testkit.AttackResult.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what the runs of all libraries came to. */
final class ScoreboardPage {
  private static final String PREFACE =
      """
      # Scoreboard

      The [attack catalogue](cookbook/attacks.md) on Credence and on five libraries that Java programs verify tokens with.
      This page is written by the run itself:

      ```
      ./mvnw -q -Pcatalogue -Dscoreboard.page=docs/scoreboard.md
      ```

      Each library is set up as its own documentation shows, for one issuer, one audience and one algorithm, and with an exact value
      for each claim that names the job. The catalogue tells three kinds of attack apart, and only the first is a measure of a JWT library:

      * **Every verifier's duty**: otherwise someone without the issuer's key gets in, or a token does that its issuer, audience or times
        rule out, or the verifier is brought down.
      * **Strictness**: the issuer has signed the token, but two readers could understand it differently, or one token has several
        spellings, or the key set has an entry that should not be used. The RFCs leave most of it open, and some libraries document that they are lenient on
        purpose: to accept these is no defect of a general library. Credence refuses them because no CI issues them.
      * **Policies for CI jobs**: what only a policy can refuse. A library without such a policy needs code of one's own.

      An attack counts as withstood if the token was refused, in time and without a connection to where the attacker pointed. Each attack
      has a control, a sound token, which has to be accepted. What a library has no means for is not run and not counted. Where a second matters, each
      library is given a clock that stands still and a tolerance of 30 s, by its own means.
      """;

  private final Map<Peer, AttackReport> reports;
  private final LocalDate date;

  ScoreboardPage(Map<Peer, AttackReport> reports, LocalDate date) {
    this.reports = reports;
    this.date = date;
  }

  String markdown() {
    StringBuilder page = new StringBuilder(PREFACE);
    page.append("\nRun on ").append(date).append(", JDK ");
    page.append(Runtime.version().feature()).append(".\n\n");
    counts(page);
    configurations(page);
    for (Duty duty : Duty.values()) {
      differences(page, duty);
    }
    notRun(page);
    return page.toString();
  }

  private void counts(StringBuilder page) {
    page.append("| library | version |");
    for (Duty duty : Duty.values()) {
      page.append(' ').append(duty.title()).append(" |");
    }
    page.append(" controls accepted | not run |\n|---|---|---|---|---|---|---|\n");
    reports.forEach((peer, report) -> {
      page.append("| ").append(peer.name()).append(" | ").append(peer.version()).append(" |");
      for (Duty duty : Duty.values()) {
        page.append(' ').append(withstood(report, duty)).append(" |");
      }
      AttackReport.Tally all = report.tally();
      page.append(' ').append(all.accepted()).append(" of ").append(all.controls());
      page.append(" | ").append(all.notRun()).append(" |\n");
    });
  }

  private static String withstood(AttackReport report, Duty duty) {
    AttackReport.Tally tally = report.tally(result -> result.attack().duty() == duty);
    return tally.withstood() + " of " + tally.attacks();
  }

  private void configurations(StringBuilder page) {
    page.append("\n## How each is set up\n\n");
    reports
        .keySet()
        .forEach(peer ->
            page.append("* ")
                .append(peer.name())
                .append(": ")
                .append(peer.configuration())
                .append('\n'));
  }

  private void differences(StringBuilder page, Duty duty) {
    page.append("\n## Differences: ").append(duty.title()).append("\n\n");
    Map<String, Map<Peer, String>> rows = differences(duty);
    if (rows.isEmpty()) {
      page.append("None.\n");
      return;
    }
    page.append("Empty is as it should be, a dash was not run.\n\n| attack | references |");
    reports.keySet().forEach(peer -> page.append(' ').append(peer.name()).append(" |"));
    page.append("\n|---|---|").append("---|".repeat(reports.size())).append('\n');
    rows.forEach((name, cells) -> {
      page.append("| ").append(name).append(" |");
      reports.keySet().forEach(peer -> page.append(' ').append(cells.get(peer)).append(" |"));
      page.append('\n');
    });
  }

  /** A row for each attack that some library did not meet as it should be. */
  private Map<String, Map<Peer, String>> differences(Duty duty) {
    Map<String, Map<Peer, String>> rows = new LinkedHashMap<>();
    int size = reports.values().iterator().next().results().size();
    for (int i = 0; i < size; i++) {
      Map<Peer, String> cells = new LinkedHashMap<>();
      boolean differs = false;
      for (Map.Entry<Peer, AttackReport> run : reports.entrySet()) {
        AttackResult result = run.getValue().results().get(i);
        cells.put(run.getKey(), cell(result));
        differs |= result.verdict() == Verdict.FAILED;
      }
      AttackResult any = reports.values().iterator().next().results().get(i);
      if (differs && any.attack().duty() == duty) {
        rows.put(row(any), cells);
      }
    }
    return rows;
  }

  private static String row(AttackResult result) {
    Attack attack = result.attack();
    return "`"
        + result.name()
        + "` "
        + attack.title()
        + " | "
        + String.join(", ", attack.references());
  }

  private static String cell(AttackResult result) {
    return switch (result.verdict()) {
      case PASSED -> "";
      case NOT_RUN -> "–";
      default -> result.problem().replace("it was ", "").replace("the control was", "control");
    };
  }

  private void notRun(StringBuilder page) {
    page.append("\n## Not run\n\n");
    reports.forEach((peer, report) -> {
      List<String> notes = new ArrayList<>();
      for (AttackResult result : report.results()) {
        if (result.verdict() == Verdict.NOT_RUN && !notes.contains(result.note())) {
          notes.add(result.note());
        }
      }
      page.append("* ").append(peer.name()).append(": ");
      page.append(notes.isEmpty() ? "nothing" : String.join("; ", notes)).append('\n');
    });
  }

  /** The counts and the differences, for a console. */
  String summary() {
    StringBuilder text = new StringBuilder();
    reports.forEach((peer, report) -> {
      AttackReport.Tally all = report.tally();
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %-9s attacks refused %3d of %3d (%s; %s; %s), controls accepted %3d of %3d,"
                  + " not run %d%n",
              peer.name(),
              peer.version(),
              all.withstood(),
              all.attacks(),
              withstood(report, Duty.EVERY_VERIFIER),
              withstood(report, Duty.STRICT_VERIFIER),
              withstood(report, Duty.CI_POLICY),
              all.accepted(),
              all.controls(),
              all.notRun()));
    });
    text.append("In brackets: every verifier's duty; strictness; policies for CI jobs.\n");
    reports.forEach((peer, report) -> {
      text.append(peer.name()).append(", differences: ");
      text.append(report.failures().isEmpty() ? "none" : "").append('\n');
      for (AttackResult failure : report.failures()) {
        text.append("  ").append(failure.name()).append(": ");
        text.append(failure.problem()).append('\n');
      }
    });
    return text.toString();
  }
}
