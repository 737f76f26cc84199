package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The whole attack catalogue on Credence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredenceAttackTest {
  private final CredenceUnderAttack credence = new CredenceUnderAttack();
  private AttackReport report;

  @BeforeAll
  void run() {
    report = AttackCatalogue.standard().run("Credence", credence::verifier);
  }

  @AfterAll
  void close() {
    credence.close();
  }

  @Test
  void every_attack_is_refused_and_every_control_accepted() {
    assertThat(report.failures()).isEmpty();
    assertThat(report.with(AttackResult.Verdict.NOT_RUN)).isEmpty();
    assertThat(report.passed()).isTrue();
  }

  @Test
  void every_attack_is_refused_for_the_expected_reason() {
    SoftAssertions all = new SoftAssertions();
    for (AttackResult result : report.results()) {
      all.assertThat(result.reason()).as(result.name()).isEqualTo(result.attack().reason());
    }
    all.assertAll();
  }

  @Test
  void no_attack_is_waited_for() {
    assertThat(report.results())
        .filteredOn(result -> result.attack().limit().isPresent())
        .isNotEmpty()
        .allSatisfy(
            result -> assertThat(result.duration()).isLessThan(result.attack().limit().get()));
  }

  @Test
  void no_exception_holds_a_piece_of_its_token() {
    assertThat(report.results()).filteredOn(AttackResult::leaks).isEmpty();
  }
}
