package dev.credence.testkit;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What became of a run of the {@link AttackCatalogue} on one verifier. Holds no token and no key.
 * Immutable and thread-safe.
 */
public final class AttackReport {
  private final String subject;
  private final List<AttackResult> results;
  private final List<String> unneededExceptions;

  AttackReport(String subject, List<AttackResult> results, List<String> unneededExceptions) {
    this.subject = Objects.requireNonNull(subject, "subject");
    this.results = List.copyOf(results);
    this.unneededExceptions = List.copyOf(unneededExceptions);
  }

  /**
   * How many of how many.
   *
   * @param attacks how many attacks were tried
   * @param withstood how many of them were met as they should be
   * @param controls how many tokens were tried that are to be accepted
   * @param accepted how many of them were
   * @param notRun how many attacks were not tried
   */
  public record Tally(int attacks, int withstood, int controls, int accepted, int notRun) {}

  /**
   * Counts results.
   *
   * @param counted tells which
   * @return the counts; each attack's control is one, and so is each {@link
   *     Attack.Expectation#MUST_ACCEPT}
   */
  public Tally tally(Predicate<AttackResult> counted) {
    int attacks = 0;
    int withstood = 0;
    int controls = 0;
    int accepted = 0;
    int notRun = 0;
    for (AttackResult result : results) {
      if (!counted.test(result)) {
        continue;
      }
      if (result.verdict() == AttackResult.Verdict.NOT_RUN) {
        notRun++;
        continue;
      }
      controls++;
      accepted += result.isControlMet() ? 1 : 0;
      if (result.attack().expectation() == Attack.Expectation.MUST_ACCEPT) {
        controls++;
        accepted += result.isAttackMet() ? 1 : 0;
      } else {
        attacks++;
        withstood += result.isAttackMet() ? 1 : 0;
      }
    }
    return new Tally(attacks, withstood, controls, accepted, notRun);
  }

  /**
   * Counts all results.
   *
   * @return the counts
   */
  public Tally tally() {
    return tally(result -> true);
  }

  /**
   * What the verifier is called.
   *
   * @return the name given to the run
   */
  public String subject() {
    return subject;
  }

  /**
   * All results.
   *
   * @return an unmodifiable list in the order of the run
   */
  public List<AttackResult> results() {
    return results;
  }

  /**
   * The results that are not as they should be and that no exception covers.
   *
   * @return an unmodifiable list, empty if all is well
   */
  public List<AttackResult> failures() {
    return with(AttackResult.Verdict.FAILED);
  }

  List<AttackResult> with(AttackResult.Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).toList();
  }

  /**
   * The exceptions that nothing came of, which are to be removed.
   *
   * @return ids of attacks that are withstood after all
   */
  public List<String> unneededExceptions() {
    return unneededExceptions;
  }

  /**
   * Tells whether all is as it should be.
   *
   * @return true if something was run, nothing failed, and each exception is needed
   */
  public boolean passed() {
    return tally().attacks() > 0 && failures().isEmpty() && unneededExceptions.isEmpty();
  }

  /**
   * The report for people.
   *
   * @return a page in Markdown
   */
  public String toMarkdown() {
    return MarkdownReport.of(this);
  }

  /**
   * The report for programs.
   *
   * @return a JSON document with every result
   */
  public String toJson() {
    return JsonReport.of(this);
  }

  /**
   * The report for code scanning.
   *
   * @return a document in SARIF 2.1.0, with a rule for each attack and a result for each failure
   * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
   */
  public String toSarif() {
    return SarifReport.of(this);
  }

  @Override
  public String toString() {
    return "AttackReport[" + subject + ", " + tally() + "]";
  }
}
