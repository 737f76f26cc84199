package dev.credence.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between pages, and from pages to sources, lead somewhere. */
class DocumentationLinksTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`]*`");

  /** A link and the page that it is on. */
  record Link(Path page, String target) {
    @Override
    public String toString() {
      return ROOT.relativize(page) + " to " + target;
    }
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  static List<Link> links() throws IOException {
    List<Link> links = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          links.add(new Link(page, link.group(1)));
        }
      }
    }
    return links;
  }

  @Test
  void pages_link_to_one_another() throws IOException {
    assertThat(links()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("links")
  void link_leads_somewhere(Link link) throws IOException {
    String[] parts = link.target().split("#", 2);
    Path target =
        parts[0].isEmpty() ? link.page() : link.page().resolveSibling(parts[0]).normalize();

    assertThat(target).exists();
    if (parts.length == 2 && target.toString().endsWith(".md")) {
      assertThat(anchors(target)).contains(parts[1]);
    }
  }

  /** Headings as they can be linked to, and anchors that a page sets itself. */
  private static List<String> anchors(Path page) throws IOException {
    List<String> anchors = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("#")) {
        anchors.add(anchor(line.replaceFirst("^#+\\s+", "")));
      }
      Matcher own = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"").matcher(line);
      while (own.find()) {
        anchors.add(own.group(1));
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
