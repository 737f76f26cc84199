package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short cut says what the long way says, or nothing. */
class PlainJsonTest {
  private static final JsonLimits CLAIMS = JsonLimits.TOKEN_CLAIMS;

  private static Map<String, Object> read(String text) {
    return PlainJson.read(text.getBytes(StandardCharsets.UTF_8), CLAIMS);
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
      for (String special : List.of("\\\"", "\n", "\u0001", "\u00e9", "\\u0041", "\ud83d\ude80")) {
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
    assertThat(PlainJson.read("{\"a\":1}".getBytes(StandardCharsets.UTF_8), limits(6))).isNull();
    assertThat(PlainJson.read("{\"a\":1}".getBytes(StandardCharsets.UTF_8), limits(7))).hasSize(1);
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
    String text =
        object.entrySet().stream()
            .map(member -> "\"" + member.getKey() + "\":" + written(member.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(read(text)).isEqualTo(object);
    assertThat(StrictJson.parseObject(text, CLAIMS)).isEqualTo(object);
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
        Arbitraries.strings().withCharRange(' ', '\u007f').excludeChars('"', '\\').ofMaxLength(40);
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
