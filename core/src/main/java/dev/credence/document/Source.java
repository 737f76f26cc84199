package dev.credence.document;

import dev.credence.internal.text.SafeText;

/**
 * The text of a document and what messages put before its line.
 *
 * @param text the document
 * @param prefix the file's name with a comma, or nothing
 */
record Source(String text, String prefix) {
  static Source of(String text) {
    return new Source(text, "");
  }

  static Source of(String text, String fileName) {
    return new Source(text, SafeText.name(fileName) + ", ");
  }
}
