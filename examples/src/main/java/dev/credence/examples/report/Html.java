package dev.credence.examples.report;

/** Writes HTML; every text that is put in is escaped. Not thread-safe. */
final class Html {
  private final StringBuilder page = new StringBuilder();

  /** Adds markup of the program's own. */
  Html raw(String markup) {
    page.append(markup);
    return this;
  }

  /** Adds a text from anywhere. */
  Html text(String text) {
    text.codePoints().forEach(this::escaped);
    return this;
  }

  /** Adds a name from anywhere, which may be broken at its joints. */
  Html breakable(String name) {
    String joint = "";
    for (String part : name.split("(?<=[_/.-])", -1)) {
      raw(joint).text(part);
      joint = "<wbr>";
    }
    return this;
  }

  /** Adds an element with a text and attributes of the program's own. */
  Html element(String tag, String attributes, String text) {
    raw("<" + tag + (attributes.isEmpty() ? "" : " " + attributes) + ">");
    return text(text).raw("</" + tag + ">\n");
  }

  private void escaped(int character) {
    switch (character) {
      case '&' -> page.append("&amp;");
      case '<' -> page.append("&lt;");
      case '>' -> page.append("&gt;");
      case '"' -> page.append("&quot;");
      case '\'' -> page.append("&#39;");
      default -> page.appendCodePoint(character);
    }
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
