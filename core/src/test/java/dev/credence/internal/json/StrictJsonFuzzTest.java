package dev.credence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.credence.FuzzedText;
import dev.credence.internal.jose.TestJson;
import java.util.List;
import java.util.Map;

/** Any text as JSON: our two readers agree, and a third one of another maker reads no other. */
class StrictJsonFuzzTest {
  private static final JsonLimits LIMITS = new JsonLimits(65_536, 8, 256, 20, 8_192, 256);

  @FuzzTest
  @DictionaryEntries({
    "{\"a\":",
    "[[[[",
    "]]]]",
    "\\u0061",
    "\\ud83d\\ude00",
    "\\ud800",
    "\\u0000",
    "1e5",
    "-0",
    "0.1",
    "null",
    "true",
    "false",
    "NaN",
    "/*",
    "//",
    "'",
    ",}",
    "\ufeff",
    "\u2028",
    "1E-19"
  })
  void text_that_is_read_is_one_object_to_every_reader(byte[] input) throws Exception {
    String text = FuzzedText.of(input);
    Map<String, Object> read = read(text);
    LocatedValue.Members located = located(text);
    assertThat(located == null).as("the two readers").isEqualTo(read == null);
    if (read == null) {
      return;
    }
    assertThat(located.members().keySet()).isEqualTo(read.keySet());
    assertThat(StrictJson.parseObject(TestJson.write(read), LIMITS)).isEqualTo(read);
    assertAgrees(JSONObjectUtils.parse(text), read);
  }

  private static void assertAgrees(Object theirs, Object ours) {
    if (ours instanceof Map<?, ?> members) {
      assertThat(((Map<?, ?>) theirs).keySet()).isEqualTo(members.keySet());
      members.forEach((name, value) -> assertAgrees(((Map<?, ?>) theirs).get(name), value));
    } else if (ours instanceof List<?> elements) {
      assertThat((List<?>) theirs).hasSameSizeAs(elements);
      for (int i = 0; i < elements.size(); i++) {
        assertAgrees(((List<?>) theirs).get(i), elements.get(i));
      }
    } else if (ours instanceof Number number) {
      assertThat(((Number) theirs).doubleValue()).isEqualTo(number.doubleValue());
    } else {
      assertThat(theirs).isEqualTo(ours == JsonNull.NULL ? null : ours);
    }
  }

  private static Map<String, Object> read(String text) {
    try {
      return StrictJson.parseObject(text, LIMITS);
    } catch (JsonException refused) {
      FuzzedText.requireHarmless(refused.getMessage(), false);
      assertThat(refused.offset()).isBetween(0, text.length());
      return null;
    }
  }

  private static LocatedValue.Members located(String text) {
    try {
      return LocatedJson.parseObject(text, LIMITS);
    } catch (LocatedJsonException refused) {
      return null;
    }
  }
}
