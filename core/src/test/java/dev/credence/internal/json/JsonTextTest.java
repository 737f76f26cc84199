package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void members_keep_their_order_and_types() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("b", "x");
    members.put("a", List.of(1, true, JsonNull.NULL));
    members.put("c", Map.of("n", 1_795_219_200L));
    members.put("d", Map.of());

    assertThat(JsonText.of(members))
        .isEqualTo("{\"b\":\"x\",\"a\":[1,true,null],\"c\":{\"n\":1795219200},\"d\":{}}");
  }

  @Test
  void text_is_escaped_to_ascii() {
    assertThat(JsonText.of(Map.of("a\"", "\\ \n\u007f é \uD83D\uDE00")))
        .isEqualTo("{\"a\\\"\":\"\\\\ \\u000a\\u007f \\u00e9 \\ud83d\\ude00\"}");
  }

  @Test
  void other_values_are_refused_without_showing_them() {
    assertThatThrownBy(() -> JsonText.of(Map.of("a", new StringBuilder("secret"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No JSON for a java.lang.StringBuilder");
    assertThatThrownBy(() -> JsonText.of(Map.of("a", new BigDecimal("1E400"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void well_formed_text_reads_back(@ForAll int[] codePoints) throws JsonException {
    StringBuilder text = new StringBuilder();
    for (int any : codePoints) {
      int codePoint = Math.floorMod(any, Character.MAX_CODE_POINT + 1);
      if (codePoint != 0 && Character.getType(codePoint) != Character.SURROGATE) {
        text.appendCodePoint(codePoint);
      }
    }

    String json = JsonText.of(Map.of("a", text.toString()));

    assertThat(StrictJson.parseObject(json, JsonLimits.TOKEN_CLAIMS))
        .containsEntry("a", text.toString());
  }
}
