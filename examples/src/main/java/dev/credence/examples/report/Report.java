package dev.credence.examples.report;

import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.document.PolicyDocument;
import dev.credence.document.PolicyDocumentException;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.CiIssuer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who can get what by a document of policies, as a page to read before it goes live. */
public final class Report {
  /** The report asks each policy once for each kind of job. */
  private static final int REMEMBERED_TOKENS = 100_000;

  private Report() {}

  /**
   * Makes the page.
   *
   * @param file the document
   * @return HTML that needs nothing else
   * @throws PolicyDocumentException if the document has a mistake
   * @throws KeysUnavailableException never, as the keys are those of fake CIs in this process
   */
  public static String of(Path file) throws KeysUnavailableException {
    TrustPolicySet policies = PolicyDocument.load(file, ReplayGuard.inMemory(REMEMBERED_TOKENS));
    Path name = file.getFileName();
    return of(name == null ? file.toString() : name.toString(), policies.policies());
  }

  private static String of(String title, List<TrustPolicy> policies)
      throws KeysUnavailableException {
    List<TrustPolicy> unmapped = new ArrayList<>(policies);
    List<AccessMap> maps = new ArrayList<>();
    for (CiScenarios<?> ci : KnownCis.all()) {
      map(ci, policies).ifPresent(maps::add);
      unmapped.removeIf(ci::covers);
      ci.fake().close();
    }
    return ReportPage.of(title, maps, unmapped);
  }

  private static <I extends CiIssuer<I>> Optional<AccessMap> map(
      CiScenarios<I> ci, List<TrustPolicy> policies) throws KeysUnavailableException {
    List<TrustPolicy> covered = policies.stream().filter(ci::covers).toList();
    return covered.isEmpty() ? Optional.empty() : Optional.of(AccessMap.of(ci, covered));
  }
}
