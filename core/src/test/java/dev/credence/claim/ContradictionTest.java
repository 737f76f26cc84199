package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can never hold together, in the fewest words. */
class ContradictionTest {
  private static final StringClaim REF = Claim.string("ref");
  private static final StringClaim OTHER = Claim.string("other");
  private static final IntegerClaim NUMBER = Claim.integer("number");
  private static final BooleanClaim FLAG = Claim.bool("flag");
  private static final StringListClaim LIST = Claim.strings("list");

  private static Arguments row(String words, Requirement... requirements) {
    return Arguments.of(words, List.of(requirements));
  }

  private static Requirement anyOf(Requirement... all) {
    return new AnyOf(List.of(all));
  }

  private static Requirement allOf(Requirement... all) {
    return new AllOf(List.of(all));
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        row("ref is \"a\" and ref is \"b\" can never both hold", REF.is("a"), REF.is("b")),
        row(
            "ref is \"a\" and ref is \"b\" can never both hold",
            OTHER.isPresent(),
            REF.is("a"),
            REF.matches("a*"),
            REF.is("b"),
            REF.is("c")),
        row("ref is \"a\" and ref is not \"a\" can never both hold", REF.is("a"), REF.isNot("a")),
        row(
            "ref is one of \"a\", \"b\" and ref is none of \"b\", \"a\" can never both hold",
            REF.isOneOf("a", "b"),
            REF.isNoneOf("b", "a")),
        row(
            "ref is one of \"a\", \"b\" and ref is not \"a\" and ref is not \"b\" can never all"
                + " hold",
            REF.isOneOf("a", "b"),
            REF.isNot("a"),
            REF.isNot("c"),
            REF.isNot("b")),
        row(
            "ref is \"refs/heads/a/b\" and ref matches \"refs/heads/*\" can never both hold",
            REF.is("refs/heads/a/b"),
            REF.matches("refs/heads/*")),
        row(
            "ref matches \"refs/heads/*\" and ref matches \"refs/tags/*\" can never both hold",
            REF.matches("refs/heads/*"),
            REF.matches("refs/tags/*")),
        row("ref is absent and ref is \"a\" can never both hold", REF.isAbsent(), REF.is("a")),
        row(
            "ref is not \"a\" and ref is absent can never both hold",
            REF.isNot("a"),
            REF.isAbsent()),
        row(
            "number is 1 and number is one of 2 can never both hold",
            NUMBER.is(1),
            new ClaimRequirement(NUMBER, new ClaimMatcher.OneOf(Set.of(BigInteger.TWO)))),
        row("flag is true and flag is false can never both hold", FLAG.isTrue(), FLAG.isFalse()),
        row(
            "number is 74 and number is \"74\" can never both hold",
            NUMBER.is(74),
            Claim.string("number").is("74")),
        row(
            "list contains \"a\" and list is absent can never both hold",
            LIST.contains("a"),
            LIST.isAbsent()),
        row(
            "a is \"x\" and a.b is \"y\" can never both hold",
            Claim.string("a").is("x"),
            Claim.string("a", "b").is("y")),
        row(
            "a.b is present and a is absent can never both hold",
            Claim.string("a", "b").isPresent(),
            Claim.string("a").isAbsent()),
        row(
            "ref is \"c\" and any of (ref is \"a\"; ref is \"b\") can never both hold",
            REF.is("c"),
            anyOf(REF.is("a"), REF.is("b"))),
        row(
            "ref is \"a\" and ref is \"b\" can never both hold",
            allOf(OTHER.is("x"), allOf(REF.is("a"), anyOf(REF.is("b"))))),
        row(
            "any of (ref is \"a\"; ref is \"b\") and any of (ref is \"c\"; ref is \"d\") can never"
                + " both hold",
            anyOf(REF.is("a"), REF.is("b")),
            anyOf(REF.is("c"), REF.is("d"))),
        row(
            "any of (all of (ref is \"a\"; ref is \"b\"); all of (ref is absent; ref is \"b\")) can"
                + " never hold",
            anyOf(allOf(REF.is("a"), REF.is("b")), allOf(REF.isAbsent(), REF.is("b")))),
        row(
            "any of (ref is \"a\"; other is \"a\") and ref is \"b\" and other is \"b\" can never"
                + " all hold",
            anyOf(REF.is("a"), OTHER.is("a")),
            REF.is("b"),
            OTHER.is("b")));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void contradiction_is_found_and_told(String words, List<Requirement> requirements) {
    assertThat(Contradiction.among(requirements, List.of()))
        .hasValueSatisfying(found -> {
          assertThat(found.describe()).isEqualTo(words);
          assertThat(found.facts()).isEmpty();
        });
  }

  static Stream<List<Requirement>> possible() {
    return Stream.of(
        List.of(REF.is("a"), OTHER.is("b")),
        List.of(REF.is("refs/heads/main"), REF.matches("refs/heads/*"), REF.isNot("x")),
        List.of(REF.matches("*/main"), REF.matches("refs/**")),
        List.of(REF.matches("a?"), REF.matches("?b")),
        List.of(REF.matches("a*c"), REF.matches("ab*")),
        List.of(REF.isAbsent(), Claim.bool("ref").isAbsent()),
        List.of(Claim.string("a").isAbsent(), Claim.string("a", "b").isAbsent()),
        List.of(Claim.string("a", "b").is("x"), Claim.string("a", "c").is("y")),
        List.of(LIST.contains("a"), LIST.contains("b"), LIST.containsMatching("c*")),
        List.of(anyOf(REF.is("a"), REF.is("b")), REF.is("b")),
        List.of(anyOf(REF.is("a"), OTHER.is("a")), REF.is("b")),
        List.of(anyOf(FLAG.isTrue(), FLAG.isFalse()), FLAG.isPresent()));
  }

  @ParameterizedTest
  @MethodSource("possible")
  void what_can_hold_is_no_contradiction(List<Requirement> requirements) {
    assertThat(Contradiction.among(requirements, List.of())).isEmpty();
  }

  @Test
  void fact_that_is_contradicted_is_told() {
    ClaimFact kind = new ClaimFact(REF.isOneOf("branch", "tag"), "ref is \"branch\" or \"tag\"");
    List<ClaimFact> facts = List.of(ClaimFact.type(OTHER), kind);
    assertThat(Contradiction.among(List.of(OTHER.is("x"), REF.is("heads")), facts))
        .hasValueSatisfying(found -> {
          assertThat(found)
              .hasToString("ref is \"heads\" can never hold: ref is \"branch\" or \"tag\"");
          assertThat(found.facts()).containsExactly(kind);
          assertThat(found.requirements()).containsExactly(REF.is("heads"));
        });
    assertThat(Contradiction.among(List.of(Claim.integer("other").is(7)), facts))
        .hasValueSatisfying(
            found -> assertThat(found).hasToString("other is 7 can never hold: other is a string"));
    assertThat(Contradiction.among(List.of(Claim.integer("other").isAbsent()), facts)).isEmpty();
  }

  @Test
  void search_through_alternatives_is_bounded_and_then_takes_the_rest_for_possible() {
    List<Requirement> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add(anyOf(REF.isOneOf("a", "b" + i), REF.isOneOf("a", "c" + i), OTHER.isNot("x")));
    }
    many.add(anyOf(REF.is("z"), OTHER.is("x")));
    assertThat(Contradiction.among(many, List.of())).isEmpty();
  }
}
