package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.json.JsonNull;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every requirement on a single claim, held against one value of every kind there is. */
final class RequirementOutcomeTest {
  private static final StringClaim STRING = Claim.string(ClaimsOf.NAME);
  private static final BooleanClaim BOOLEAN = Claim.bool(ClaimsOf.NAME);
  private static final IntegerClaim INTEGER = Claim.integer(ClaimsOf.NAME);
  private static final StringListClaim STRINGS = Claim.strings(ClaimsOf.NAME);

  /** Each with exactly those of {@link #everyValue} that meet it. */
  static Stream<Arguments> requirements() {
    return Stream.of(
        meets(STRING.is("a"), "a"),
        meets(STRING.is(""), ""),
        meets(STRING.is("true"), "true"),
        meets(STRING.is("42"), "42"),
        meets(STRING.is("null"), "null"),
        meets(STRING.is("A")),
        meets(STRING.isNot("a"), "", "b", "true", "false", "42", "null", "[]", "[\"a\"]"),
        meets(STRING.isNot(""), "a", "b", "true", "false", "42", "null", "[]", "[\"a\"]"),
        meets(STRING.isOneOf("a", "b"), "a", "b"),
        meets(STRING.isOneOf("b"), "b"),
        meets(STRING.isOneOf(List.of("42", "x")), "42"),
        meets(STRING.isNoneOf("a", "b", "true", "42"), "", "false", "null", "[]", "[\"a\"]"),
        meets(STRING.matches("t?ue"), "true"),
        meets(STRING.matches("*a*"), "a", "false", "[\"a\"]"),
        meets(STRING.isPresent(), ClaimsOf.strings().toArray()),
        meets(STRING.isAbsent()),
        meets(BOOLEAN.isTrue(), true),
        meets(BOOLEAN.is(true), true),
        meets(BOOLEAN.isFalse(), false),
        meets(BOOLEAN.is(false), false),
        meets(BOOLEAN.isPresent(), true, false),
        meets(BOOLEAN.isAbsent()),
        meets(INTEGER.is(42), number("42")),
        meets(INTEGER.is(new BigInteger("9007199254740993")), number("9007199254740993")),
        meets(INTEGER.is(9007199254740992L)),
        meets(INTEGER.isNot(42), number("0"), number("-42"), number("9007199254740993")),
        meets(INTEGER.isNot(new BigInteger("9007199254740992")), ClaimsOf.integers().toArray()),
        meets(INTEGER.isOneOf(0, 42, 7), number("0"), number("42")),
        meets(INTEGER.isOneOf(Set.of(BigInteger.ZERO)), number("0")),
        meets(INTEGER.is(1000)),
        meets(INTEGER.isPresent(), ClaimsOf.integers().toArray()),
        meets(INTEGER.isAbsent()),
        meets(STRINGS.contains("a"), List.of("a"), List.of("b", "a")),
        meets(STRINGS.contains(""), List.of("")),
        meets(STRINGS.contains("A")),
        meets(STRINGS.containsMatching("b*"), List.of("b", "a")),
        meets(STRINGS.isPresent(), ClaimsOf.stringLists().toArray()),
        meets(STRINGS.isAbsent()));
  }

  private static Arguments meets(Requirement requirement, Object... values) {
    return Arguments.of(requirement, List.of(values));
  }

  private static Object number(String text) {
    return ClaimsOf.number(text);
  }

  private static List<Object> everyValue() {
    List<Object> values = new ArrayList<>();
    values.addAll(ClaimsOf.strings());
    values.addAll(ClaimsOf.booleans());
    values.addAll(ClaimsOf.integers());
    values.addAll(ClaimsOf.stringLists());
    values.addAll(ClaimsOf.others());
    return values;
  }

  @ParameterizedTest
  @MethodSource("requirements")
  void requirement_is_met_by_its_values_only(Requirement requirement, List<Object> meeting) {
    assertThat(everyValue()).containsAll(meeting);
    assertThat(everyValue().stream().filter(v -> requirement.isMetBy(ClaimsOf.value(v))))
        .containsExactlyElementsOf(meeting);
  }

  @ParameterizedTest
  @MethodSource("requirements")
  void matcher_alone_decides_like_its_requirement(Requirement requirement, List<Object> meeting) {
    ClaimMatcher matcher = ((ClaimRequirement) requirement).matcher();

    assertThat(everyValue().stream().filter(matcher::matches)).containsExactlyElementsOf(meeting);
  }

  @ParameterizedTest
  @MethodSource("requirements")
  void absence_meets_is_absent_only(Requirement requirement, List<Object> meeting) {
    ClaimMatcher matcher = ((ClaimRequirement) requirement).matcher();
    boolean wantsAbsence = requirement.describe().equals("c is absent");

    assertThat(requirement.isMetBy(ClaimsOf.NOTHING)).isEqualTo(wantsAbsence);
    assertThat(matcher.matchesAbsence()).isEqualTo(wantsAbsence);
    assertThat(matcher instanceof ClaimMatcher.Absent).isEqualTo(wantsAbsence);
  }

  @ParameterizedTest
  @MethodSource("requirements")
  void null_meets_nothing(Requirement requirement, List<Object> meeting) {
    assertThat(requirement.isMetBy(ClaimsOf.value(JsonNull.NULL))).isFalse();
  }

  @Test
  void neighbours_beyond_double_precision_differ() {
    Requirement required = INTEGER.is(9007199254740993L);

    assertThat(required.isMetBy(ClaimsOf.value(number("9007199254740993")))).isTrue();
    assertThat(required.isMetBy(ClaimsOf.value(number("9007199254740992")))).isFalse();
  }

  @Test
  void number_beyond_64_bits_is_exact() {
    Requirement required = INTEGER.is(new BigInteger("18446744073709551617"));

    assertThat(required.isMetBy(ClaimsOf.value(number("18446744073709551617")))).isTrue();
    assertThat(required.isMetBy(ClaimsOf.value(number("1")))).isFalse();
  }

  @Test
  void number_with_a_giant_exponent_is_refused_without_being_expanded() {
    assertThat(INTEGER.isPresent().isMetBy(ClaimsOf.value(number("1e999999999")))).isFalse();
    assertThat(INTEGER.is(0).isMetBy(ClaimsOf.value(number("1e-999999999")))).isFalse();
    assertThat(INTEGER.isNot(0).isMetBy(ClaimsOf.value(number("1e999999999")))).isFalse();
  }

  @Test
  void composed_and_decomposed_text_differ() {
    assertThat(STRING.is("é").isMetBy(ClaimsOf.value("\u00e9"))).isTrue();
    assertThat(STRING.is("é").isMetBy(ClaimsOf.value("e\u0301"))).isFalse();
    assertThat(STRINGS.contains("é").isMetBy(ClaimsOf.value(List.of("e\u0301")))).isFalse();
  }

  @Test
  void lookalikes_and_other_case_differ() {
    for (String other : List.of("Main", "ⓜain", "ｍain", "mаin", "main ", " main", "main\n")) {
      assertThat(STRING.is("main").isMetBy(ClaimsOf.value(other))).as(other).isFalse();
    }
    assertThat(STRING.is("main").isMetBy(ClaimsOf.value("main"))).isTrue();
  }

  @Test
  void wildcard_in_a_literal_stands_for_itself() {
    assertThat(STRING.is("release-*").isMetBy(ClaimsOf.value("release-1"))).isFalse();
    assertThat(STRING.is("release-*").isMetBy(ClaimsOf.value("release-*"))).isTrue();
  }
}
