package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes fail where the policy is written, and the message says what to write instead. */
final class PolicyMistakesTest {
  private static final StringClaim REF = Claim.string("ref");
  private static final IntegerClaim ID = Claim.integer("id");
  private static final StringListClaim GROUPS = Claim.strings("groups");

  private static final List<Function<String, Requirement>> LITERALS =
      List.of(
          REF::is,
          REF::isNot,
          REF::isOneOf,
          text -> REF.isOneOf("x", text),
          text -> REF.isOneOf(List.of(text)),
          REF::isNoneOf,
          text -> REF.isNoneOf("x", text),
          GROUPS::contains);

  @Test
  void control_character_in_a_literal_is_refused() {
    assertLiteralRefused(
        "main\n", "The literal \"main\\n\" holds a control or invisible character: remove it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\t",
        "\u001f",
        "\u007f",
        "\u0085",
        "\u200b",
        "\u200f",
        "\u202e",
        "\u2028",
        "\u2029",
        "\u2066",
        "\ufeff",
        "\ud800",
        "\udfff",
        "\udc00\ud800",
        "\udb40\udc41"
      })
  void unseen_character_is_refused_wherever_it_stands(String unseen) {
    for (String text : List.of(unseen, unseen + "a", "a" + unseen, "a" + unseen + "a")) {
      for (Function<String, Requirement> literal : LITERALS) {
        assertThatThrownBy(() -> literal.apply(text))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageEndingWith("holds a control or invisible character: remove it.");
      }
      assertThatThrownBy(() -> Glob.of(text + "*"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("holds a control or invisible character: remove it.");
    }
  }

  @Test
  void decomposed_literal_is_refused() {
    assertLiteralRefused(
        "cafe\u0301",
        "The literal \"cafe\u0301\" is not in Unicode normalization form C. Text is compared code"
            + " point by code point, never normalized: write the composed form.");
  }

  @Test
  void overlong_literal_is_refused() {
    assertLiteralRefused(
        "x".repeat(8193),
        "The literal \"" + "x".repeat(63) + "…\" has 8193 characters, at most 8192 are allowed.");
    assertThat(REF.is("x".repeat(8192)).isMetBy(Map.of("ref", "x".repeat(8192)))).isTrue();
  }

  private static void assertLiteralRefused(String text, String message) {
    for (Function<String, Requirement> literal : LITERALS) {
      assertThatThrownBy(() -> literal.apply(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  @Test
  void ordinary_unicode_in_a_literal_is_allowed() {
    for (String text : List.of("größe", "日本語", "😀", "a b", "\"quoted\"", "\\", "**")) {
      assertThat(REF.is(text).isMetBy(Map.of("ref", text))).as(text).isTrue();
    }
  }

  @Test
  void value_listed_twice_is_refused() {
    assertRefused(() -> REF.isOneOf("a", "b", "a"), "The value \"a\" is listed twice: remove one.");
    assertRefused(
        () -> REF.isOneOf(List.of("", "")), "The value \"\" is listed twice: remove one.");
    assertRefused(() -> REF.isNoneOf("a", "a"), "The value \"a\" is listed twice: remove one.");
    assertRefused(() -> ID.isOneOf(7, 42, 7), "The value 7 is listed twice: remove one.");
  }

  @Test
  void list_without_values_is_refused() {
    String message = "\"is one of\" needs at least one value: an empty list would match nothing.";
    assertRefused(() -> REF.isOneOf(List.of()), message);
    assertRefused(() -> ID.isOneOf(Set.of()), message);
    assertRefused(() -> new ClaimMatcher.OneOf(Set.of()), message);
  }

  @Test
  void list_of_several_types_is_refused() {
    assertThatThrownBy(() -> new ClaimMatcher.OneOf(Set.of("42", BigInteger.TEN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"is one of\" needs values of one type, not: ")
        .hasMessageContainingAll("\"42\"", "10");
  }

  @Test
  void literal_of_another_java_type_is_refused() {
    assertRefused(
        () -> new ClaimMatcher.Literal(42L),
        "A literal is a String, a Boolean or a BigInteger, not a java.lang.Long");
    assertRefused(
        () -> new ClaimMatcher.OneOf(Set.of(4.2)),
        "A literal is a String, a Boolean or a BigInteger, not a java.lang.Double");
  }

  @Test
  void matcher_of_another_type_than_the_claim_is_refused() {
    assertRefused(
        () -> new ClaimRequirement(Claim.bool("protected"), new ClaimMatcher.Literal("true")),
        "The claim protected is of type boolean, and \"is \"true\"\" asks for a value of type"
            + " string: declare the claim with the type that its issuer gives it.");
    assertRefused(
        () -> new ClaimRequirement(REF, new ClaimMatcher.Present(ClaimType.INTEGER)),
        "The claim ref is of type string, and \"is present\" asks for a value of type integer:"
            + " declare the claim with the type that its issuer gives it.");
  }

  @Test
  void negation_of_anything_but_literals_is_refused() {
    assertRefused(
        () -> new ClaimMatcher.Not(new ClaimMatcher.Matches(Glob.of("refs/pull/*"))),
        "Only \"is\" and \"is one of\" can be negated, not: matches \"refs/pull/*\"");
    assertRefused(
        () -> new ClaimMatcher.Not(new ClaimMatcher.Present(ClaimType.STRING)),
        "Only \"is\" and \"is one of\" can be negated, not: is present");
    assertRefused(
        () -> new ClaimMatcher.Not(new ClaimMatcher.Absent(ClaimType.STRING)),
        "Only \"is\" and \"is one of\" can be negated, not: is absent");
    assertRefused(
        () -> new ClaimMatcher.Not(new ClaimMatcher.Not(new ClaimMatcher.Literal("a"))),
        "Only \"is\" and \"is one of\" can be negated, not: is not \"a\"");
  }

  @Test
  void element_that_is_no_string_is_refused() {
    assertRefused(
        () -> new ClaimMatcher.Contains(new ClaimMatcher.Literal(true)),
        "An element can be required to be a string or to match a glob, not: is true");
    assertRefused(
        () -> new ClaimMatcher.Contains(new ClaimMatcher.Not(new ClaimMatcher.Literal("a"))),
        "An element can be required to be a string or to match a glob, not: is not \"a\"");
  }

  @Test
  void empty_conjunction_and_disjunction_are_refused() {
    assertRefused(
        () -> new AllOf(List.of()),
        "\"all of\" needs at least one requirement: an empty list would be met by every token.");
    assertRefused(
        () -> new AnyOf(List.of()),
        "\"any of\" needs at least one requirement: an empty list would be met by no token.");
  }

  private static void assertRefused(ThrowingCallable mistake, String message) {
    assertThatThrownBy(mistake).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void null_parameter_is_named() {
    Requirement some = REF.is("a");
    assertNamed(() -> REF.is(null), "value");
    assertNamed(() -> REF.isNot(null), "value");
    assertNamed(() -> REF.isOneOf((String) null), "first");
    assertNamed(() -> REF.isOneOf("a", (String) null), "more");
    assertNamed(() -> REF.isOneOf("a", (String[]) null), "more");
    assertNamed(() -> REF.isOneOf((List<String>) null), "values");
    assertNamed(() -> REF.isOneOf(Arrays.asList("a", null)), "values");
    assertNamed(() -> REF.isNoneOf(null), "first");
    assertNamed(() -> REF.isNoneOf("a", (String) null), "more");
    assertNamed(() -> REF.matches(null), "glob");
    assertNamed(() -> Glob.of(null), "pattern");
    assertNamed(() -> Glob.of("a*").matches(null), "value");
    assertNamed(() -> ID.is(null), "value");
    assertNamed(() -> ID.isNot(null), "value");
    assertNamed(() -> ID.isOneOf((List<BigInteger>) null), "values");
    assertNamed(() -> ID.isOneOf(1, (long[]) null), "more");
    assertNamed(() -> GROUPS.contains(null), "element");
    assertNamed(() -> GROUPS.containsMatching(null), "glob");
    assertNamed(() -> Requirement.anyOf(null, some), "first");
    assertNamed(() -> Requirement.anyOf(some, null), "second");
    assertNamed(() -> Requirement.allOf(some, some, (Requirement) null), "more");
    assertNamed(() -> Requirement.allOf(some, some, (Requirement[]) null), "more");
    assertNamed(() -> new AllOf(null), "requirements");
    assertNamed(() -> new AllOf(Arrays.asList(some, null)), "requirements");
    assertNamed(() -> new AnyOf(Arrays.asList(some, null)), "requirements");
    assertNamed(() -> new ClaimRequirement(null, new ClaimMatcher.Literal("a")), "claim");
    assertNamed(() -> new ClaimRequirement(REF, null), "matcher");
    assertNamed(() -> new ClaimMatcher.Literal(null), "value");
    assertNamed(() -> new ClaimMatcher.OneOf(null), "literals");
    assertNamed(() -> new ClaimMatcher.Matches(null), "glob");
    assertNamed(() -> new ClaimMatcher.Not(null), "refused");
    assertNamed(() -> new ClaimMatcher.Contains(null), "element");
    assertNamed(() -> new ClaimMatcher.Present(null), "type");
    assertNamed(() -> new ClaimMatcher.Absent(null), "type");
  }

  private static void assertNamed(ThrowingCallable mistake, String parameter) {
    assertThatThrownBy(mistake).isInstanceOf(NullPointerException.class).hasMessage(parameter);
  }
}
