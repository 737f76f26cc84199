package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.internal.json.LocatedValue.Elements;
import dev.credence.internal.json.LocatedValue.Member;
import dev.credence.internal.json.LocatedValue.Members;
import dev.credence.internal.json.LocatedValue.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocatedJsonTest {
  private static final Set<String> GRAMMAR_DEFECTS =
      Set.of("not well-formed JSON", "cut short", "more text after the object");

  private static final JsonLimits LIMITS = JsonLimits.TOKEN_CLAIMS;

  private static LocatedJsonException refusal(String text) {
    return catchThrowableOfType(
        LocatedJsonException.class, () -> LocatedJson.parseObject(text, LIMITS));
  }

  @Test
  void values_and_members_know_their_places() throws LocatedJsonException {
    Members document =
        LocatedJson.parseObject(" {\"a\": [true, {\"b\":74}], \"c\" : null}", LIMITS);

    assertThat(document.offset()).isEqualTo(1);
    Elements list =
        new Elements(
            7,
            List.of(
                new Scalar(8, true),
                new Members(
                    14, Map.of("b", new Member("b", 15, new Scalar(19, new BigDecimal("74")))))));
    assertThat(document.members().get("a")).isEqualTo(new Member("a", 2, list));
    assertThat(document.members().get("c"))
        .isEqualTo(new Member("c", 25, new Scalar(31, JsonNull.NULL)));
    assertThat(document.members().keySet()).containsExactly("a", "c");
  }

  @Test
  void repeated_member_is_told_with_the_first() {
    LocatedJsonException refused = refusal("{\"x\": [{\"a\": 1, \"\\u0061\": 2}]}");

    assertThat(refused).hasMessage("duplicate member");
    assertThat(refused.offset()).isEqualTo(16);
    assertThat(refused.path()).containsExactly("x", "0", "a");
    assertThat(refused.repeated()).map(Member::offset).contains(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; empty; 0",
        "[]; not an object but an array; 0",
        "{} x; more text after the object; 2",
        "{'a': 1,}; not well-formed JSON; 8",
        "{'a': 'b; cut short; 8",
        "{'a': [1, 2; cut short; 11",
        "{'a': '\\ud800'}; lone surrogate; 7",
        "{'a': [[[[[[[[1]]]]]]]]}; nested deeper than 8 levels; 13",
        "{'a': 123456789012345678901}; number longer than 20 characters; 6",
      })
  void defect_is_told_with_its_place(String text, String defect, int offset) {
    LocatedJsonException refused = refusal(text.replace('\'', '"'));

    assertThat(refused).hasMessage(defect).hasNoCause();
    assertThat(refused.offset()).isEqualTo(offset);
    assertThat(refused.repeated()).isEmpty();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"b\"",
            "\"\\u0061\"",
            "1",
            "1e3",
            "0.5",
            "true",
            "null",
            " ",
            "\n",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "{\"a\":",
            "\"b\":1",
            "//",
            "x")
        .list()
        .ofMaxSize(12)
        .map(parts -> "{\"a\":" + String.join("", parts) + "}");
  }

  @Property(tries = 5_000)
  void text_is_read_or_refused_as_strict_json_does(@ForAll("texts") String text) {
    Object strict;
    try {
      strict = StrictJson.parseObject(text, LIMITS);
    } catch (JsonException refused) {
      LocatedJsonException located = refusal(text);
      // A mistake of the grammar is found ahead of any other there, and in the text's order here.
      if (!GRAMMAR_DEFECTS.contains(refused.defect())) {
        assertThat(located).hasMessage(refused.defect());
        assertThat(located.offset()).isEqualTo(refused.offset());
      }
      return;
    }
    assertThat(plain(parse(text))).isEqualTo(strict);
  }

  private static Members parse(String text) {
    try {
      return LocatedJson.parseObject(text, LIMITS);
    } catch (LocatedJsonException refused) {
      throw new AssertionError(text, refused);
    }
  }

  private static Object plain(LocatedValue value) {
    if (value instanceof Members object) {
      return object.members().values().stream()
          .collect(Collectors.toMap(Member::name, member -> plain(member.value())));
    }
    return value instanceof Elements array
        ? array.elements().stream().map(LocatedJsonTest::plain).toList()
        : ((Scalar) value).value();
  }

  @Test
  void position_counts_lines_however_they_end() {
    String text = "a\nb\r\nc\rd";

    assertThat(TextPosition.of(text, 0)).isEqualTo(new TextPosition(1, 1));
    assertThat(TextPosition.of(text, 1)).isEqualTo(new TextPosition(1, 2));
    assertThat(TextPosition.of(text, 2)).isEqualTo(new TextPosition(2, 1));
    assertThat(TextPosition.of(text, 4)).isEqualTo(new TextPosition(2, 3));
    assertThat(TextPosition.of(text, 5)).isEqualTo(new TextPosition(3, 1));
    assertThat(TextPosition.of(text, 7)).isEqualTo(new TextPosition(4, 1));
    assertThat(TextPosition.of(text, 100)).isEqualTo(new TextPosition(4, 2));
    assertThat(TextPosition.of("a\r", 2)).isEqualTo(new TextPosition(2, 1));
    assertThat(TextPosition.of("\r\n", 1)).isEqualTo(new TextPosition(1, 2));
  }
}
