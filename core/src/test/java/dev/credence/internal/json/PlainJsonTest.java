package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.internal.text.StrictUtf8;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short cut says what the long way says, or nothing. */
class PlainJsonTest {
  private static final JsonLimits CLAIMS = JsonLimits.TOKEN_CLAIMS;

  private static Map<String, Object> read(String text) {
    return read(text, CLAIMS);
  }

  private static Map<String, Object> read(String text, JsonLimits limits) {
    return new PlainJson(octets(text), limits).read();
  }

  @Test
  void a_plain_object_is_read() {
    assertThat(
            read(
                "{\"iss\":\"https://ci\",\"exp\":1795899685,\"n\":0,\"a\":true,\"b\":false,\"\":\"\"}"))
        .containsExactly(
            Map.entry("iss", "https://ci"),
            Map.entry("exp", new BigDecimal("1795899685")),
            Map.entry("n", BigDecimal.ZERO),
            Map.entry("a", true),
            Map.entry("b", false),
            Map.entry("", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\":1}}",
        "{\"a\":1} ",
        " {\"a\":1}",
        "{\"a\" :1}",
        "{\"a\":01}",
        "{\"a\":-1}",
        "{\"a\":1.0}",
        "{\"a\":1e1}",
        "{\"a\":null}",
        "{\"a\":{}}",
        "{\"a\":[]}",
        "{\"a\":tru}",
        "{\"a\":truee}",
        "{\"a\":\"\\n\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\u00e9\"}",
        "{\"a\":\"\u007f\"}",
        "{\"\u007f\":1}",
        "{\"a\":\"b}",
        "{\"a\":1,\"a\":1}",
        "{\"a\"}",
        "{\"a\":1234567890123456789}",
        "{a:1}",
        "[\"a\"]",
        "{\"a\":1;\"b\":2}",
        "{\"a\":}",
      })
  void anything_else_is_left_to_the_long_way(String text) {
    assertThat(read(text)).isNull();
  }

  @Test
  void a_special_character_is_seen_at_any_place_of_a_word() {
    for (int length = 0; length < 40; length++) {
      String plain = "x".repeat(length);
      for (String special :
          List.of("\\\"", "\n", "\u0001", "\u007f", "\u00e9", "\\u0041", "\ud83d\ude80")) {
        String text = "{\"" + plain + "\":\"" + plain + "\",\"k\":\"" + plain + special + "\"}";
        assertThat(read(text)).as(text).isNull();
      }
      assertThat(read("{\"" + plain + "\":\"" + plain + "\"}"))
          .containsExactly(Map.entry(plain, plain));
    }
  }

  @Test
  void so_many_members_are_read_and_not_one_more() {
    assertThat(read(members(JsonMembers.MOST))).hasSize(JsonMembers.MOST);
    assertThat(read(members(JsonMembers.MOST + 1))).isNull();
  }

  @Test
  void repeated_member_is_found_among_as_many_as_fit_and_behind_them() {
    for (int count = JsonMembers.MOST - 1; count <= JsonMembers.MOST + 1; count++) {
      String all = members(count);
      String repeated = all.substring(0, all.length() - 1) + ",\"m0\":0}";
      assertThat(outcomeOfOctets(repeated))
          .isEqualTo("duplicate member at character " + (all.length() + 1))
          .isEqualTo(outcomeOfText(repeated));
    }
  }

  @Test
  void too_many_members_are_told_before_a_repeated_one() throws JsonException {
    JsonLimits limits = new JsonLimits(4_096, 8, JsonMembers.MOST, 20, 100, 100);
    String all = members(JsonMembers.MOST);
    String repeated = all.substring(0, all.length() - 1) + ",\"m0\":0}";
    assertThat(StrictJson.parseObject(octets(all), StrictUtf8::decode, limits))
        .hasSize(JsonMembers.MOST);
    assertThatThrownBy(() -> StrictJson.parseObject(octets(repeated), StrictUtf8::decode, limits))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("more than 64 members");
  }

  @Test
  void names_with_one_hash_stay_apart() {
    assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode()).isEqualTo("AaBB".hashCode());
    Map<String, Object> read = read("{\"AaAa\":1,\"BBBB\":2,\"AaBB\":3}");
    assertThat(read).containsEntry("AaAa", BigDecimal.ONE).containsEntry("AaBB", new BigDecimal(3));
    assertThat(read).doesNotContainKey("BBAa");
    assertThat(read.get(null)).isNull();
    assertThat(((Map<?, ?>) read).get(1)).isNull();
  }

