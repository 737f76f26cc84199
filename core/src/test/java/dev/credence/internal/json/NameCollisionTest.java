package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No member is ever read under another name, however alike the names are and however many came
 * before: what is remembered of names has few places for many.
 */
class NameCollisionTest {
  private static final int NAMES = 1_500;

  private static String readName(String name) {
    String json = "{\"" + name + "\":1,\"filler-behind-it\":\"" + "x".repeat(40) + "\"}";
    Map<String, Object> read =
        new PlainJson(json.getBytes(StandardCharsets.US_ASCII), JsonLimits.TOKEN_CLAIMS).read();
    assertThat(read).hasSize(2);
    return read.keySet().iterator().next();
  }

  /** Names that differ from each other in a few characters, at a place of 24. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 12, 16, 20})
  void names_that_differ_in_one_place_are_told_apart(int place) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      String four = String.format(Locale.ROOT, "%04x", i);
      names.add("a".repeat(place) + four + "a".repeat(20 - place));
    }
    for (int time = 0; time < 2; time++) {
      for (String name : names) {
        assertThat(readName(name)).isEqualTo(name);
      }
    }
  }

  @Test
  void names_that_differ_in_length_are_told_apart() {
    for (int time = 0; time < 2; time++) {
      for (int length = 0; length <= 40; length++) {
        assertThat(readName("a".repeat(length))).isEqualTo("a".repeat(length));
      }
    }
  }

  @Test
  void every_name_and_entry_is_counted() {
    Map<String, Object> read =
        new PlainJson(
                "{\"a\":1,\"b\":true,\"c\":\"x\"}".getBytes(StandardCharsets.US_ASCII),
                JsonLimits.TOKEN_CLAIMS)
            .read();

    assertThat(read.keySet()).hasSize(3).containsExactly("a", "b", "c");
    assertThat(read.entrySet()).hasSize(3);
    assertThat(read.values()).hasSize(3);
  }
}
