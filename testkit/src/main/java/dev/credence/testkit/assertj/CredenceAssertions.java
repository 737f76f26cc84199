package dev.credence.testkit.assertj;

import dev.credence.Decision;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of the assertions on decisions.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="assertj"}
 */
public final class CredenceAssertions {
  private CredenceAssertions() {}

  /**
   * Starts assertions on a decision.
   *
   * @param actual what {@link dev.credence.TrustPolicy#evaluate(String)} returned
   * @return the assertions
   */
  public static DecisionAssert assertThat(@Nullable Decision actual) {
    return new DecisionAssert(actual);
  }
}
