package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.Attack.Duty;
import dev.credence.testkit.Attack.Expectation;
import dev.credence.testkit.Attack.Family;
import dev.credence.testkit.AttackResult.Outcome;
import dev.credence.testkit.AttackResult.Verdict;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue judges verifiers: a bad one must not get away with it. */
class AttackCatalogueTest {
  private static final AttackCatalogue SMALL =
      AttackCatalogue.standard()
          .algorithms(SignatureAlgorithm.RS256)
          .only(attack -> attack.family() == Family.S);

  @Test
  void ids_are_unique_and_begin_with_their_family() {
    List<Attack> attacks = AttackCatalogue.standard().attacks();
    assertThat(attacks).extracting(Attack::id).doesNotHaveDuplicates();
    assertThat(attacks)
        .allSatisfy(attack -> assertThat(attack.id()).matches("[SHJCKFGPLR][0-9]+-[a-z0-9A-Z-]+"))
        .allSatisfy(attack -> assertThat(attack.references()).isNotEmpty())
        .allSatisfy(attack -> assertThat(attack.title()).isNotBlank().doesNotEndWith("."));
    assertThat(attacks).extracting(Attack::family).contains(Family.values());
    assertThat(attacks).extracting(Attack::expectation).contains(Expectation.values());
  }

  @Test
  void a_verifier_that_refuses_everything_fails_by_its_controls() {
    AttackReport report =
        AttackCatalogue.standard()
            .algorithms(SignatureAlgorithm.RS256)
            .run(
                "refuses",
                scene ->
                    token -> {
                      throw new IllegalArgumentException("no");
                    });
    assertThat(report.passed()).isFalse();
    assertThat(report.results())
        .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(Verdict.FAILED));
    assertThat(report.tally().withstood()).isEqualTo(report.tally().attacks());
    assertThat(report.tally().accepted()).isZero();
    assertThat(report.results().get(0).problem()).isEqualTo("the control was refused");
  }

  @Test
  void a_verifier_that_accepts_everything_fails_by_its_attacks() {
    AttackReport report =
        AttackCatalogue.standard()
            .algorithms(SignatureAlgorithm.RS256)
            .run("accepts", scene -> token -> {});
    assertThat(report.passed()).isFalse();
    assertThat(report.tally().withstood()).isZero();
    assertThat(report.tally().accepted()).isEqualTo(report.tally().controls());
    assertThat(report.results().get(0).problem()).isEqualTo("it was accepted");
  }

  @Test
  void a_verifier_that_overflows_the_stack_is_broken_and_has_not_refused() {
    AttackReport report =
        SMALL.run(
            "overflows",
            scene ->
                token -> {
                  throw new StackOverflowError();
                });
    assertThat(report.results())
        .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.BROKE));
    assertThat(report.failures()).hasSize(report.results().size());
  }

  @Test
  void a_verifier_that_cannot_be_made_fails_everything() {
    AttackReport report =
        SMALL.run(
            "unmade",
            scene -> {
              throw new IllegalStateException("no keys");
            });
    assertThat(report.failures()).hasSize(report.results().size());
  }

  @Test
  void a_verifier_without_the_means_is_not_run_and_has_not_passed() {
    AttackReport report =
        SMALL.run(
            "without",
            scene -> {
              throw new UnsupportedOperationException("has no RS256");
            });
    assertThat(report.tally().notRun()).isEqualTo(report.results().size());
    assertThat(report.passed()).isFalse();
    assertThat(report.toMarkdown()).contains("has no RS256");
  }

  @Test
  void a_verifier_that_fetches_what_a_header_names_has_called_out() {
    AttackReport report =
        AttackCatalogue.standard()
            .only(attack -> attack.id().equals("H8-jku"))
            .run(
                "calls",
                scene ->
                    token -> {
                      if (token.split("\\.")[0].length() > scene.token().sign().indexOf('.')) {
                        new Socket("127.0.0.1", scene.canary().url().getPort()).close();
                        scene.canary().awaitConnection(Duration.ofSeconds(5));
                        throw new IllegalArgumentException("no");
                      }
                    });
    assertThat(report.failures()).isNotEmpty();
    assertThat(report.failures().get(0).problem())
        .isEqualTo("an address of the attacker's was connected to");
  }

  @Test
  void a_message_with_the_token_is_a_leak() {
    AttackReport report =
        SMALL.run(
            "leaks",
            scene ->
                token -> {
                  throw new IllegalArgumentException("refused: " + token);
                });
    assertThat(report.results())
        .filteredOn(result -> result.attack().id().equals("S1-leading-space"))
        .isNotEmpty()
        .allSatisfy(result -> assertThat(result.leaks()).isTrue());
  }

  @Test
  void an_exception_needs_a_reason_and_an_attack() {
    assertThatThrownBy(() -> SMALL.except("S1-leading-space", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An exception needs a written reason, and \"S1-leading-space\" is given none");
    assertThatThrownBy(() -> SMALL.except("S99", "because"))
        .hasMessageContaining("no attack \"S99\"");
  }

  @Test
  void an_exception_covers_its_attack_and_is_in_every_report() {
    AttackReport report =
        SMALL
            .only(attack -> attack.id().equals("S12-bearer"))
            .except("S12-bearer", "the prefix is cut off")
            .run("accepts", scene -> token -> {});
    assertThat(report.results()).extracting(AttackResult::verdict).containsOnly(Verdict.EXCEPTED);
    assertThat(report.passed()).isTrue();
    assertThat(report.toMarkdown()).contains("the prefix is cut off");
    assertThat(report.toJson()).contains("the prefix is cut off");
    assertThat(report.toSarif()).contains("\"justification\":\"the prefix is cut off\"");
  }

  @Test
  void an_exception_that_is_not_needed_fails_the_run() {
    try (CredenceUnderAttack credence = new CredenceUnderAttack()) {
      AttackReport report =
          SMALL.except("S12-bearer", "the prefix is cut off").run("Credence", credence::verifier);
      assertThat(report.failures()).isEmpty();
      assertThat(report.unneededExceptions()).containsExactly("S12-bearer");
      assertThat(report.passed()).isFalse();
      assertThat(report.toMarkdown()).contains("remove this exception");
    }
  }

  @Test
  void no_report_holds_a_token() {
    List<String> seen = new ArrayList<>();
    AttackReport report = SMALL.run("records", scene -> seen::add);
    String reports = report.toMarkdown() + report.toJson() + report.toSarif() + report.results();
    assertThat(seen).isNotEmpty();
    for (String token : seen) {
      int dot = token.indexOf('.');
      if (dot > 40 && token.startsWith("eyJ")) {
        assertThat(reports).doesNotContain(token.substring(dot + 1, dot + 17));
      }
    }
  }

  @Test
  void the_duties_are_all_taken() {
    assertThat(AttackCatalogue.standard().attacks())
        .extracting(Attack::duty)
        .contains(Duty.values());
  }
}
