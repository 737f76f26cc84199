package dev.credence.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.testkit.AttackCatalogue;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the page of attacks to the catalogue, and to the tests that it names. */
class AttackPageTest {
  private static List<String> rows() throws IOException {
    return NamedTest.rows("attacks.md", "id");
  }

  /** The ids of a row such as {@code S1–S6} or {@code K13}. */
  private static Stream<String> ids(String row) {
    String[] ends = row.substring(2, row.indexOf(" |")).split("–", -1);
    return IntStream.rangeClosed(number(ends[0]), number(ends[ends.length - 1]))
        .mapToObj(each -> ends[0].charAt(0) + String.valueOf(each));
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }

  static Stream<NamedTest> tests() throws IOException {
    return rows().stream().flatMap(NamedTest::in);
  }

  @Test
  void every_id_of_the_catalogue_is_said_to_be_there_and_no_other_row() throws IOException {
    Set<String> inCatalogue =
        AttackCatalogue.standard().attacks().stream()
            .map(attack -> attack.id().substring(0, attack.id().indexOf('-')))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> said = new TreeSet<>();
    for (String row : rows()) {
      Set<String> ids = ids(row).collect(Collectors.toCollection(TreeSet::new));
      if (row.contains("| catalogue")) {
        said.addAll(ids);
        assertThat(inCatalogue).as(row).containsAnyElementsOf(ids);
      } else {
        assertThat(inCatalogue).as(row).doesNotContainAnyElementsOf(ids);
        assertThat(row).containsPattern(NamedTest.LINK);
      }
    }
    assertThat(said).containsAll(inCatalogue);
  }

  @Test
  void every_id_is_there_once_and_none_is_left_out() throws IOException {
    List<String> ids = rows().stream().flatMap(AttackPageTest::ids).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    for (String id : ids) {
      if (number(id) > 1) {
        assertThat(ids).contains(id.charAt(0) + String.valueOf(number(id) - 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tests")
  void a_test_that_is_named_exists(NamedTest named) throws IOException {
    named.assertThatItExists();
  }
}
