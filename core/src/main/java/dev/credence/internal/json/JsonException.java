package dev.credence.internal.json;

/**
 * Says why a text is not an acceptable JSON object.
 *
 * <p>The message is a sentence fragment in our own words, such as {@code duplicate member at
 * character 34}. It tells positions and limits and never any content of the text. The first
 * character is character 1, counted in UTF-16 units.
 *
 * <p>Stackless and without a cause: refusing hostile input has to be cheap, and a parser's own
 * exceptions quote what they read.
 */
public final class JsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private JsonException(String message) {
    super(message, null, false, false);
  }

  static JsonException of(String defect) {
    return new JsonException(defect);
  }

  /** The defect at a zero-based offset; a negative offset means that the place isn't known. */
  static JsonException at(long offset, String defect) {
    return of(offset < 0 ? defect : defect + " at character " + (offset + 1));
  }
}
