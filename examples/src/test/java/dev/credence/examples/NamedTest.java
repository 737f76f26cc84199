package dev.credence.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test that a page of the documentation names.
 *
 * @param test the method
 * @param file where it is, relative to the page's folder
 */
record NamedTest(String test, String file) {
  static final Path DOCS = Path.of("").toAbsolutePath().getParent().resolve("docs");
  static final Pattern LINK = Pattern.compile("\\[`(\\w+)`]\\(([^)]+)\\)");

  static Stream<NamedTest> in(String line) {
    return LINK.matcher(line).results().map(link -> new NamedTest(link.group(1), link.group(2)));
  }

  /** The rows of a page's tables, without their headings. */
  static List<String> rows(String page, String heading) throws IOException {
    return Files.readAllLines(DOCS.resolve(page)).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| " + heading + " "))
        .toList();
  }

  void assertThatItExists() throws IOException {
    Path path = DOCS.resolve(file).normalize();
    assertThat(path).isRegularFile();
    List<String> lines = Files.readAllLines(path);
    assertThat(lines).anyMatch(line -> line.contains(" void " + test + "("));
    assertThat(lines).noneMatch(line -> line.contains("@Disabled"));
  }

  @Override
  public String toString() {
    return test;
  }
}
