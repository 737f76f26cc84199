package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RequirementTest {
  private static final StringClaim ENVIRONMENT = Claim.string("environment");
  private static final StringClaim REF = Claim.string("ref");
  private static final BooleanClaim PROTECTED = Claim.bool("protected");
  private static final IntegerClaim ID = Claim.integer("project_id");
  private static final StringListClaim CONTEXTS = Claim.strings("context-ids");

  static Stream<Arguments> rendered() {
    return Stream.of(
        Arguments.of(ENVIRONMENT.is("production"), "environment is \"production\""),
        Arguments.of(ENVIRONMENT.is(""), "environment is \"\""),
        Arguments.of(ENVIRONMENT.is("a\"b\\c"), "environment is \"a\\\"b\\\\c\""),
        Arguments.of(ENVIRONMENT.isNot("x"), "environment is not \"x\""),
        Arguments.of(REF.isOneOf("b", "a"), "ref is one of \"b\", \"a\""),
        Arguments.of(REF.isOneOf(List.of("a")), "ref is one of \"a\""),
        Arguments.of(REF.isNoneOf("a", "b"), "ref is none of \"a\", \"b\""),
        Arguments.of(REF.matches("refs/heads/release-*"), "ref matches \"refs/heads/release-*\""),
        Arguments.of(ENVIRONMENT.isPresent(), "environment is present"),
        Arguments.of(ENVIRONMENT.isAbsent(), "environment is absent"),
        Arguments.of(PROTECTED.isTrue(), "protected is true"),
        Arguments.of(PROTECTED.is(false), "protected is false"),
        Arguments.of(ID.is(74), "project_id is 74"),
        Arguments.of(ID.isNot(-74), "project_id is not -74"),
        Arguments.of(ID.isOneOf(74, 65), "project_id is one of 74, 65"),
        Arguments.of(
            ID.is(new BigInteger("18446744073709551617")), "project_id is 18446744073709551617"),
        Arguments.of(CONTEXTS.contains("b3a1"), "context-ids contains \"b3a1\""),
        Arguments.of(
            CONTEXTS.containsMatching("team-*"), "context-ids contains matching \"team-*\""),
        Arguments.of(
            Claim.string("kubernetes.io", "namespace").is("ci"),
            "\"kubernetes.io\".namespace is \"ci\""),
        Arguments.of(
            Requirement.anyOf(REF.is("a"), REF.matches("b*")),
            "any of (ref is \"a\"; ref matches \"b*\")"),
        Arguments.of(
            Requirement.allOf(REF.is("a"), ID.is(74), ENVIRONMENT.isAbsent()),
            "all of (ref is \"a\"; project_id is 74; environment is absent)"),
        Arguments.of(
            Requirement.anyOf(
                Requirement.allOf(REF.is("a"), ID.is(1)),
                Requirement.anyOf(REF.is("b"), REF.is("c"))),
            "any of (all of (ref is \"a\"; project_id is 1); any of (ref is \"b\"; ref is"
                + " \"c\"))"));
  }

  @ParameterizedTest
  @MethodSource("rendered")
  void requirement_is_rendered_in_its_own_words(Requirement requirement, String words) {
    assertThat(requirement.describe()).isEqualTo(words);
    assertThat(requirement).hasToString(words);
  }

  @ParameterizedTest
  @MethodSource("rendered")
  void rendering_of_a_single_claim_is_name_and_matcher(Requirement requirement, String words) {
    for (ClaimRequirement one : requirement.claimRequirements()) {
      assertThat(one.describe()).isEqualTo(one.claim().name() + " " + one.matcher().describe());
      assertThat(one.matcher()).hasToString(one.matcher().describe());
      assertThat(words).contains(one.describe());
    }
  }

  @Test
  void long_literals_are_rendered_whole() {
    String workflow = "octo-org/octo-automation/.github/workflows/deploy-to-production.yml@refs/";

    assertThat(REF.is(workflow + "heads/main").describe())
        .isEqualTo("ref is \"" + workflow + "heads/main\"");
  }

  @Test
  void any_of_is_met_by_one_alternative() {
    Requirement either = Requirement.anyOf(REF.is("main"), ENVIRONMENT.is("production"));

    assertThat(either.isMetBy(Map.of("ref", "main"))).isTrue();
    assertThat(either.isMetBy(Map.of("ref", "dev", "environment", "production"))).isTrue();
    assertThat(either.isMetBy(Map.of("ref", "dev"))).isFalse();
    assertThat(either.isMetBy(Map.of())).isFalse();
  }

  @Test
  void all_of_is_met_by_all_together() {
    Requirement both = Requirement.allOf(REF.is("main"), ENVIRONMENT.is("production"));

    assertThat(both.isMetBy(Map.of("ref", "main", "environment", "production"))).isTrue();
    assertThat(both.isMetBy(Map.of("ref", "main"))).isFalse();
    assertThat(both.isMetBy(Map.of("ref", "dev", "environment", "production"))).isFalse();
    assertThat(both.isMetBy(Map.of())).isFalse();
  }

  @Test
  void nested_requirements_are_met_from_the_inside_out() {
    Requirement nested =
        Requirement.allOf(ID.is(74), Requirement.anyOf(REF.is("main"), ENVIRONMENT.isAbsent()));
    Object id = ClaimsOf.number("74");

    assertThat(nested.isMetBy(Map.of("project_id", id))).isTrue();
    assertThat(nested.isMetBy(Map.of("project_id", id, "ref", "main", "environment", "x")))
        .isTrue();
    assertThat(nested.isMetBy(Map.of("project_id", id, "environment", "x"))).isFalse();
    assertThat(nested.isMetBy(Map.of("project_id", "74", "ref", "main"))).isFalse();
  }

  @Test
  void single_requirements_are_listed_as_written() {
    Requirement one = REF.is("a");
    Requirement two = ID.is(1);
    Requirement three = PROTECTED.isTrue();

    assertThat(one.claimRequirements()).isEqualTo(List.of(one));
    assertThat(Requirement.allOf(Requirement.anyOf(two, one), three).claimRequirements())
        .isEqualTo(List.of(two, one, three));
  }

  @Test
  void requirement_can_be_taken_apart() {
    ClaimRequirement oneOf = (ClaimRequirement) REF.isOneOf("b", "a");
    ClaimRequirement noneOf = (ClaimRequirement) REF.isNoneOf("b", "a");
    ClaimRequirement is = (ClaimRequirement) ID.is(7);
    ClaimRequirement matches = (ClaimRequirement) REF.matches("a/*");
    ClaimRequirement contains = (ClaimRequirement) CONTEXTS.containsMatching("x-*");

    assertThat(oneOf.claim()).isEqualTo(REF);
    assertThat(((ClaimMatcher.OneOf) oneOf.matcher()).literals()).containsExactly("b", "a");
    assertThat(((ClaimMatcher.Not) noneOf.matcher()).refused()).isEqualTo(oneOf.matcher());
    assertThat(((ClaimMatcher.Literal) is.matcher()).value()).isEqualTo(BigInteger.valueOf(7));
    assertThat(((ClaimMatcher.Literal) is.matcher()).literals())
        .isEqualTo(Set.of(BigInteger.valueOf(7)));
    assertThat(((ClaimMatcher.Matches) matches.matcher()).pattern()).isEqualTo("a/*");
    assertThat(((ClaimMatcher.Contains) contains.matcher()).element())
        .isEqualTo(new ClaimMatcher.Matches(Glob.of("x-*")));
  }

  @Test
  void equality_is_by_value() {
    assertThat(REF.is("a")).isEqualTo(Claim.string("ref").is("a"));
    assertThat(REF.is("a")).hasSameHashCodeAs(Claim.string("ref").is("a"));
    assertThat(REF.is("a")).isNotEqualTo(REF.isOneOf("a"));
    assertThat(REF.is("a")).isNotEqualTo(ENVIRONMENT.is("a"));
    assertThat(REF.isOneOf("a", "b")).isEqualTo(REF.isOneOf(List.of("b", "a")));
    assertThat(REF.matches("a*")).isEqualTo(REF.matches("a*"));
    assertThat(REF.matches("a*")).isNotEqualTo(REF.matches("a**"));
    assertThat(ID.is(7)).isEqualTo(ID.is(BigInteger.valueOf(7)));
    assertThat(REF.isAbsent()).isNotEqualTo(REF.isPresent());
    assertThat(Requirement.anyOf(REF.is("a"), ID.is(1)))
        .isEqualTo(Requirement.anyOf(REF.is("a"), ID.is(1)))
        .isNotEqualTo(Requirement.allOf(REF.is("a"), ID.is(1)));
  }

  @Test
  void what_is_passed_in_may_change_afterwards() {
    List<String> refs = new ArrayList<>(List.of("a"));
    Requirement oneOf = REF.isOneOf(refs);
    List<Requirement> requirements = new ArrayList<>(List.of(REF.is("a")));
    AllOf all = new AllOf(requirements);
    refs.add("b");
    requirements.clear();

    assertThat(oneOf.isMetBy(Map.of("ref", "b"))).isFalse();
    assertThat(all.isMetBy(Map.of("ref", "b"))).isFalse();
    assertThatThrownBy(() -> all.requirements().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> new ClaimMatcher.OneOf(Set.of("a")).literals().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> all.claimRequirements().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
