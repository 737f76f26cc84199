package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "audience, audience, 0",
    "audiance, audience, 1",
    "audince, audience, 1",
    "audiencee, audience, 1",
    "auidence, audience, 1",
    "clock_skew, clockSkew, 2",
    "isoneof, isOneOf, 2",
    "'', is, 2",
    "require, requires, 1",
  })
  void distance_counts_letters_to_change(String a, String b, int distance) {
    assertThat(Names.distance(a, b)).isEqualTo(distance);
    assertThat(Names.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void distance_beyond_the_limit_is_only_told_to_be_beyond() {
    assertThat(Names.distance("name", "audience")).isGreaterThan(2);
    assertThat(Names.distance("grants", "frobnicate")).isGreaterThan(2);
  }

  @Test
  void nearest_name_is_suggested() {
    List<String> known = List.of("is", "isNot", "claim");

    assertThat(Names.nearest("claims", known)).contains("claim");
    assertThat(Names.nearest("isnt", known)).contains("isNot");
    assertThat(Names.nearest("iss", known)).contains("is");
  }

  @Test
  void short_name_is_not_suggested_for_any_other() {
    assertThat(Names.nearest("of", List.of("is"))).isEmpty();
    assertThat(Names.nearest("", List.of("is"))).isEmpty();
  }

  @Test
  void names_are_listed_as_in_a_sentence() {
    assertThat(Names.listed(List.of("a"), "or")).isEqualTo("\"a\"");
    assertThat(Names.listed(List.of("a", "b"), "or")).isEqualTo("\"a\" or \"b\"");
    assertThat(Names.listed(List.of("a", "b", "c"), "and")).isEqualTo("\"a\", \"b\" and \"c\"");
  }
}
