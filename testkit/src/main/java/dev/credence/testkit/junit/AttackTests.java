package dev.credence.testkit.junit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.Attack;
import dev.credence.testkit.AttackCatalogue;
import dev.credence.testkit.AttackResult;
import dev.credence.testkit.AttackRun;
import dev.credence.testkit.TokenVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The {@link AttackCatalogue} as tests of JUnit, one for each attack, in a container for each
 * algorithm.
 *
 * {@snippet class="snippets.AttackSnippetsTest" region="junit"}
 */
public final class AttackTests {
  private final AttackCatalogue catalogue;
  private final AttackRun run;
  private final List<AttackResult> results = new ArrayList<>();

  private AttackTests(AttackCatalogue catalogue, AttackRun run) {
    this.catalogue = catalogue;
    this.run = run;
  }

  /**
   * Makes the tests for a {@code @TestFactory}.
   *
   * @param catalogue what is tried, with its exceptions
   * @param factory makes the verifier under test
   * @return a test for each attack; an attack that the verifier has no means for is skipped with
   *     the reason, and a last test fails if an exception of the catalogue is not needed
   */
  public static Stream<DynamicNode> of(AttackCatalogue catalogue, TokenVerifier.Factory factory) {
    return new AttackTests(catalogue, catalogue.start(factory)).nodes();
  }

  private Stream<DynamicNode> nodes() {
    Stream<DynamicNode> attacks =
        catalogue.algorithms().stream()
            .map(algorithm ->
                dynamicContainer(
                    algorithm.joseName(),
                    catalogue.attacks().stream()
                        .filter(attack -> attack.algorithms().contains(algorithm))
                        .map(attack -> test(attack, algorithm))));
    return Stream.concat(
            attacks, Stream.of(dynamicTest("every exception is needed", this::requireNeeded)))
        .onClose(run::close);
  }

  private DynamicTest test(Attack attack, SignatureAlgorithm algorithm) {
    return dynamicTest(attack.id(), () -> check(run.result(attack, algorithm)));
  }

  private void check(AttackResult result) {
    results.add(result);
    switch (result.verdict()) {
      case PASSED, EXCEPTED -> {}
      case NOT_RUN -> Assumptions.abort("not run: " + result.attack().title());
      case FAILED ->
          Assertions.fail(
              result.name()
                  + ": "
                  + result.problem()
                  + ". "
                  + result.attack().title()
                  + " "
                  + result.attack().references());
    }
  }

  private void requireNeeded() {
    Assertions.assertEquals(
        List.of(), run.unneededExceptions(results), "exceptions that nothing came of; remove them");
  }
}
