package dev.credence.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {

  @Test
  void strings_are_read_and_the_rest_is_passed_over() {
    assertThat(
            JsonMembers.of(
                " { \"a\" : \"x\\\"\\\\\\n\\u00e9\" , \"n\":1.5e3,\"l\":[\"y\",{\"z\":[]}],"
                    + "\"o\":{\"b\":\"}\"}, \"t\":true,\"last\":\"\"} "))
        .isEqualTo(Map.of("a", "x\"\\\n\u00e9", "last", ""));
    assertThat(JsonMembers.of("{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"a\"", "{\"a\":", "{\"a\":\"x", "{\"a\":\"\\u12", "{a:1}"})
  void other_text_is_refused(String text) {
    assertThatThrownBy(() -> JsonMembers.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
