package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds {@code docs/errors.md} to the vocabulary: each reason and near miss, with cause and cure.
 */
class ErrorsPageTest {
  private static final String PAGE = page();

  private static String page() {
    try {
      return Files.readString(Path.of("../docs/errors.md"));
    } catch (IOException e) {
      throw new AssertionError("the page of errors can't be read", e);
    }
  }

  private static String section(String name) {
    String heading = "<a id=\"" + name.toLowerCase(Locale.ROOT) + "\"></a>\n### " + name + "\n";
    int from = PAGE.indexOf(heading);
    assertThat(from).as("section %s with its anchor", name).isNotNegative();
    String rest = PAGE.substring(from + heading.length());
    int end =
        Stream.of("\n<a id=", "\n## ").mapToInt(rest::indexOf).filter(i -> i >= 0).min().orElse(0);
    return rest.substring(0, end);
  }

  private static void assertHasCauseAndCure(String section) {
    assertThat(section).contains("\n**Cause.** ", "\n**Cure.** ");
    assertThat(section.substring(section.indexOf("**Cure.** ") + 10).strip()).endsWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void reason_has_its_sentence_cause_and_cure(RejectionReason reason) {
    String section = section(reason.name());
    assertThat(section).startsWith("\n" + reason.sentence() + ".\n");
    assertHasCauseAndCure(section);
  }

  @ParameterizedTest
  @EnumSource
  void near_miss_has_its_cause_and_cure(NearMiss miss) {
    assertHasCauseAndCure(section(miss.name()));
  }

  @Test
  void page_has_nothing_that_is_neither() {
    List<String> known =
        Stream.concat(Arrays.stream(RejectionReason.values()), Arrays.stream(NearMiss.values()))
            .map(each -> "### " + each)
            .toList();
    assertThat(PAGE.lines().filter(line -> line.startsWith("### ")))
        .containsExactlyElementsOf(known);
  }
}
