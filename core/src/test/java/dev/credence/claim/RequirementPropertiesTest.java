package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.json.JsonNull;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What can and what can't turn a refusal into an acceptance. */
final class RequirementPropertiesTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private static Arbitrary<Requirement> single(boolean withAbsence, boolean withNegation) {
    return Arbitraries.of(NAMES)
        .flatMap(name -> {
          StringClaim text = Claim.string(name);
          BooleanClaim flag = Claim.bool(name);
          IntegerClaim number = Claim.integer(name);
          StringListClaim list = Claim.strings(name);
          List<Requirement> plain =
              List.of(
                  text.is("x"),
                  text.isOneOf("x", "y"),
                  text.matches("x*"),
                  text.isPresent(),
                  Claim.string(name, "n").is("x"),
                  flag.isTrue(),
                  number.is(7),
                  number.isPresent(),
                  list.contains("x"),
                  list.containsMatching("x*"));
          List<Requirement> negated =
              List.of(text.isNot("x"), text.isNoneOf("x", "y"), number.isNot(7));
          List<Requirement> absent = List.of(text.isAbsent(), number.isAbsent());
          return Arbitraries.frequencyOf(
              Tuple.of(6, Arbitraries.of(plain)),
              Tuple.of(withNegation ? 2 : 0, Arbitraries.of(negated)),
              Tuple.of(withAbsence ? 1 : 0, Arbitraries.of(absent)));
        });
  }

  private static Arbitrary<Requirement> nested(Arbitrary<Requirement> single) {
    return Arbitraries.recursive(
        () -> single,
        inner ->
            Arbitraries.oneOf(
                inner,
                inner.list().ofMinSize(1).ofMaxSize(3).map(AnyOf::new),
                inner.list().ofMinSize(1).ofMaxSize(3).map(AllOf::new)),
        0,
        2);
  }

  @Provide
  Arbitrary<Requirement> any() {
    return nested(single(true, true));
  }

  @Provide
  Arbitrary<Requirement> withoutAbsence() {
    return nested(single(false, true));
  }

  @Provide
  Arbitrary<Requirement> affirmative() {
    return nested(single(false, false));
  }

  private static Arbitrary<Object> values() {
    return Arbitraries.of(
        "x",
        "y",
        "z",
        "xx",
        "",
        true,
        false,
        new BigDecimal("7"),
        new BigDecimal("8"),
        JsonNull.NULL,
        List.of("x"),
        List.of("z", "xx"),
        List.of(),
        Map.of("n", "x"),
        Map.of("n", "z"));
  }

  @Provide
  Arbitrary<Map<String, Object>> claims() {
    return Arbitraries.maps(Arbitraries.of(NAMES), values());
  }

  /** Values that no requirement here names, of every kind but text. */
  @Provide
  Arbitrary<Object> strangers() {
    return Arbitraries.of(
        "stranger", new BigDecimal("7.5"), JsonNull.NULL, Map.of(), List.of(new BigDecimal("1")));
  }

  @Property(tries = 2_000)
  void removing_a_claim_meets_nothing_that_was_not_met(
      @ForAll("withoutAbsence") Requirement requirement,
      @ForAll("claims") Map<String, Object> claims) {
    boolean met = requirement.isMetBy(claims);
    for (String name : NAMES) {
      Map<String, Object> fewer = new HashMap<>(claims);
      fewer.remove(name);
      assertThat(!met && requirement.isMetBy(fewer)).as("without %s", name).isFalse();
    }
    Statistics.label("met")
        .collect(met)
        .coverage(share -> share.check(true).percentage(p -> p > 5));
  }

  @Property(tries = 2_000)
  void nulling_a_claim_meets_nothing_that_was_not_met(
      @ForAll("any") Requirement requirement, @ForAll("claims") Map<String, Object> claims) {
    boolean met = requirement.isMetBy(claims);
    for (String name : NAMES) {
      Map<String, Object> nulled = new HashMap<>(claims);
      nulled.put(name, JsonNull.NULL);
      assertThat(!met && requirement.isMetBy(nulled)).as("with null for %s", name).isFalse();
    }
  }

  @Property(tries = 2_000)
  void changing_a_claim_to_what_nobody_named_meets_nothing_but_presence(
      @ForAll("affirmative") Requirement requirement,
      @ForAll("claims") Map<String, Object> claims,
      @ForAll("strangers") Object stranger) {
    boolean met = requirement.isMetBy(claims);
    boolean presence =
        requirement.claimRequirements().stream()
            .anyMatch(one -> one.matcher() instanceof ClaimMatcher.Present);
    for (String name : NAMES) {
      Map<String, Object> changed = new HashMap<>(claims);
      changed.put(name, stranger);
      assertThat(!met && !presence && requirement.isMetBy(changed))
          .as("with %s for %s", stranger, name)
          .isFalse();
    }
  }

  @Property(tries = 2_000)
  void one_more_requirement_never_widens_and_one_more_alternative_never_narrows(
      @ForAll("any") Requirement requirement,
      @ForAll("any") Requirement more,
      @ForAll("claims") Map<String, Object> claims) {
    boolean met = requirement.isMetBy(claims);

    assertThat(Requirement.allOf(requirement, more).isMetBy(claims))
        .isEqualTo(met && more.isMetBy(claims));
    assertThat(Requirement.anyOf(requirement, more).isMetBy(claims))
        .isEqualTo(met || more.isMetBy(claims));
  }
}
