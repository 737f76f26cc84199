package dev.credence.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;

/**
 * The committed text of a module's public API, beside its {@code pom.xml}: whoever changes the API
 * changes this file with it, and the review sees it.
 */
final class ApiGoldenFile {

  private static final String UPDATE_PROPERTY = "credence.api.update";

  private final Path file;

  ApiGoldenFile(Path file) {
    this.file = file;
  }

  /** Fails with the lines that differ, or writes the file anew when the build was told to. */
  void matches(String api) throws IOException {
    if (Boolean.getBoolean(UPDATE_PROPERTY)) {
      Files.writeString(file, api);
      return;
    }
    String accepted = Files.exists(file) ? Files.readString(file) : "";
    if (!api.equals(accepted)) {
      Assertions.fail(
          "The public API is not the one in %s:%n%n%s%n%nIf that is intended: ./mvnw verify"
              + " -D%s=true, and commit the file.",
          file, String.join("\n", difference(accepted, api)), UPDATE_PROPERTY);
    }
  }

  private static List<String> difference(String accepted, String actual) {
    Set<String> before = linesWithTheirType(accepted);
    Set<String> after = linesWithTheirType(actual);
    List<String> difference = new ArrayList<>();
    before.stream().filter(line -> !after.contains(line)).forEach(l -> difference.add("- " + l));
    after.stream().filter(line -> !before.contains(line)).forEach(l -> difference.add("+ " + l));
    return difference.isEmpty() ? List.of("(the same lines in another order)") : difference;
  }

  /** A member's line says nothing without the type that it stands under. */
  private static Set<String> linesWithTheirType(String api) {
    Set<String> lines = new LinkedHashSet<>();
    String type = "";
    for (String line : api.split("\n")) {
      boolean member = line.startsWith(" ");
      type = member ? type : typeNamedBy(line);
      lines.add(member ? type + ": " + line.strip() : line);
    }
    return lines;
  }

  private static String typeNamedBy(String heading) {
    return Arrays.stream(heading.split("[ <(]"))
        .filter(word -> word.contains("."))
        .findFirst()
        .orElse(heading);
  }
}