  @Test
  void limits_hold_here_too() {
    assertThat(read("{\"a\":\"" + "x".repeat(8_192) + "\"}")).hasSize(1);
    assertThat(read("{\"a\":\"" + "x".repeat(8_193) + "\"}")).isNull();
    assertThat(read("{\"a\":1}", limits(6))).isNull();
    assertThat(read("{\"a\":1}", limits(7))).hasSize(1);
    assertThat(read("{\"a\":1}", new JsonLimits(7, 8, 256, 18, 100, 100))).hasSize(1);
    assertThat(read("{\"a\":1}", new JsonLimits(7, 8, 256, 17, 100, 100))).isNull();
    assertThat(read("{\"a\":1}", new JsonLimits(7, 8, 64, 20, 100, 100))).hasSize(1);
    assertThat(read("{\"a\":1}", new JsonLimits(7, 8, 63, 20, 100, 100))).isNull();
  }

  private static JsonLimits limits(int length) {
    return new JsonLimits(length, 8, 256, 20, 100, 100);
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void result_is_unmodifiable() {
    Map<String, Object> read = read("{\"a\":1}");
    assertThatThrownBy(() -> read.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(read::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.entrySet().iterator().next().setValue(2))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Property(tries = 5_000)
  void short_cut_and_long_way_agree(@ForAll("texts") String text) throws JsonException {
    Map<String, Object> plain = read(text);
    if (plain != null) {
      Map<String, Object> strict = StrictJson.parseObject(text, CLAIMS);
      assertThat(plain).isEqualTo(strict).hasSameHashCodeAs(strict);
      assertThat(List.copyOf(plain.keySet())).isEqualTo(List.copyOf(strict.keySet()));
      strict.forEach((name, value) -> assertThat(plain.get(name)).isEqualTo(value));
    }
  }

  @Property(tries = 1_000)
  void a_plain_object_takes_the_short_cut(@ForAll("plainObjects") Map<String, Object> object)
      throws JsonException {
    String text = spelled(object);
    assertThat(read(text)).isEqualTo(object);
    assertThat(StrictJson.parseObject(text, CLAIMS)).isEqualTo(object);
  }

  @Property(tries = 5_000)
  void octets_and_text_come_to_the_same(@ForAll("texts") String text) {
    assertThat(outcomeOfOctets(text)).isEqualTo(outcomeOfText(text));
  }

  @Property(tries = 5_000)
  void a_mistake_behind_plain_members_is_found_where_it_is(
      @ForAll("plainObjects") Map<String, Object> object,
      @ForAll("texts") String end,
      @ForAll @IntRange(max = 60) int cut) {
    String text = spelled(object);
    String broken = text.substring(0, Math.max(0, text.length() - cut)) + end.substring(1);
    assertThat(outcomeOfOctets(broken)).isEqualTo(outcomeOfText(broken));
  }

  @Property(tries = 2_000)
  void a_repeated_member_is_found_where_it_is_whatever_follows(
      @ForAll("plainObjects") Map<String, Object> object,
      @ForAll @IntRange(max = 59) int which,
      @ForAll("texts") String end) {
    String text = spelled(object);
    String name = List.copyOf(object.keySet()).get(which % object.size());
    String repeated = text.substring(0, text.length() - 1) + ",\"" + name + "\":1";

    assertThat(outcomeOfOctets(repeated + "}"))
        .isEqualTo("duplicate member at character " + (text.length() + 1));
    assertThat(outcomeOfOctets(repeated + end.substring(1)))
        .isEqualTo(outcomeOfText(repeated + end.substring(1)));
  }

  private static Object outcomeOfOctets(String text) {
    try {
      return parseOctets(text);
    } catch (JsonException refused) {
      return refused.getMessage();
    }
  }

  private static Map<String, Object> parseOctets(String text) throws JsonException {
    return StrictJson.parseObject(octets(text), StrictUtf8::decode, CLAIMS);
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Object outcomeOfText(String text) {
    try {
      return StrictJson.parseObject(text, CLAIMS);
    } catch (JsonException refused) {
      return refused.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"a\":1;\"b\":1x}|not well-formed JSON at character 6",
        "{\"a\":1,\"b\":1x}|not well-formed JSON at character 12",
        "{\"a\":1,\"b\":\"c|cut short at character 14",
        "{\"a\":1,\"b\":{]}|not well-formed JSON at character 13",
        "{\"a\":1,\"a\":1}|duplicate member at character 8",
        "{\"a\":1,\"a\":{}}|duplicate member at character 8",
        "{\"b\":1,\"a\":1,\"b\":2,\"a\":3}|duplicate member at character 14",
        "{\"a\":1,\"a\":1}}|more text after the object at character 14",
        "{\"a\":1,\"a\":1;|not well-formed JSON at character 12",
        "{\"a\":1,\"a\":1,\"c\":\"\\ud800\"}|lone surrogate at character 19",
        "{\"a\":1,\"b\":1}}|more text after the object at character 14",
        "{\"a\":1,}|not well-formed JSON at character 8",
        "{\"a\":1,\"b\":\"\\ud800\"}|lone surrogate at character 13",
      },
      delimiter = '|')
  void a_mistake_is_told_with_its_place(String text, String message) {
    assertThatThrownBy(() -> parseOctets(text))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"ref\":\"Main\"}|true",
        "{\"ref\":1,\"sub\":true}|true",
        "{\"Ref\":\"main\"}|false",
        "{\"ref\":1,\"reF\":2}|false",
        "{\"ref\":\"main\",\"Z\":1}|false",
        "{\"A\":1,\"ref\":\"main\"}|false",
        "{\"a_name_of_more_than_24_Characters\":1}|false",
        "{\"a_name_of_more_than_24_characters\":1}|true",
        "{\"ref\":[]}|false",
        "{\"ref\":\"\u007f\"}|false",
      },
      delimiter = '|')
  void members_are_known_to_be_plain_only_if_they_are(String text, boolean plain) throws Exception {
    assertThat(StrictJson.areKnownPlain(parseOctets(text))).isEqualTo(plain);
    assertThat(StrictJson.areKnownPlain(StrictJson.parseObject(text, CLAIMS))).isFalse();
  }

  private static String spelled(Map<String, Object> object) {
    return object.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + written(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String written(Object value) {
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "{",
            "}",
            ",",
            ":",
            "\"a\"",
            "\"b\":1",
            "\"c\":\"d\"",
            "\"a\":true",
            "\"\":0",
            "1",
            "01",
            "\"",
            "\\",
            " ",
            "\u007f",
            "\u00e9",
            "null",
            "[",
            "]",
            "false",
            "\"k\":{}")
        .list()
        .ofMaxSize(9)
        .map(all -> "{" + String.join("", all) + "}");
  }

  @Provide
  Arbitrary<Map<String, Object>> plainObjects() {
    Arbitrary<String> texts =
        Arbitraries.strings().withCharRange(' ', '~').excludeChars('"', '\\').ofMaxLength(40);
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            texts.map(text -> (Object) text),
            Arbitraries.of(true, false),
            Arbitraries.longs()
                .between(0, 999_999_999_999_999_999L)
                .map(number -> (Object) BigDecimal.valueOf(number)));
    return Arbitraries.maps(texts, values).ofMinSize(1).ofMaxSize(60).map(LinkedHashMap::new);
  }
}
