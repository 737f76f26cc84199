package dev.credence.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.json.JsonNull;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

  private static final int LIMIT = 64;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "refs/heads/main",
        "repo:octo-org/octo-repo:environment:production",
        "a b",
        "it's",
        "caf\u00e9",
        "cafe\u0301",
        "\u65e5\u672c\u8a9e",
        "\ud83d\ude80",
        "\u0939\u093f",
        "<b>&amp;"
      })
  void harmless_text_is_shown_as_it_is(String text) {
    assertThat(SafeText.quote(text)).isEqualTo('"' + text + '"');
    assertThat(SafeText.name(text)).isEqualTo(text);
  }

  @Test
  void line_breaks_and_terminal_sequences_are_escaped() {
    assertThat(SafeText.quote("main\r\nINFO all good\u001b[2K\0"))
        .isEqualTo("\"main\\r\\nINFO all good\\u001b[2K\\u0000\"");
    assertThat(SafeText.quote("\b\f\t\u007f\u0085\u009b"))
        .isEqualTo("\"\\b\\f\\t\\u007f\\u0085\\u009b\"");
  }

  @Test
  void quote_and_backslash_are_escaped() {
    assertThat(SafeText.quote("a\"b\\n")).isEqualTo("\"a\\\"b\\\\n\"");
    assertThat(SafeText.name("a\"b\\n")).isEqualTo("a\\\"b\\\\n");
  }

  @ParameterizedTest
  @CsvSource({
    "right-to-left override,    202e", "left-to-right embedding,  202a", "pop formatting, 202c",
    "left-to-right isolate,     2066", "pop isolate,              2069", "left-to-right mark, 200e",
    "right-to-left mark,        200f", "Arabic letter mark,       061c", "line separator, 2028",
    "paragraph separator,       2029", "zero-width space,         200b", "zero-width joiner, 200d",
    "word joiner,               2060", "byte order mark,          feff", "soft hyphen, 00ad",
    "no-break space,            00a0", "ideographic space,        3000", "Hangul filler, 3164",
    "half-width filler,         ffa0", "variation selector 16,    fe0f", "grapheme joiner, 034f",
    "blank Braille,             2800", "high surrogate alone,     d800",
        "low surrogate alone, dfff",
    "private use,               e000", "unassigned,               0378", "noncharacter, ffff",
    "Mongolian vowel separator, 180e", "our own mark of a cut,    2026", "next line, 0085"
  })
  void invisible_or_misleading_character_is_escaped(String what, String hex) {
    char c = (char) Integer.parseInt(hex, 16);
    assertThat(SafeText.quote("a" + c + "b")).as(what).isEqualTo("\"a\\u" + hex + "b\"");
    assertThat(SafeText.name("a" + c + "b")).as(what).isEqualTo("a\\u" + hex + "b");
  }

  @Test
  void supplementary_character_is_escaped_as_its_pair() {
    assertThat(SafeText.quote("a\udb40\udc41")).isEqualTo("\"a\\udb40\\udc41\"");
    assertThat(SafeText.quote("a\udb40\uddef")).isEqualTo("\"a\\udb40\\uddef\"");
    assertThat(SafeText.quote("\udbc0\udc00")).isEqualTo("\"\\udbc0\\udc00\"");
  }

  @Test
  void combining_mark_never_draws_onto_our_own_characters() {
    assertThat(SafeText.quote("\u0338a")).isEqualTo("\"\\u0338a\"");
    assertThat(SafeText.quote("\n\u0338")).isEqualTo("\"\\n\\u0338\"");
    assertThat(SafeText.quote("a\u0338")).isEqualTo("\"a\u0338\"");
  }

  @Test
  void text_at_the_limit_is_shown_whole_and_one_more_is_cut() {
    assertThat(SafeText.quote("x".repeat(64))).isEqualTo('"' + "x".repeat(64) + '"');
    assertThat(SafeText.quote("x".repeat(65))).isEqualTo('"' + "x".repeat(63) + "\u2026\"");
    assertThat(SafeText.name("x".repeat(64))).isEqualTo("x".repeat(64));
    assertThat(SafeText.name("x".repeat(65))).isEqualTo("x".repeat(63) + "\u2026");
  }

  @Test
  void supplementary_characters_count_once_and_are_never_split() {
    String rocket = "\ud83d\ude80";
    assertThat(SafeText.quote(rocket.repeat(64))).isEqualTo('"' + rocket.repeat(64) + '"');
    assertThat(SafeText.quote(rocket.repeat(65))).isEqualTo('"' + rocket.repeat(63) + "\u2026\"");
  }

  @Test
  void escape_is_never_split_by_the_cut() {
    assertThat(SafeText.quote("x".repeat(60) + "\u202e"))
        .isEqualTo('"' + "x".repeat(60) + "\u2026\"");
    assertThat(SafeText.quote("x".repeat(58) + "\u202e"))
        .isEqualTo('"' + "x".repeat(58) + "\\u202e\"");
    assertThat(SafeText.quote("\n".repeat(64))).isEqualTo('"' + "\\n".repeat(31) + "\u2026\"");
  }

  @Test
  void cut_text_and_genuine_ellipsis_look_different() {
    assertThat(SafeText.name("x".repeat(90))).endsWith("x\u2026");
    assertThat(SafeText.name("x\u2026")).isEqualTo("x\\u2026");
  }

  @Test
  void other_json_value_is_shown_as_json() {
    assertThat(SafeText.quote(true)).isEqualTo("true");
    assertThat(SafeText.quote(new BigDecimal("42"))).isEqualTo("42");
    assertThat(SafeText.quote(new BigDecimal("9007199254740993"))).isEqualTo("9007199254740993");
    assertThat(SafeText.quote(42L)).isEqualTo("42");
    assertThat(SafeText.quote(JsonNull.NULL)).isEqualTo("null");
    assertThat(SafeText.quote(List.of())).isEqualTo("[]");
    assertThat(SafeText.quote(Map.of())).isEqualTo("{}");
    assertThat(SafeText.quote(List.of("a", "b"))).isEqualTo("[\"a\", \"b\"]");
    assertThat(SafeText.quote(Map.of("a", List.of(true, JsonNull.NULL))))
        .isEqualTo("{\"a\": [true, null]}");
  }

  @Test
  void string_and_value_of_another_type_look_different() {
    assertThat(SafeText.quote("true")).isEqualTo("\"true\"");
    assertThat(SafeText.quote("42")).isEqualTo("\"42\"");
    assertThat(SafeText.quote("null")).isEqualTo("\"null\"");
    assertThat(SafeText.quote("[\"a\"]")).isEqualTo("\"[\\\"a\\\"]\"");
  }

  @Test
  void object_of_another_kind_is_shown_as_the_string_that_it_prints() {
    assertThat(SafeText.quote(new StringBuilder("a\nb"))).isEqualTo("\"a\\nb\"");
  }

  @Test
  void strings_within_arrays_and_objects_are_escaped_too() {
    assertThat(SafeText.quote(List.of("a\n\u202e"))).isEqualTo("[\"a\\n\\u202e\"]");
    assertThat(SafeText.quote(Map.of("k\r", "v\""))).isEqualTo("{\"k\\r\": \"v\\\"\"}");
  }

  @Test
  void long_array_is_shortened_between_elements() {
    List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
    assertThat(SafeText.quote(numbers))
        .isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, \u2026]");
  }

  @Test
  void long_element_is_cut_and_leaves_room_for_the_mark_of_more() {
    assertThat(SafeText.quote(List.of("x".repeat(100), "b")))
        .isEqualTo("[\"" + "x".repeat(56) + "\u2026\", \u2026]");
    assertThat(SafeText.quote(List.of("a", "x".repeat(100))))
        .isEqualTo("[\"a\", \"" + "x".repeat(54) + "\u2026\"]");
  }

  @Test
  void long_object_is_shortened_between_members() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("namespace", "production");
    object.put("pod", "runner-1");
    object.put("serviceaccount", "deployer");
    assertThat(SafeText.quote(object))
        .isEqualTo("{\"namespace\": \"production\", \"pod\": \"runner-1\", \u2026}");
  }

  @Test
  void very_deep_value_is_shortened_without_exhausting_the_stack() {
    Object deep = "x";
    for (int level = 0; level < 100_000; level++) {
      deep = level % 2 == 0 ? List.of(deep) : Map.of("k", deep);
    }
    assertThat(SafeText.quote(deep)).contains("\u2026").hasSizeLessThanOrEqualTo(LIMIT);
  }

  @Property(tries = 10_000)
  void any_text_is_shown_within_bounds_and_visibly(@ForAll("hostileText") String text) {
    assertVisible(SafeText.name(text), LIMIT);
    assertVisible(SafeText.quote(text), LIMIT + 2);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void any_value_is_shown_within_bounds_and_visibly(@ForAll("values") Object value) {
    assertVisible(SafeText.quote(value), value instanceof String ? LIMIT + 2 : LIMIT);
  }

  @Property(tries = 5_000)
  void different_texts_that_are_not_cut_look_different(
      @ForAll("hostileText") String one, @ForAll("hostileText") String other) {
    String shown = SafeText.name(one);
    if (!one.equals(other) && !shown.endsWith("\u2026")) {
      assertThat(SafeText.name(other)).isNotEqualTo(shown);
    }
  }

  @Provide
  Arbitrary<String> hostileText() {
    Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
    Arbitrary<Integer> likely =
        Arbitraries.of(
            0x61, 0x6e, 0x75, 0x30, 0x20, 0x22, 0x5c, 0x0a, 0x0d, 0x1b, 0x202e, 0x2066, 0x200b,
            0xfeff, 0xd800, 0xdc00, 0x2026, 0x1f680, 0x338, 0xe0041, 0x3164, 0x85);
    return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(3, likely))
        .list()
        .ofMaxSize(90)
        .map(all -> {
          StringBuilder text = new StringBuilder();
          all.forEach(text::appendCodePoint);
          return text.toString();
        });
  }

  @Provide
  Arbitrary<Object> values() {
    return values(2);
  }

  private Arbitrary<Object> values(int depth) {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            hostileText().map(text -> (Object) text),
            Arbitraries.of(true, false, JsonNull.NULL),
            Arbitraries.bigDecimals().map(number -> (Object) number),
            Arbitraries.strings().withChars("ab").ofMaxLength(3).map(text -> (Object) text));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Object> lists =
        values(depth - 1)
            .list()
            .ofMaxSize(12)
            .map(all -> Collections.unmodifiableList(new ArrayList<>(all)));
    Arbitrary<Object> maps =
        Arbitraries.maps(hostileText(), values(depth - 1)).ofMaxSize(8).map(map -> (Object) map);
    return Arbitraries.oneOf(leaf, lists, maps);
  }

  @Test
  void long_text_is_cut_so_that_a_place_is_seen() {
    String ref = "repo:octo-org/octo-repo:ref:refs/heads/feature/".repeat(2) + "X-marks-the-spot";
    assertThat(SafeText.quote(ref, 3)).isEqualTo(SafeText.quote(ref)).endsWith("\u2026\"");
    assertThat(SafeText.quote(ref, ref.indexOf('X')))
        .isEqualTo("\"\u2026:refs/heads/feature/X-marks-the-spot\"");
    assertThat(SafeText.quote(ref + "y".repeat(99), ref.indexOf('X')))
        .isEqualTo("\"\u2026:refs/heads/feature/X-marks-the-spot" + "y".repeat(26) + "\u2026\"");
    assertThat(SafeText.quote(ref, ref.length())).endsWith("-the-spot\"");
    assertThat(SafeText.quote("short", 5)).isEqualTo("\"short\"");
    assertThat(SafeText.quote("", 0)).isEqualTo("\"\"");
  }

  @Property(tries = 500)
  void text_that_is_cut_around_a_place_is_as_short_and_visible(
      @ForAll("hostileText") String text, @ForAll @IntRange(max = 2_000) int place) {
    assertVisible(SafeText.quote(text.repeat(9), Math.min(place, text.length() * 9)), LIMIT + 2);
  }

  private static void assertVisible(String shown, int bound) {
    assertThat(shown.codePointCount(0, shown.length())).as(shown).isLessThanOrEqualTo(bound);
    assertThat(shown.codePoints())
        .as(shown)
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069)
        .noneMatch(c -> c == 0x200e || c == 0x200f || c == 0x61c || c == 0xfeff)
        .noneMatch(c -> c == 0x2028 || c == 0x2029 || c >= 0x200b && c <= 0x200d)
        .noneMatch(c -> c >= 0xd800 && c <= 0xdfff)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT)
        .noneMatch(c -> Character.getType(c) == Character.PRIVATE_USE)
        .noneMatch(c -> Character.getType(c) == Character.UNASSIGNED);
  }
}
