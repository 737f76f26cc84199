package dev.credence.examples.report;

import dev.credence.Decision;
import dev.credence.Mismatch;
import dev.credence.Rejection;
import dev.credence.TrustPolicy;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.CiIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which jobs of one CI which policies trust: the policies' own verdicts on tokens of every kind of
 * job.
 *
 * @param ci the CI's name
 * @param columns what may knock, the job that is meant first
 * @param rows the policies
 */
record AccessMap(String ci, List<Column> columns, List<Row> rows) {
  private static final Column MEANT =
      new Column("As written", "A job with just what the policy asks for.", false);

  /** A kind of job. */
  record Column(String title, String note, boolean byOutsiders) {}

  /** A policy and its verdicts, one for each column. */
  record Row(TrustPolicy policy, List<Cell> cells) {}

  /**
   * A verdict.
   *
   * @param trusted whether the job is trusted
   * @param reasons what is to blame, each in a word, for a glance
   * @param explanation in full
   */
  record Cell(boolean trusted, List<String> reasons, String explanation) {}

  static <I extends CiIssuer<I>> AccessMap of(CiScenarios<I> ci, List<TrustPolicy> policies)
      throws KeysUnavailableException {
    List<Scenario<I>> scenarios = ci.columns(policies);
    List<Row> rows = new ArrayList<>();
    for (TrustPolicy policy : policies) {
      TrustPolicy tried = policy.withKeys(ci.fake().keys());
      List<Cell> cells = new ArrayList<>();
      cells.add(verdict(tried, StagedJob.meant(policy, ci)));
      for (Scenario<I> scenario : scenarios) {
        cells.add(verdict(tried, StagedJob.of(policy, ci, scenario)));
      }
      rows.add(new Row(policy, cells));
    }
    return new AccessMap(ci.name(), columns(scenarios), rows);
  }

  private static <I> List<Column> columns(List<Scenario<I>> scenarios) {
    return Stream.concat(
            Stream.of(MEANT),
            scenarios.stream().map(s -> new Column(s.title(), s.note(), s.byOutsiders())))
        .toList();
  }

  private static Cell verdict(TrustPolicy policy, String token) throws KeysUnavailableException {
    Decision decision = policy.evaluate(token);
    if (decision instanceof Decision.Rejected rejected) {
      Rejection rejection = rejected.rejection();
      return new Cell(false, reasons(rejection), rejection.explain());
    }
    return new Cell(true, List.of(), "Trusted.");
  }

  private static List<String> reasons(Rejection rejection) {
    List<String> claims = rejection.mismatches().stream().map(Mismatch::claim).distinct().toList();
    return claims.isEmpty() ? List.of(rejection.reason().name()) : claims;
  }
}
