package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.credence.FuzzedText;

/** Any pattern, in the first line, against any value, in the others. */
class GlobFuzzTest {
  @FuzzTest
  @DictionaryEntries({"*", "**", "?", "/", ":", "refs/heads/", "/*", "**/", ":**", "\ud83d\ude00"})
  void glob_agrees_with_the_reference_matcher(byte[] input) {
    String[] lines = FuzzedText.twoLines(input);
    Glob glob;
    try {
      glob = Glob.of(lines[0]);
    } catch (IllegalArgumentException refused) {
      FuzzedText.requireHarmless(refused.getMessage(), false);
      return;
    }
    assertThat(glob.matches(lines[1])).isEqualTo(ReferenceGlob.matches(lines[0], lines[1]));
    assertThat(glob.matches(lines[0].replace("*", "")))
        .as("the pattern without its stars, which stand for nothing as well")
        .isEqualTo(ReferenceGlob.matches(lines[0], lines[0].replace("*", "")));
  }
}
