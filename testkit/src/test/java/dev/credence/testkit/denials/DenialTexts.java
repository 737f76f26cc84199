package dev.credence.testkit.denials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table's texts: a file of headings, each with the whole text of one denial below it. */
final class DenialTexts {
  private static final Path FILE = Path.of("src/test/resources/denials.md");
  private static final String HEADING = "## ";
  private static final String FENCE = "```\n";
  private static final String TITLE =
      "# What denials say\n\nEach is the whole text of `explain()` for one refused token; a test"
          + " compares them.\nWrite them anew with `-Dcredence.denials.update=true`.\n";

  private DenialTexts() {}

  static boolean isUpdate() {
    return Boolean.getBoolean("credence.denials.update");
  }

  static Map<String, String> read() {
    try {
      Map<String, String> texts = new LinkedHashMap<>();
      for (String section : Files.readString(FILE).split("\n" + HEADING)) {
        int fence = section.indexOf(FENCE);
        if (fence >= 0) {
          String text = section.substring(fence + FENCE.length(), section.lastIndexOf("\n```"));
          texts.put(section.substring(0, section.indexOf('\n')), text);
        }
      }
      return texts;
    } catch (IOException e) {
      throw new AssertionError("the table of denials can't be read", e);
    }
  }

  static void write(Map<String, String> texts) {
    StringBuilder all = new StringBuilder(TITLE);
    texts.forEach((name, text) ->
        all.append('\n')
            .append(HEADING)
            .append(name)
            .append("\n\n")
            .append(FENCE)
            .append(text)
            .append("\n```\n"));
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, all);
    } catch (IOException e) {
      throw new AssertionError("the table of denials can't be written", e);
    }
  }
}
