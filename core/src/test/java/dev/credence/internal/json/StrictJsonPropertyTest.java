package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class StrictJsonPropertyTest {

  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8, 10_000, 20, 1_000, 1_000);

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void written_object_reads_back_in_the_same_order(
      @ForAll("objects") Map<String, Object> object, @ForAll Random spelling) throws JsonException {
    Map<String, Object> read = StrictJson.parseObject(new Writer(spelling).write(object), LIMITS);

    assertThat(read).isEqualTo(object);
    assertThat(List.copyOf(read.keySet())).isEqualTo(List.copyOf(object.keySet()));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void repeated_member_is_refused_however_it_is_spelled(
      @ForAll("objects") Map<String, Object> object,
      @ForAll("names") String name,
      @ForAll Random spelling)
      throws JsonException {
    Map<String, Object> named = new LinkedHashMap<>(object);
    named.put(name, true);
    Writer writer = new Writer(spelling);
    String once = writer.write(named);
    String twice = once.substring(0, once.lastIndexOf('}')) + "," + writer.write(name) + ":1}";

    assertThat(StrictJson.parseObject(once, LIMITS)).isEqualTo(named);
    assertThatThrownBy(() -> StrictJson.parseObject(twice, LIMITS))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("duplicate member at character ");
  }

  @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
  void edited_text_reads_as_an_object_or_is_refused_in_our_own_words(
      @ForAll("objects") Map<String, Object> object,
      @ForAll Random spelling,
      @ForAll @IntRange(max = 100_000) int place,
      @ForAll("fragments") String fragment,
      @ForAll @IntRange(max = 3) int removed) {
    StringBuilder edited = new StringBuilder(new Writer(spelling).write(object));
    int from = place % (edited.length() + 1);
    edited.replace(from, Math.min(edited.length(), from + removed), fragment);

    assertReadOrRefusedInOurOwnWords(edited.toString());
  }

  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void text_of_fragments_reads_as_an_object_or_is_refused_in_our_own_words(
      @ForAll("fragmentTexts") String text) {
    assertReadOrRefusedInOurOwnWords(text);
  }

  private static void assertReadOrRefusedInOurOwnWords(String text) {
    Map<String, Object> read;
    try {
      read = StrictJson.parseObject(text, LIMITS);
    } catch (JsonException refused) {
      assertThat(refused)
          .hasNoCause()
          .message()
          .matches(
              "empty|starts with a byte order mark|not an object but (an? [a-z]+|null)"
                  + "|(not well-formed JSON|cut short|duplicate member|lone surrogate|U\\+0000"
                  + "|more text after the object|nested deeper than 8 levels"
                  + "|number longer than 20 characters|number of more than 20 digits"
                  + "|\\\\u without four hexadecimal digits) at character [1-9]\\d*");
      return;
    }
    assertThat(new Writer(new Random(0)).write(read)).satisfies(again -> assertReads(again, read));
  }

  private static void assertReads(String text, Map<String, Object> expected) throws JsonException {
    assertThat(StrictJson.parseObject(text, LIMITS)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    return Arbitraries.maps(names(), values(2)).ofMaxSize(8).map(LinkedHashMap::new);
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<Integer> ascii = Arbitraries.integers().between(1, 0x7f);
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(1, Character.MAX_CODE_POINT)
            .filter(codePoint -> codePoint < 0xd800 || codePoint > 0xdfff);
    return Arbitraries.frequencyOf(Tuple.of(4, ascii), Tuple.of(1, any))
        .list()
        .ofMaxSize(12)
        .map(all -> {
          StringBuilder text = new StringBuilder();
          all.forEach(text::appendCodePoint);
          return text.toString();
        });
  }

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\"a\"",
        "\"b\":",
        "\"a\":1",
        "\\",
        "\\u",
        "\\u0061",
        "\\ud800",
        "\\udc00",
        "\\u0000",
        "\\n",
        "\ud800",
        "\udc00",
        "\ud83d\ude80",
        "\0",
        "\ufeff",
        " ",
        "\n",
        "1",
        "0",
        "-",
        ".",
        "e",
        "1e99",
        "1e1000000000",
        "123456789012345678901",
        "true",
        "null",
        "nul",
        "NaN",
        "/",
        "/**/",
        "//",
        "#",
        "'",
        "[[[[[[[[[",
        "\u00e9",
        "\u0130",
        "{}",
        "[]");
  }

  @Provide
  Arbitrary<String> fragmentTexts() {
    Arbitrary<String> texts = fragments().list().ofMaxSize(12).map(all -> String.join("", all));
    return Arbitraries.oneOf(
        texts, texts.map(text -> "{" + text), texts.map(text -> "{\"k\":" + text));
  }

  private Arbitrary<Object> values(int depth) {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            names().map(text -> (Object) text),
            Arbitraries.of(true, false, JsonNull.NULL),
            numbers().map(number -> (Object) number));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Object> lists = values(depth - 1).list().ofMaxSize(6).map(list -> (Object) list);
    Arbitrary<Object> maps =
        Arbitraries.maps(names(), values(depth - 1))
            .ofMaxSize(6)
            .map(map -> (Object) new LinkedHashMap<>(map));
    return Arbitraries.frequencyOf(Tuple.of(3, leaf), Tuple.of(1, lists), Tuple.of(1, maps));
  }

  private static Arbitrary<BigDecimal> numbers() {
    BigInteger most = BigInteger.TEN.pow(18).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(most.negate(), most)
        .flatMap(digits ->
            Arbitraries.integers().between(0, 6).map(scale -> new BigDecimal(digits, scale)))
        .filter(number -> number.toString().length() <= 20);
  }

  /** Writes JSON in one of its many spellings: white space and escapes are drawn at random. */
  private static final class Writer {

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    Writer(Random random) {
      this.random = random;
    }

    String write(Object value) {
      out.setLength(0);
      append(value);
      return out.toString();
    }

    private void append(Object value) {
      space();
      if (value instanceof String text) {
        appendString(text);
      } else if (value instanceof List<?> list) {
        appendList(list);
      } else if (value instanceof Map<?, ?> map) {
        appendMap(map);
      } else {
        out.append(value);
      }
      space();
    }

    private void appendList(List<?> list) {
      out.append('[');
      String separator = "";
      for (Object element : list) {
        out.append(separator);
        append(element);
        separator = ",";
      }
      space();
      out.append(']');
    }

    private void appendMap(Map<?, ?> map) {
      out.append('{');
      String separator = "";
      for (Map.Entry<?, ?> member : map.entrySet()) {
        out.append(separator);
        append(member.getKey());
        out.append(':');
        append(member.getValue());
        separator = ",";
      }
      space();
      out.append('}');
    }

    private void appendString(String text) {
      out.append('"');
      text.codePoints().forEach(this::appendCodePoint);
      out.append('"');
    }

    private void appendCodePoint(int codePoint) {
      boolean required = codePoint < 0x20 || codePoint == '"' || codePoint == '\\';
      if (!required && random.nextInt(5) > 0) {
        out.appendCodePoint(codePoint);
        return;
      }
      String format = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
      for (char unit : Character.toChars(codePoint)) {
        out.append(String.format(format, (int) unit));
      }
    }

    private void space() {
      while (random.nextInt(6) == 0) {
        out.append(" \t\r\n".charAt(random.nextInt(4)));
      }
    }
  }
}
