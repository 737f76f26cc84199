package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobTest {
  private static final int LONG_VALUE = 16_384;

  @ParameterizedTest
  @CsvSource({
    "refs/heads/*, refs/heads/main",
    "refs/heads/*, refs/heads/",
    "refs/heads/**, refs/heads/feature/a/b",
    "refs/heads/release-*, refs/heads/release-",
    "refs/heads/release-*, refs/heads/release-1.2",
    "**/main, refs/heads/main",
    "**/main, /main",
    "a**, a",
    "a*b*c, abc",
    "a*b*c, axbbxcc",
    "*a, aaa",
    "v?.?, v1.2",
    "v?, v😀",
    "v?*, v1",
    "v*?, v12",
    "?a*, ba",
    "repo:acme/*:environment:*, repo:acme/app:environment:production",
    "repo:acme/**:ref:**, repo:acme/a/b:ref:refs/heads/main",
    "größe-*, größe-1"
  })
  void value_of_the_shape_matches(String pattern, String value) {
    assertThat(Glob.of(pattern).matches(value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "refs/heads/*, refs/heads/a/b",
    "refs/heads/*, refs/heads/a:b",
    "refs/heads/*, refs/heads",
    "refs/heads/*, xrefs/heads/main",
    "refs/heads/*, Refs/heads/main",
    "refs/heads/**, refs/heads/a:b",
    "refs/heads/release-*, refs/heads/released",
    "repo:acme/app:*, repo:acme/app:environment:production",
    "repo:acme/*:pull_request, repo:acme/a/b:pull_request",
    "repo:acme/**:pull_request, repo:acme/a:b:pull_request",
    "*.example, a.example.org",
    "a*b*c, axbbxc1",
    "v?, v",
    "v?, v12",
    "v?, v/",
    "v?, v:",
    "v??, v😀",
    "v*?, v"
  })
  void value_of_another_shape_does_not_match(String pattern, String value) {
    assertThat(Glob.of(pattern).matches(value)).isFalse();
  }

  @Test
  void empty_value_does_not_match_what_has_a_literal() {
    assertThat(Glob.of("a*").matches("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[ab]*", "{a,b}*", "\\*", "!a*", "^a*$", "a.*", "+*", "(a)*"})
  void syntax_of_other_patterns_stands_for_itself(String pattern) {
    String literal = pattern.replace("*", "");

    assertThat(Glob.of(pattern).matches(literal)).isTrue();
    assertThat(Glob.of(pattern).matches("a")).isFalse();
  }

  @Test
  void combining_characters_are_not_composed() {
    assertThat(Glob.of("é*").matches("\u00e9")).isTrue();
    assertThat(Glob.of("é*").matches("e\u0301")).isFalse();
  }

  @Test
  void half_of_a_surrogate_pair_does_not_match_the_whole() {
    assertThat(Glob.of("😀*").matches("😀")).isTrue();
    assertThat(Glob.of("😀*").matches("\ud83d")).isFalse();
    assertThat(Glob.of("*😀").matches("\ude00")).isFalse();
  }

  @Test
  void pattern_of_the_longest_length_works_in_every_state() {
    String literal = "0123456789abcdef".repeat(63) + "0123456789abcde";
    Glob glob = Glob.of(literal + "*");

    assertThat(glob.pattern()).hasSize(1024);
    assertThat(glob.matches(literal)).isTrue();
    assertThat(glob.matches(literal + "xyz")).isTrue();
    for (int i = 0; i < literal.length(); i++) {
      String changed = literal.substring(0, i) + '#' + literal.substring(i + 1);
      assertThat(glob.matches(changed)).isFalse();
      assertThat(glob.matches(literal.substring(0, i))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {62, 63, 64, 65, 126, 127, 128, 129, 191, 192})
  void pattern_around_a_word_boundary_matches_exactly(int steps) {
    Glob glob = Glob.of("a".repeat(steps - 1) + "?*z");
    String prefix = "a".repeat(steps - 1);

    assertThat(glob.matches(prefix + "bz")).isTrue();
    assertThat(glob.matches(prefix + "bbbz")).isTrue();
    assertThat(glob.matches(prefix + "z")).isFalse();
    assertThat(glob.matches(prefix.substring(1) + "bz")).isFalse();
  }

  /** Each of these has a naive backtracking matcher try exponentially many ways. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",
        "**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**b",
        "*a**a*a**a*a**a*a**a*a**a*a**a*a**a*a**a*a**a*a**a*a**a*a**a*b",
        "a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?a*?b"
      })
  void worst_pattern_on_a_long_value_ends_with_the_right_answer(String pattern) {
    Glob glob = Glob.of(pattern);

    assertThat(glob.matches("a".repeat(LONG_VALUE))).isFalse();
    assertThat(glob.matches("a".repeat(LONG_VALUE) + "b")).isTrue();
  }

  @Test
  void pattern_of_the_longest_length_with_most_wildcards_ends_with_the_right_answer() {
    Glob glob = Glob.of("*a".repeat(511) + "*b");

    assertThat(glob.matches("a".repeat(LONG_VALUE))).isFalse();
    assertThat(glob.matches("a".repeat(LONG_VALUE) + "b")).isTrue();
    assertThat(glob.matches("a".repeat(510) + "b")).isFalse();
    assertThat(glob.matches("a".repeat(511) + "b")).isTrue();
  }

  /** The best of many runs, which no other work on the machine can make worse for all of them. */
  @ParameterizedTest
  @MethodSource("worstPatterns")
  void worst_pattern_on_16_kilobytes_takes_less_than_5_milliseconds(String pattern) {
    Glob glob = Glob.of(pattern);
    String value = "a".repeat(LONG_VALUE);
    long best = Long.MAX_VALUE;
    for (int run = 0; run < 100; run++) {
      long start = System.nanoTime();
      boolean matches = glob.matches(value);
      best = Math.min(best, System.nanoTime() - start);
      assertThat(matches).isFalse();
    }
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(5));
  }

  static Stream<String> worstPatterns() {
    return Stream.of(
        "*a".repeat(511) + "*b",
        "**a".repeat(341) + "b",
        "?*".repeat(500) + "b",
        "a".repeat(1_000) + "*b",
        "a*a*a*a*a*a*a*a*b",
        "*".concat("?".repeat(1_000)).concat("b"));
  }

  @Test
  void globs_are_equal_when_their_patterns_are() {
    assertThat(Glob.of("a*")).isEqualTo(Glob.of("a*")).hasSameHashCodeAs(Glob.of("a*"));
    assertThat(Glob.of("a*")).isNotEqualTo(Glob.of("a**")).hasToString("a*");
  }

  @Test
  void empty_pattern_is_refused() {
    assertRefused("", "The glob is empty: to accept \"\" only, say is(\"\").");
  }

  @Test
  void pattern_without_a_wildcard_is_refused() {
    assertRefused(
        "refs/heads/main",
        "The glob \"refs/heads/main\" has no wildcard: say is(...), or contains(...) for a list.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "**", "?", "*?", "?*", "**?*", "*/*", "**:*", "/**", "*:", "?/?:?"})
  void pattern_of_wildcards_and_separators_is_refused(String pattern) {
    assertRefused(
        pattern,
        "The glob \""
            + pattern
            + "\" has only wildcards and separators and would match anything of that shape: write"
            + " the part that must not vary, or say isPresent() to accept any value.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"***", "a***", "a/****/b"})
  void three_stars_are_refused(String pattern) {
    assertRefused(
        pattern,
        "The glob \""
            + pattern
            + "\" has three stars in a row: write * to stop at / and :, or ** to cross /.");
  }

  @Test
  void control_character_is_refused() {
    assertRefused("a*\n", "The glob \"a*\\n\" holds a control or invisible character: remove it.");
  }

  @Test
  void overlong_pattern_is_refused() {
    assertRefused(
        "*" + "x".repeat(1024),
        "The glob \"*" + "x".repeat(62) + "…\" has 1025 characters, at most 1024 are allowed.");
  }

  @Test
  void decomposed_pattern_is_refused() {
    assertRefused(
        "e\u0301*",
        "The glob \"e\u0301*\" is not in Unicode normalization form C. Text is compared code point"
            + " by code point, never normalized: write the composed form.");
  }

  private static void assertRefused(String pattern, String message) {
    List<ThrowingCallable> ways =
        List.of(
            () -> Glob.of(pattern),
            () -> Claim.string("c").matches(pattern),
            () -> Claim.strings("c").containsMatching(pattern));
    for (ThrowingCallable way : ways) {
      assertThatThrownBy(way).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "refs/heads/*,refs/heads/main,15",
    "refs/heads/*,refs/heads/a/b,12",
    "refs/heads/*,refs/tags/v1,5",
    "refs/heads/*,refs,4",
    "a*b,axx,3",
    "a?,abc,2",
    "a**,a/b:c,3"
  })
  void value_goes_along_with_a_pattern_up_to_where_it_leaves_it(
      String pattern, String value, int length) {
    assertThat(Glob.of(pattern).matchingLength(value)).isEqualTo(length);
  }
}
