package dev.credence.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of public types has every one of them, and none that isn't there. */
class PublicTypesPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final List<String> MODULES = List.of("core", "testkit", "aws", "gcp", "azure");

  /** A type that stands by itself, at the beginning of its entry in a golden file. */
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:[@\\w-]+ )*(?:class|interface|enum|record|@interface)"
              + " ([a-z0-9.]+)(\\w+)(?![.\\w])");

  private static final Pattern NAMED = Pattern.compile("`(\\w+)`");

  @Test
  void page_has_every_public_type_and_no_other() throws IOException {
    TreeSet<String> types = new TreeSet<>();
    for (String module : MODULES) {
      Matcher type = TYPE.matcher(Files.readString(ROOT.resolve(module).resolve("api.txt")));
      while (type.find()) {
        types.add(type.group(2));
      }
    }

    assertThat(namedInTables()).containsExactlyElementsOf(types);
  }

  private static TreeSet<String> namedInTables() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    try (Stream<String> lines = Files.lines(ROOT.resolve("docs/api.md"))) {
      lines
          .filter(line -> line.startsWith("|"))
          .forEach(line -> {
            Matcher name = NAMED.matcher(line);
            while (name.find()) {
              if (Character.isUpperCase(name.group(1).charAt(0))) {
                named.add(name.group(1));
              }
            }
          });
    }
    return named;
  }
}
