package dev.credence.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.credence.FuzzedText;

/** Any text as it is shown to people. */
class SafeTextFuzzTest {
  private static final int LONGEST = 64 + 2;

  @FuzzTest
  @DictionaryEntries({
    "\u202e",
    "\u001b[31m",
    "\\x0d\\x0a",
    "\"",
    "\\\\",
    "\u2026",
    "\u0301",
    "\u200b",
    "\ufe0f"
  })
  void text_is_shown_on_one_short_line_and_reads_back(byte[] input) throws Exception {
    String text = FuzzedText.of(input);
    String shown = SafeText.quote(text);

    FuzzedText.requireHarmless(shown, false);
    assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(LONGEST);
    assertThat(shown).startsWith("\"").endsWith("\"");
    int cut = shown.indexOf('\u2026');
    String whole = cut < 0 ? shown : shown.substring(0, cut) + "\"";
    Object back = JSONObjectUtils.parse("{\"shown\":" + whole + "}").get("shown");
    if (cut < 0) {
      assertThat(back).isEqualTo(text);
    } else {
      assertThat(text).startsWith((String) back).hasSizeGreaterThan(((String) back).length());
    }
  }
}
