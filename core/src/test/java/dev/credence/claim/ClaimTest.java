package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.internal.json.JsonNull;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimTest {
  private static final StringClaim NESTED = Claim.string("kubernetes.io", "pod", "name");

  @Test
  void each_kind_names_its_type() {
    assertThat(Claim.string("c").typeName()).isEqualTo("string");
    assertThat(Claim.bool("c").typeName()).isEqualTo("boolean");
    assertThat(Claim.integer("c").typeName()).isEqualTo("integer");
    assertThat(Claim.strings("c").typeName()).isEqualTo("array of strings");
    assertThat(Claim.strings("c").type()).isEqualTo(ClaimType.STRING_LIST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ref", "repository_id", "org-id", "https://aws/tags", "Ref2"})
  void plain_name_is_shown_as_it_is(String name) {
    assertThat(Claim.string(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "kubernetes.io | \"kubernetes.io\"",
        "two words     | \"two words\"",
        "a\"b          | \"a\\\"b\"",
        "a\\b          | \"a\\\\b\"",
        "größe         | \"größe\"",
        "😀            | \"😀\""
      })
  void odd_name_is_shown_in_quotes(String name, String shown) {
    assertThat(Claim.string(name).name()).isEqualTo(shown);
  }

  @Test
  void nested_claim_is_shown_with_dots() {
    assertThat(NESTED.path()).containsExactly("kubernetes.io", "pod", "name");
    assertThat(NESTED.name()).isEqualTo("\"kubernetes.io\".pod.name");
    assertThat(NESTED).hasToString("\"kubernetes.io\".pod.name (string)");
  }

  @Test
  void dotted_name_and_nested_claim_are_shown_apart() {
    assertThat(Claim.string("a.b").name()).isNotEqualTo(Claim.string("a", "b").name());
  }

  @Test
  void name_with_a_dot_is_one_member() {
    Map<String, Object> dotted = Map.of("a.b", "x");
    Map<String, Object> nested = Map.of("a", Map.of("b", "x"));

    assertThat(Claim.string("a.b").in(dotted)).contains("x");
    assertThat(Claim.string("a.b").in(nested)).isEmpty();
    assertThat(Claim.string("a", "b").in(nested)).contains("x");
    assertThat(Claim.string("a", "b").in(dotted)).isEmpty();
  }

  @Test
  void nested_claim_is_found_through_its_path() {
    assertThat(NESTED.in(Map.of("kubernetes.io", Map.of("pod", Map.of("name", "web-0")))))
        .contains("web-0");
  }

  @Test
  void claim_is_absent_when_a_member_on_the_way_is() {
    assertThat(NESTED.in(Map.of())).isEmpty();
    assertThat(NESTED.in(Map.of("kubernetes.io", Map.of()))).isEmpty();
    assertThat(NESTED.in(Map.of("kubernetes.io", Map.of("pod", Map.of())))).isEmpty();
    assertThat(NESTED.isAbsent().isMetBy(Map.of())).isTrue();
  }

  @Test
  void null_is_there() {
    assertThat(Claim.string("c").in(Map.of("c", JsonNull.NULL))).contains(JsonNull.NULL);
  }

  @Test
  void value_of_another_type_is_there() {
    assertThat(Claim.string("c").in(Map.of("c", true))).contains(true);
  }

  @Test
  void member_on_the_way_that_is_no_object_meets_nothing_not_even_absence() {
    for (Object obstacle : List.of("web-0", true, JsonNull.NULL, List.of("web-0"), "")) {
      Map<String, Object> claims = Map.of("kubernetes.io", Map.of("pod", obstacle));

      assertThat(NESTED.in(claims)).contains(JsonNull.NULL);
      assertThat(NESTED.is("web-0").isMetBy(claims)).isFalse();
      assertThat(NESTED.isNot("x").isMetBy(claims)).isFalse();
      assertThat(NESTED.isPresent().isMetBy(claims)).isFalse();
      assertThat(NESTED.isAbsent().isMetBy(claims)).isFalse();
    }
  }

  @Test
  void value_of_the_right_type_is_given_in_java() {
    assertThat(Claim.string("c").valueOf("a")).contains("a");
    assertThat(Claim.bool("c").valueOf(true)).contains(true);
    assertThat(Claim.integer("c").valueOf(ClaimsOf.number("42"))).contains(BigInteger.valueOf(42));
    assertThat(Claim.strings("c").valueOf(List.of("a"))).contains(List.of("a"));
  }

  @Test
  void value_of_any_other_type_is_not_given() {
    List<List<Object>> byType =
        List.of(
            ClaimsOf.strings(), ClaimsOf.booleans(), ClaimsOf.integers(), ClaimsOf.stringLists());
    List<Claim<?>> claims =
        List.of(Claim.string("c"), Claim.bool("c"), Claim.integer("c"), Claim.strings("c"));
    for (int i = 0; i < claims.size(); i++) {
      List<Object> wrong = new ArrayList<>(ClaimsOf.others());
      for (int j = 0; j < byType.size(); j++) {
        wrong.addAll(i == j ? List.of() : byType.get(j));
      }
      for (Object value : wrong) {
        assertThat(claims.get(i).valueOf(value)).as("%s of %s", claims.get(i), value).isEmpty();
      }
      assertThat(byType.get(i)).map(claims.get(i)::valueOf).allMatch(Optional::isPresent);
    }
  }

  @Test
  void given_list_is_unmodifiable_and_apart_from_its_source() {
    List<Object> source = new ArrayList<>(List.of("a"));
    List<String> given = Claim.strings("c").valueOf(source).orElseThrow();
    source.add("b");

    assertThat(given).containsExactly("a");
    assertThatThrownBy(() -> given.add("c")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void claims_are_equal_when_path_and_type_are() {
    assertThat(Claim.string("a", "b")).isEqualTo(Claim.string("a", "b"));
    assertThat(Claim.string("a", "b")).hasSameHashCodeAs(Claim.string("a", "b"));
    assertThat(Claim.string("a", "b")).isNotEqualTo(Claim.string("a.b"));
    assertThat(Claim.string("a")).isNotEqualTo(Claim.string("A"));
    assertThat((Object) Claim.string("a")).isNotEqualTo(Claim.bool("a"));
    assertThat((Object) Claim.string("a")).isNotEqualTo("a");
  }

  @Test
  void path_is_unmodifiable() {
    assertThatThrownBy(() -> NESTED.path().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void empty_name_is_refused() {
    assertThatThrownBy(() -> Claim.string(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A claim name is empty: write the member's name.");
    assertThatThrownBy(() -> Claim.strings("a", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A claim name is empty: write the member's name.");
  }

  @Test
  void name_with_a_control_character_is_refused() {
    assertThatThrownBy(() -> Claim.integer("a\nb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The claim name \"a\\nb\" holds a control or invisible character: remove it.");
  }

  @Test
  void decomposed_name_is_refused() {
    assertThatThrownBy(() -> Claim.bool("cafe\u0301"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The claim name \"cafe\u0301\" is not in Unicode normalization form C. Text is compared"
                + " code point by code point, never normalized: write the composed form.");
  }

  @Test
  void overlong_name_is_refused() {
    assertThatThrownBy(() -> Claim.bool("n".repeat(8193)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The claim name \"nnn")
        .hasMessageEndingWith("\" has 8193 characters, at most 8192 are allowed.");
    assertThat(Claim.bool("n".repeat(8192)).name()).hasSize(8192);
  }

  @Test
  void null_parameter_is_named() {
    assertThatThrownBy(() -> Claim.string(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
    assertThatThrownBy(() -> Claim.string("a", (String) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("nested");
    assertThatThrownBy(() -> Claim.string("a", (String[]) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("nested");
    assertThatThrownBy(() -> Claim.string("a").in(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("claims");
    assertThatThrownBy(() -> Claim.string("a").valueOf(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("jsonValue");
  }
}
