package dev.credence.ambient;

/** Lines of a pipeline's configuration, as they stand in a message. */
final class Yaml {
  private static final String INDENT = "    ";

  private Yaml() {}

  /** The lines, each indented, in a paragraph of their own. */
  static String lines(String... lines) {
    StringBuilder text = new StringBuilder("\n");
    for (String line : lines) {
      text.append('\n').append(INDENT).append(line);
    }
    return text.append('\n').toString();
  }
}
