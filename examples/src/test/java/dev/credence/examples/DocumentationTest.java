package dev.credence.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the snippets of README and docs, Java and poms, to the built sources that they come from.
 */
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String MARK = "<!-- snippet: ";
  private static final String FILE_MARK = "<!-- file: ";

  /** A snippet of a page, and where its page says that it comes from. */
  record Snippet(Path page, String source, String region, String code) {
    @Override
    public String toString() {
      return page.getFileName() + ": " + region;
    }
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs =
        Files.exists(ROOT.resolve("docs")) ? Files.walk(ROOT.resolve("docs")) : Stream.empty()) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")))
          .toList();
    }
  }

  static List<Snippet> snippets() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path page : pages()) {
      List<String> lines = Files.readAllLines(page);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith("```java") || lines.get(i).startsWith("```xml")) {
          snippets.add(snippet(page, lines, i));
        }
      }
    }
    return snippets;
  }

  private static Snippet snippet(Path page, List<String> lines, int fence) {
    String mark = fence == 0 ? "" : lines.get(fence - 1);
    assertThat(mark).as("the line before the snippet at %s:%d", page, fence).startsWith(MARK);
    String[] words = mark.substring(MARK.length()).split(" ");
    int end = lines.subList(fence + 1, lines.size()).indexOf("```") + fence + 1;
    return new Snippet(page, words[0], words[1], String.join("\n", lines.subList(fence + 1, end)));
  }

  @Test
  void the_readme_has_its_snippets() throws IOException {
    assertThat(snippets()).filteredOn(s -> s.page().endsWith("README.md")).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void a_snippet_is_what_is_compiled(Snippet snippet) throws IOException {
    String source = Files.readString(ROOT.resolve(snippet.source()));
    String start = "@start region=\"" + snippet.region() + "\"";
    int from = source.indexOf(start);
    assertThat(from).as("region %s in %s", snippet.region(), snippet.source()).isNotNegative();
    String region = source.substring(source.indexOf('\n', from) + 1);
    region = region.substring(0, region.indexOf("@end"));
    region = region.substring(0, region.lastIndexOf('\n')).stripTrailing();
    assertThat(snippet.code()).isEqualTo(region.stripIndent().stripTrailing());
  }

  static List<Snippet> files() throws IOException {
    List<Snippet> files = new ArrayList<>();
    for (Path page : pages()) {
      List<String> lines = Files.readAllLines(page);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith(FILE_MARK)) {
          assertThat(lines.get(i + 1)).as("the line after %s", lines.get(i)).startsWith("```");
          String source = lines.get(i).substring(FILE_MARK.length()).split(" ")[0];
          int end = lines.subList(i + 2, lines.size()).indexOf("```") + i + 2;
          String code = String.join("\n", lines.subList(i + 2, end));
          files.add(new Snippet(page, source, source, code));
        }
      }
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_is_shown_as_it_is(Snippet file) throws IOException {
    assertThat(file.code()).isEqualTo(Files.readString(ROOT.resolve(file.source())).strip());
  }
}
