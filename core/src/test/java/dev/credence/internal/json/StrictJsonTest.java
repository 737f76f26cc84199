package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static final JsonLimits CLAIMS = JsonLimits.TOKEN_CLAIMS;

  @Test
  void values_of_every_kind_are_read_as_what_they_are() throws JsonException {
    Map<String, Object> read =
        StrictJson.parseObject(
            """
             {"text": "a", "empty": "", "yes": true, "no": false, "nothing": null, "id": 74,
              "none": {}, "nobody": [], "list": ["a", 1, [null], {"b": false}],
              "kubernetes.io": {"pod": {"name": "p"}}}
            """,
            CLAIMS);

    assertThat(read)
        .containsExactly(
            Map.entry("text", "a"),
            Map.entry("empty", ""),
            Map.entry("yes", true),
            Map.entry("no", false),
            Map.entry("nothing", JsonNull.NULL),
            Map.entry("id", new BigDecimal("74")),
            Map.entry("none", Map.of()),
            Map.entry("nobody", List.of()),
            Map.entry(
                "list", List.of("a", BigDecimal.ONE, List.of(JsonNull.NULL), Map.of("b", false))),
            Map.entry("kubernetes.io", Map.of("pod", Map.of("name", "p"))));
  }

  @Test
  void members_keep_the_order_of_the_text() throws JsonException {
    String text =
        IntStream.range(0, 256)
            .map(i -> 255 - i)
            .mapToObj(i -> "\"m" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(StrictJson.parseObject(text, CLAIMS).keySet())
        .containsExactlyElementsOf(IntStream.range(0, 256).mapToObj(i -> "m" + (255 - i)).toList());
  }

  @Test
  @SuppressWarnings("unchecked")
  void result_is_unmodifiable_at_every_level() throws JsonException {
    Map<String, Object> read = StrictJson.parseObject("{\"o\":{\"a\":1},\"l\":[1]}", CLAIMS);
    Map<String, Object> object = (Map<String, Object>) read.get("o");
    List<Object> list = (List<Object>) read.get("l");

    assertThatThrownBy(() -> read.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> object.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> list.add(1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void polymorphic_type_hint_is_an_inert_string() throws JsonException {
    assertThat(StrictJson.parseObject("{\"@class\":\"java.lang.ProcessBuilder\"}", CLAIMS))
        .containsExactly(Map.entry("@class", "java.lang.ProcessBuilder"));
  }

  @Test
  void names_that_fold_to_each_other_stay_apart() throws JsonException {
    assertThat(
            StrictJson.parseObject("{\"iss\":1,\"ISS\":2,\"\u0131ss\":3,\"i\u017fs\":4}", CLAIMS))
        .containsOnlyKeys("iss", "ISS", "\u0131ss", "i\u017fs");
    assertThat(StrictJson.parseObject("{\"\u00e9\":1,\"e\u0301\":2}", CLAIMS)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`at the top`,                  `{'a':1,'a':2}`,                 8",
        "`with the same value`,         `{'a':1,'a':1}`,                 8",
        "`after a null`,                `{'sub':null,'sub':'x'}`,        13",
        "`first spelled with escapes`,  `{'\\u0073ub':1,'sub':2}`,       15",
        "`second spelled with escapes`, `{'sub':1,'\\u0073ub':2}`,       10",
        "`both spelled with escapes`,   `{'s\\u0075b':1,'\\u0073ub':2}`, 15",
        "`supplementary and escaped`,   `{'🚀':1,'\\ud83d\\uDE80':2}`,    9",
        "`nested`,                      `{'k':{'a':1,'b':2,'a':3}}`,     19",
        "`in an object in an array`,    `{'k':[{'a':1},{'a':1,'a':2}]}`, 22",
        "`empty name`,                  `{'':1,'':2}`,                   7",
        "`containers`,                  `{'a':{},'a':{}}`,               9"
      })
  void duplicate_member_is_refused(String where, String text, int character) throws JsonException {
    assertRefused(quoted(text), "duplicate member at character " + character);
    // The same text with the later name changed.
    String fixed = quoted(text).substring(0, character) + "z" + quoted(text).substring(character);
    assertThat(StrictJson.parseObject(fixed, CLAIMS)).as(where).isNotNull();
  }

  @Test
  void same_name_in_different_objects_is_fine() throws JsonException {
    assertThat(StrictJson.parseObject(quoted("{'a':{'a':[{'a':1},{'a':2}]},'b':{'a':1}}"), CLAIMS))
        .containsOnlyKeys("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``,           empty",
        "` `,          empty",
        "`[]`,         not an object but an array",
        "`[{'a':1}]`,  not an object but an array",
        "`'a'`,        not an object but a string",
        "`42`,         not an object but a number",
        "`-0.5`,       not an object but a number",
        "`true`,       not an object but a boolean",
        "`false`,      not an object but a boolean",
        "`null`,       not an object but null"
      })
  void text_that_is_no_object_is_refused(String text, String message) throws JsonException {
    assertRefused(quoted(text), message);
    assertThat(StrictJson.parseObject(" {} ", CLAIMS)).isEmpty();
  }

  @Test
  void byte_order_mark_is_refused() throws JsonException {
    assertRefused("\ufeff{}", "starts with a byte order mark");
    assertRefused(" \ufeff{}", "not well-formed JSON at character 2");
    assertThat(StrictJson.parseObject("{\"\ufeff\":\"\ufeff\"}", CLAIMS)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{}{}`, 3",
        "`{} {}`, 3",
        "`{}x`, 3",
        "`{}]`, 3",
        "`{}}`, 3",
        "`{},`, 3",
        "`{}'`, 3",
        "`{}/**/`, 3",
        "`{}//`, 3",
        "`{}#`, 3",
        "`{}0`, 3",
        "`{}\u00a0`, 3",
        "`{}\ufeff`, 3",
        "`{'a':1}null`, 8",
        "`{'a':1} {'a':2}`, 8"
      })
  void trailing_text_is_refused(String text, int character) throws JsonException {
    assertRefused(quoted(text), "more text after the object at character " + character);
    assertThat(StrictJson.parseObject("{} \t\r\n", CLAIMS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':1,}",
        "{,}",
        "{,'a':1}",
        "{'a':1,,'b':2}",
        "{'a':[1,]}",
        "{'a':[,1]}",
        "{'a':[1,,2]}",
        "{'a':}",
        "{'a'}",
        "{'a' 1}",
        "{'a'=1}",
        "{'a':1 'b':2}",
        "{'a':1;'b':2}",
        "{:1}",
        "{1:1}",
        "{null:1}",
        "{a:1}",
        "{`a`:1}",
        "{'a':`b`}",
        "{'a':b}",
        "{'a':'b''c'}",
        "{'a':'b'+'c'}",
        "{'a':1/**/}",
        "{/**/'a':1}",
        "{'a'/**/:1}",
        "//\n{}",
        "/**/{}",
        "{//\n}",
        "{#\n}",
        "#\n{}",
        "{'a':NaN}",
        "{'a':Infinity}",
        "{'a':-Infinity}",
        "{'a':+Infinity}",
        "{'a':INF}",
        "{'a':undefined}",
        "{'a':True}",
        "{'a':TRUE}",
        "{'a':truee}",
        "{'a':nul}",
        "{'a':nulll}",
        "{'a':tru\u0435}",
        "{'a':[1}",
        "{'a':1]",
        "{'a':{]}",
        "]",
        "}",
        "{'a':01}",
        "{'a':00}",
        "{'a':-01}",
        "{'a':+1}",
        "{'a':.5}",
        "{'a':-.5}",
        "{'a':1.}",
        "{'a':1.e5}",
        "{'a':1e}",
        "{'a':1e+}",
        "{'a':1e1.5}",
        "{'a':1.0.0}",
        "{'a':--1}",
        "{'a':-}",
        "{'a':- 1}",
        "{'a':0x1}",
        "{'a':1_0}",
        "{'a':1,0}",
        "{'a':1L}",
        "{'a':1f}",
        "{'a':\u0661}",
        "{'a':1\u0661}",
        "{'a':'\\x41'}",
        "{'a':'\\v'}",
        "{'a':'\\0'}",
        "{'a':'\\`'}",
        "{'a':'\\U0041'}",
        "{'a':'\n'}",
        "{'a':'\r'}",
        "{'a':'\t'}",
        "{'a':'\u001b'}",
        "{'\n':1}",
        "{'a':'\\\n'}",
        "{\u00a0}",
        "{\u000b}",
        "{\f}",
        "{\u2028}",
        "{\u0085}",
        "{\u3000}",
        "{\u001e}",
        "\u001e{}",
        "\\u007b}",
        "{'a'\\u003a1}",
        "Bearer {}",
        ")]}'\n{}",
        "<a/>",
        "eyJhIjoxfQ"
      })
  void text_outside_the_grammar_is_refused(String text) {
    assertThatThrownBy(() -> StrictJson.parseObject(quoted(text), CLAIMS))
        .isInstanceOf(JsonException.class)
        .message()
        .matches("not well-formed JSON at character \\d+");
  }

  @Test
  void position_of_a_grammar_error_is_where_it_is() {
    assertRefused("{\"a\":1,}", "not well-formed JSON at character 8");
    assertRefused("{'a':1}", "not well-formed JSON at character 2");
    assertRefused("{\"a\":truth}", "not well-formed JSON at character 6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{'",
        "{'a",
        "{'a'",
        "{'a':",
        "{'a':1",
        "{'a':1,",
        "{'a':'b",
        "{'a':'b\\",
        "{'a':[",
        "{'a':[1",
        "{'a':[1,",
        "{'a':{",
        "{'a':-",
        "{'a':1.",
        "{'a':1e",
        "{'a':tru"
      })
  void text_that_ends_too_early_is_refused(String text) {
    assertThatThrownBy(() -> StrictJson.parseObject(quoted(text), CLAIMS))
        .isInstanceOf(JsonException.class)
        .message()
        .matches("(cut short|not well-formed JSON) at character \\d+");
  }

  @Test
  void text_cut_at_any_place_is_refused() throws JsonException {
    String text = quoted("{'a':'b\\u0041\\n','c':[true,null,{'d':-1.5e2}],'\\ud83d\\ude80':{}}");
    assertThat(StrictJson.parseObject(text, CLAIMS)).hasSize(3);
    for (int end = 0; end < text.length(); end++) {
      String cut = text.substring(0, end);
      assertThatThrownBy(() -> StrictJson.parseObject(cut, CLAIMS))
          .as(cut)
          .isInstanceOf(JsonException.class);
    }
  }

  @Test
  void refusal_has_no_cause_and_no_stack_and_quotes_nothing() {
    for (String text :
        List.of(
            "{\"CANARY\":CANARY}",
            "{\"CANARY\":1,\"CANARY\":2}",
            "{\"CANARY\":\"\\ud800\"}",
            "CANARY",
            "{}CANARY",
            "{\"a\":\"CANARY",
            "{\"a\":1CANARY}",
            "{\"CANARY\" \"CANARY\"}",
            "{\"a\":\"CANARY\\q\"}",
            "{\"a\":\"CANARY\n\"}",
            "{\"a\":[\"CANARY\"}")) {
      JsonException refused =
          catchThrowableOfType(JsonException.class, () -> StrictJson.parseObject(text, CLAIMS));
      assertThat(refused.toString()).as(text).doesNotContain("CANARY");
      assertThat(refused).hasNoCause().hasNoSuppressedExceptions();
      assertThat(refused.getStackTrace()).isEmpty();
    }
  }

  @Test
  void canary_of_jacksons_own_message_would_have_been_seen() {
    assertThatThrownBy(
            () -> {
              try (var parser =
                  new com.fasterxml.jackson.core.JsonFactory().createParser("CANARY")) {
                parser.nextToken();
              }
            })
        .hasMessageContaining("CANARY");
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10, 64, 65, 66, 1_000, 100_000})
  void nesting_beyond_the_limit_is_refused_on_a_small_stack(int levels) throws Exception {
    JsonLimits wide = new JsonLimits(1 << 24, 8, 1 << 24, 20, 20, 1 << 24);
    String objects = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    String arrays = "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    String unclosed = "{\"a\":" + "[".repeat(levels - 1);
    String mixed = "{\"a\":" + "[{\"a\":".repeat(levels / 2);

    assertThat(onSmallStack(objects, wide))
        .isEqualTo("nested deeper than 8 levels at character 41");
    assertThat(onSmallStack(arrays, wide)).isEqualTo("nested deeper than 8 levels at character 13");
    assertThat(onSmallStack(unclosed, wide))
        .isEqualTo("nested deeper than 8 levels at character 13");
    assertThat(onSmallStack(mixed, wide)).isEqualTo("nested deeper than 8 levels at character 25");
  }

  @Test
  void nesting_at_the_limit_is_read() throws Exception {
    assertThat(onSmallStack("{\"a\":".repeat(8) + "1" + "}".repeat(8), CLAIMS)).isEqualTo("read");
    assertThat(onSmallStack("{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}", CLAIMS))
        .isEqualTo("read");
  }

  @Test
  void deepest_configurable_nesting_is_read_on_a_small_stack() throws Exception {
    JsonLimits deepest = new JsonLimits(1 << 20, 64, 1_000, 20, 20, 20);
    assertThat(onSmallStack("{\"a\":".repeat(64) + "1" + "}".repeat(64), deepest))
        .isEqualTo("read");
    assertThat(onSmallStack("{\"a\":".repeat(65) + "1" + "}".repeat(65), deepest))
        .isEqualTo("nested deeper than 64 levels at character 321");
  }

  @Test
  void flood_of_colliding_names_is_refused_by_the_member_budget() throws JsonException {
    JsonLimits onlyMembersCount = new JsonLimits(1 << 24, 8, 256, 20, 100, 256);
    assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());

    assertRefused(
        collidingMembers(200_000), onlyMembersCount, "more than 256 members at character 10498");
    assertThat(StrictJson.parseObject(collidingMembers(256), onlyMembersCount)).hasSize(256);
    assertRefused(collidingMembers(200_000), CLAIMS, "longer than 65536 characters");
  }

  @Test
  void members_of_all_objects_count_together() throws JsonException {
    JsonLimits four = new JsonLimits(100, 8, 4, 20, 20, 20);
    assertThat(StrictJson.parseObject(quoted("{'a':{'a':1},'b':[{'a':1}]}"), four)).hasSize(2);
    assertRefused(
        quoted("{'a':{'a':1},'b':[{'a':1,'b':2}]}"), four, "more than 4 members at character 26");
  }

  @Test
  void array_at_the_bound_is_read_and_one_over_is_refused() throws JsonException {
    String full = "\"x\",".repeat(255) + "\"x\"";
    assertThat((List<?>) StrictJson.parseObject("{\"aud\":[" + full + "]}", CLAIMS).get("aud"))
        .hasSize(256);
    assertRefused(
        "{\"aud\":[" + full + ",1]}", "more than 256 elements in an array at character 1033");
    assertRefused(
        "{\"aud\":[" + "\"x\",".repeat(100_000) + "1]}",
        new JsonLimits(1 << 24, 8, 256, 20, 100, 256),
        "more than 256 elements in an array at character 1033");
    assertThat(StrictJson.parseObject("{\"a\":[[" + full + "],[" + full + "]]}", CLAIMS))
        .hasSize(1);
  }

  @Test
  void string_at_the_bound_is_read_and_one_over_is_refused() throws JsonException {
    String longest = "x".repeat(8_192);
    assertThat(StrictJson.parseObject("{\"a\":\"" + longest + "\"}", CLAIMS))
        .containsEntry("a", longest);
    assertRefused(
        "{\"a\":\"" + longest + "x\"}", "string longer than 8192 characters at character 6");
    assertRefused(
        "{\"a\":[\"" + longest + "x\"]}", "string longer than 8192 characters at character 7");
  }

  @Test
  void string_is_measured_after_its_escapes_are_resolved() throws JsonException {
    String escapes = "\\u0041".repeat(8_192);
    assertThat(StrictJson.parseObject("{\"a\":\"" + escapes + "\"}", CLAIMS))
        .containsEntry("a", "A".repeat(8_192));
    assertRefused(
        "{\"a\":\"" + escapes + "x\"}", "string longer than 8192 characters at character 6");
  }

  @Test
  void name_at_the_bound_is_read_and_one_over_is_refused() throws JsonException {
    String longest = "x".repeat(8_192);
    assertThat(StrictJson.parseObject("{\"" + longest + "\":1}", CLAIMS)).containsKey(longest);
    assertRefused(
        "{\"" + longest + "x\":1}", "member name longer than 8192 characters at character 2");
  }

  @Test
  void text_at_the_bound_is_read_and_one_over_is_refused() throws JsonException {
    assertThat(StrictJson.parseObject("{}" + " ".repeat(65_534), CLAIMS)).isEmpty();
    assertRefused("{}" + " ".repeat(65_535), "longer than 65536 characters");
    assertRefused("\0".repeat(10_000_000), "longer than 65536 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "9007199254740993",
        "9223372036854775808",
        "-9223372036854775808",
        "18446744073709551616",
        "99999999999999999999",
        "0.1",
        "-0.5",
        "1e3",
        "1E+3",
        "1.5e-3",
        "0.0",
        "1e19",
        "1.10",
        "0e5",
        "1632493867.123456"
      })
  void number_is_exact(String number) throws JsonException {
    assertThat(StrictJson.parseObject("{\"n\":" + number + "}", CLAIMS))
        .containsEntry("n", new BigDecimal(number));
    assertThat(StrictJson.parseObject("{\"n\":[" + number + " ]}", CLAIMS))
        .containsEntry("n", List.of(new BigDecimal(number)));
  }

  @Test
  void negative_zero_is_zero() throws JsonException {
    assertThat(StrictJson.parseObject("{\"n\":-0}", CLAIMS)).containsEntry("n", BigDecimal.ZERO);
    assertThat(StrictJson.parseObject("{\"n\":-0.0}", CLAIMS))
        .containsEntry("n", new BigDecimal("0.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000000000000000000",
        "-10000000000000000000",
        "0.1234567890123456789",
        "1.00000000000000000e9",
        "1e0000000000000000001"
      })
  void number_of_21_characters_is_refused(String number) {
    assertThat(number.length()).isEqualTo(21);
    assertRefused("{\"n\":" + number + "}", "number longer than 20 characters at character 6");
  }

  @Test
  void number_of_very_many_digits_is_refused() {
    assertRefused(
        "{\"n\":" + "9".repeat(60_000) + "}", "number longer than 20 characters at character 6");
    assertRefused(
        "{\"n\":0." + "9".repeat(60_000) + "}", "number longer than 20 characters at character 6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000000000",
        "-1e1000000000",
        "1e-1000000000",
        "1e20",
        "1e400",
        "1e-20",
        "0e1000000000",
        "1e99999999999",
        "1e-99999999999",
        "1.5e2147483648",
        "1e2147483647",
        "1e-2147483647",
        "1e999999999999999999",
        "0e99999999999"
      })
  void number_with_a_huge_exponent_is_refused(String number) {
    assertRefused("{\"n\":" + number + "}", "number of more than 20 digits at character 6");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`high at the end of a value`,        `{'a':'\\ud800'}`,        7",
        "`low alone`,                         `{'a':'\\udc00'}`,        7",
        "`low before high`,                   `{'a':'\\udc00\\ud800'}`, 7",
        "`high before a letter`,              `{'a':'\\ud800x'}`,       7",
        "`high before a short escape`,        `{'a':'\\ud800\\n'}`,     7",
        "`high before another escape`,        `{'a':'\\ud800\\u0041'}`, 7",
        "`two highs before a low`,            `{'a':'\\ud800\\ud800\\udc00'}`, 7",
        "`second low after a pair`,           `{'a':'\\ud800\\udc00\\udc00'}`, 19",
        "`in upper case`,                     `{'a':'\\uD800'}`,        7",
        "`in a name`,                         `{'\\ud800':1}`,          3",
        "`in a nested name`,                  `{'a':[{'\\udfff':1}]}`,  9",
        "`after an escaped backslash`,        `{'a':'\\\\\\ud800'}`,     9"
      })
  void lone_surrogate_by_escape_is_refused(String what, String text, int character) {
    assertRefused(quoted(text), "lone surrogate at character " + character);
  }

  @Test
  void lone_surrogate_in_the_text_itself_is_refused() {
    assertRefused("{\"a\":\"\ud800\"}", "lone surrogate at character 7");
    assertRefused("{\"a\":\"\udc00\"}", "lone surrogate at character 7");
    assertRefused("{\"\ud800\":1}", "lone surrogate at character 3");
    assertRefused("{\"a\":\"\ud800", "lone surrogate at character 7");
    assertRefused("{\"a\":\"\udbff" + "\\ud800\"}", "lone surrogate at character 7");
    assertRefused("{\"a\":\"\\\ud800\"}", "not well-formed JSON at character 8");
  }

  @Test
  void surrogate_pair_is_read_plain_and_escaped() throws JsonException {
    String rocket = "\ud83d\ude80";
    for (String spelling : List.of(rocket, "\\ud83d\\ude80", "\\uD83D\\uDE80")) {
      assertThat(StrictJson.parseObject("{\"" + spelling + "\":\"" + spelling + "\"}", CLAIMS))
          .as(spelling)
          .containsExactly(Map.entry(rocket, rocket));
    }
  }

  @Test
  void surrogate_pair_of_a_plain_and_an_escaped_half_is_refused() {
    for (String half : List.of("\ud83d" + "\\ude80", "\\ud83d" + "\ude80")) {
      assertRefused("{\"a\":\"" + half + "\"}", "lone surrogate at character 7");
      assertRefused("{\"" + half + "\":1}", "lone surrogate at character 3");
    }
  }

  @Test
  void backslash_before_a_u_is_no_escape_of_a_surrogate() throws JsonException {
    assertThat(StrictJson.parseObject("{\"a\":\"\\\\ud800\\\\u0000\\\\u\"}", CLAIMS))
        .containsEntry("a", "\\ud800\\u0000\\u");
  }

  @Test
  void null_character_is_refused() throws JsonException {
    assertRefused("{\"a\":\"x\\u0000\"}", "U+0000 at character 8");
    assertRefused("{\"\\u0000\":1}", "U+0000 at character 3");
    assertRefused("{\"a\":\"\0\"}", "U+0000 at character 7");
    assertRefused("{}\0", "U+0000 at character 3");
    assertRefused("\0{}", "U+0000 at character 1");
    assertThat(StrictJson.parseObject("{\"a\":\"\\u0001\\u001f\"}", CLAIMS))
        .containsEntry("a", "\u0001\u001f");
  }

  /** The low eight bits of each first digit are those of the ASCII digit 0. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u\u013073b",
        "\\u0\u013073",
        "\\u\uff1073x",
        "\\u007\u0663",
        "\\u00g0",
        "\\u 073",
        "\\u+073",
        "\\u-073",
        "\\u",
        "\\u1",
        "\\u123",
        "\\u{73}",
        "\\u0x73"
      })
  void escape_without_four_ascii_digits_is_refused(String escape) throws JsonException {
    String message = "\\u without four hexadecimal digits at character ";
    assertRefused("{\"a\":\"" + escape + "\"}", message + 7);
    assertRefused("{\"" + escape + "\":1}", message + 3);
    assertThat(StrictJson.parseObject("{\"a\":\"\\u0073\\u00eF\"}", CLAIMS))
        .containsEntry("a", "s\u00ef");
  }

  @Test
  void short_escapes_are_resolved() throws JsonException {
    assertThat(StrictJson.parseObject("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", CLAIMS))
        .containsEntry("a", "\"\\/\b\f\n\r\t");
  }

  @Test
  void limits_of_each_purpose_read_what_they_are_for() throws JsonException {
    assertThat(
            StrictJson.parseObject(
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}", JsonLimits.TOKEN_HEADER))
        .hasSize(3);
    assertThat(
            StrictJson.parseObject(
                "{\"keys\":[{\"x5c\":[\"" + "A".repeat(16_384) + "\"]}]}", JsonLimits.KEY_SET))
        .hasSize(1);
    assertThat(
            StrictJson.parseObject(
                "{\"claims_supported\":[" + "\"c\",".repeat(1_023) + "\"c\"]}",
                JsonLimits.DISCOVERY))
        .hasSize(1);
  }

  private static String collidingMembers(int count) {
    StringBuilder text = new StringBuilder(count * 41 + 2).append('{');
    for (int member = 0; member < count; member++) {
      text.append(member == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 18; bit++) {
        text.append((member >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":1");
    }
    return text.append('}').toString();
  }

  private static String onSmallStack(String text, JsonLimits limits) throws InterruptedException {
    AtomicReference<String> outcome = new AtomicReference<>("died");
    Runnable parse =
        () -> {
          try {
            StrictJson.parseObject(text, limits);
            outcome.set("read");
          } catch (JsonException refused) {
            outcome.set(refused.getMessage());
          } catch (StackOverflowError exhausted) {
            outcome.set("stack overflow");
          }
        };
    Thread thread = new Thread(null, parse, "small stack", 256 * 1024);
    thread.start();
    thread.join();
    return outcome.get();
  }

  private static void assertRefused(String text, String message) {
    assertRefused(text, CLAIMS, message);
  }

  private static void assertRefused(String text, JsonLimits limits, String message) {
    assertThatThrownBy(() -> StrictJson.parseObject(text, limits))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }

  /** Documents above are written with single quotes for double ones and backticks for single. */
  private static String quoted(String text) {
    return text.replace('\'', '"').replace('`', '\'');
  }
}
