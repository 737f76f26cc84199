package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.json.JsonNull;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Contradictions against a brute force over small claims sets. */
class ContradictionPropertiesTest {
  private static final StringClaim TEXT = Claim.string("x");
  private static final IntegerClaim NUMBER = Claim.integer("x");
  private static final BooleanClaim FLAG = Claim.bool("x");
  private static final StringListClaim LIST = Claim.strings("x");
  private static final StringClaim INNER = Claim.string("y", "z");
  private static final StringClaim OUTER = Claim.string("y");

  private static final List<String> TEXTS = texts();

  /** Every text of up to three of these characters, which all the globs below are made of. */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0, length = 0; length < 3; length++) {
      int to = texts.size();
      for (int i = from; i < to; i++) {
        for (String next : List.of("a", "b", "/", ":")) {
          texts.add(texts.get(i) + next);
        }
      }
      from = to;
    }
    return texts;
  }

  private static final List<Map<String, Object>> CLAIMS = claims();

  private static List<Map<String, Object>> claims() {
    List<Object> ofX = new ArrayList<>(TEXTS);
    ofX.addAll(List.of(new BigDecimal(1), new BigDecimal(2), new BigDecimal(3), true, false));
    ofX.addAll(List.of(List.of(), List.of("a"), List.of("a", "b", "ab", "a/b", ""), JsonNull.NULL));
    List<Object> ofY =
        List.of("", "a", "b", JsonNull.NULL, Map.of(), Map.of("z", "a"), Map.of("z", "b"));
    List<Map<String, Object>> all = new ArrayList<>();
    for (int x = -1; x < ofX.size(); x++) {
      for (int y = -1; y < ofY.size(); y++) {
        Map<String, Object> claims = new HashMap<>();
        if (x >= 0) {
          claims.put("x", ofX.get(x));
        }
        if (y >= 0) {
          claims.put("y", ofY.get(y));
        }
        all.add(claims);
      }
    }
    return all;
  }

  private static Arbitrary<Requirement> single() {
    Arbitrary<String> texts = Arbitraries.of("a", "b", "ab", "a/b", "");
    return Arbitraries.oneOf(
        texts.map(TEXT::is),
        texts.map(TEXT::isNot),
        texts.list().uniqueElements().ofMinSize(1).ofMaxSize(3).map(TEXT::isOneOf),
        Arbitraries.of("a*", "*b", "?b", "a/*", "**b", "a:*", "a**", "b?").map(TEXT::matches),
        Arbitraries.of(1, 2).map(NUMBER::is),
        Arbitraries.of(1, 2).map(NUMBER::isNot),
        Arbitraries.of(true, false).map(FLAG::is),
        texts.map(LIST::contains),
        Arbitraries.of(TEXT.isPresent(), TEXT.isAbsent(), NUMBER.isPresent(), FLAG.isPresent()),
        Arbitraries.of(INNER.is("a"), INNER.isAbsent(), INNER.isPresent(), INNER.isNot("a")),
        Arbitraries.of(OUTER.is("a"), OUTER.isAbsent(), OUTER.isPresent()));
  }

  @Provide
  Arbitrary<List<Requirement>> requirements() {
    return Arbitraries.recursive(
            ContradictionPropertiesTest::single,
            inner ->
                Arbitraries.oneOf(
                    inner,
                    inner.list().ofMinSize(1).ofMaxSize(3).map(AnyOf::new),
                    inner.list().ofMinSize(1).ofMaxSize(2).map(AllOf::new)),
            0,
            3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static boolean canHold(List<Requirement> requirements) {
    return CLAIMS.stream()
        .anyMatch(claims -> requirements.stream().allMatch(each -> each.isMetBy(claims)));
  }

  @Property(tries = 3_000)
  void what_some_claims_meet_is_never_refused_and_what_none_meet_nearly_always(
      @ForAll("requirements") List<Requirement> requirements) {
    boolean possible = canHold(requirements);
    boolean refused = Contradiction.among(requirements, List.of()).isPresent();

    Statistics.label("possible, refused")
        .collect(possible, refused)
        .coverage(share -> {
          share.check(true, false).percentage(percent -> percent > 20);
          share.check(false, true).percentage(percent -> percent > 20);
          share.check(false, false).percentage(percent -> percent < 2);
        });
    assertThat(possible && refused).isFalse();
  }

  @Property(tries = 1_000)
  void what_is_told_is_a_contradiction_that_needs_each_of_its_parts(
      @ForAll("requirements") List<Requirement> requirements) {
    Contradiction.among(requirements, List.of())
        .ifPresent(found -> {
          assertThat(canHold(found.requirements())).isFalse();
          for (int i = 0; i < found.requirements().size(); i++) {
            List<Requirement> others = new ArrayList<>(found.requirements());
            others.remove(i);
            assertThat(Contradiction.among(others, List.of())).as("without part %s", i).isEmpty();
          }
        });
  }

  @Property(tries = 5_000)
  void patterns_overlap_if_a_text_matches_both(
      @ForAll("globs") String one, @ForAll("globs") String other) {
    Glob left = Glob.of(one);
    Glob right = Glob.of(other);
    boolean overlap = GlobOverlap.exists(left, right);
    boolean witnessed = TEXTS.stream().anyMatch(text -> left.matches(text) && right.matches(text));

    assertThat(overlap || !witnessed).isTrue();
    assertThat(GlobOverlap.exists(right, left)).isEqualTo(overlap);
    if (one.length() + other.length() <= 4) {
      assertThat(overlap).isEqualTo(witnessed);
    }
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.strings()
        .withChars("ab/:*?")
        .ofMinLength(1)
        .ofMaxLength(5)
        .filter(ContradictionPropertiesTest::isGlob);
  }

  private static boolean isGlob(String pattern) {
    return !pattern.contains("***")
        && pattern.chars().anyMatch(c -> "*?".indexOf(c) >= 0)
        && pattern.chars().anyMatch(c -> "ab".indexOf(c) >= 0);
  }
}
