package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

final class GlobPropertiesTest {

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "/", ":", "*", "**", "?")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts))
        .filter(GlobPropertiesTest::isGlob);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars("ab/:*?").ofMaxLength(10);
  }

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(4);
  }

  private static boolean isGlob(String pattern) {
    return !pattern.contains("***")
        && pattern.chars().anyMatch(c -> "*?".indexOf(c) >= 0)
        && pattern.chars().anyMatch(c -> "ab".indexOf(c) >= 0);
  }

  @Property(tries = 20_000)
  void glob_agrees_with_the_reference_matcher(
      @ForAll("patterns") String pattern, @ForAll("values") String value) {
    boolean expected = ReferenceGlob.matches(pattern, value);

    assertThat(Glob.of(pattern).matches(value)).isEqualTo(expected);
  }

  @Property(tries = 20_000)
  void glob_agrees_with_the_reference_matcher_on_values_near_its_shape(
      @ForAll("patterns") String pattern, @ForAll("values") String seed) {
    String value = filledIn(pattern, seed);
    boolean expected = ReferenceGlob.matches(pattern, value);

    Statistics.label("outcome")
        .collect(expected)
        .coverage(coverage -> {
          coverage.check(true).percentage(p -> p > 15);
          coverage.check(false).percentage(p -> p > 15);
        });
    assertThat(Glob.of(pattern).matches(value)).isEqualTo(expected);
  }

  @Property(tries = 500)
  void glob_of_many_words_agrees_with_the_reference_matcher(
      @ForAll("longPatterns") String pattern, @ForAll("values") String seed) {
    String value = filledIn(pattern, seed);
    boolean expected = ReferenceGlob.matches(pattern, value);

    assertThat(Glob.of(pattern).matches(value)).isEqualTo(expected);
  }

  /** So long that its states fill several machine words, with characters beyond the BMP. */
  @Provide
  Arbitrary<String> longPatterns() {
    return Arbitraries.of("a", "b", "ab", "/", ":", "*", "?", "😀", "abababababababab")
        .list()
        .ofMinSize(20)
        .ofMaxSize(60)
        .map(parts -> String.join("", parts).replaceAll("[*]{2,}", "**"))
        .filter(GlobPropertiesTest::isGlob);
  }

  @Property
  void star_crosses_no_separator(@ForAll("parts") String left, @ForAll("parts") String right) {
    Glob glob = Glob.of("a*");

    assertThat(glob.matches("a" + left + right)).isTrue();
    assertThat(glob.matches("a" + left + "/" + right)).isFalse();
    assertThat(glob.matches("a" + left + ":" + right)).isFalse();
  }

  @Property
  void double_star_crosses_slashes_but_no_colon(
      @ForAll("parts") String left, @ForAll("parts") String right) {
    Glob glob = Glob.of("a**");

    assertThat(glob.matches("a" + left + "/" + right)).isTrue();
    assertThat(glob.matches("a" + left + ":" + right)).isFalse();
  }

  @Property
  void colons_of_a_matching_value_are_those_of_the_pattern(
      @ForAll("patterns") String pattern, @ForAll("values") String seed) {
    String value = filledIn(pattern, seed);

    if (Glob.of(pattern).matches(value)) {
      assertThat(count(value, ':')).isEqualTo(count(pattern, ':'));
      if (!pattern.contains("**")) {
        assertThat(count(value, '/')).isEqualTo(count(pattern, '/'));
      }
    }
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  /** Puts slices of the seed in place of the wildcards, right or wrong as they may be. */
  private static String filledIn(String pattern, String seed) {
    StringBuilder value = new StringBuilder();
    int used = 0;
    for (char c : pattern.toCharArray()) {
      if (c != '*' && c != '?') {
        value.append(c);
        continue;
      }
      int length = c == '?' ? 1 : used % 3;
      int end = Math.min(seed.length(), used + length);
      value.append(seed, Math.min(used, end), end);
      used++;
    }
    return value.toString();
  }
}
