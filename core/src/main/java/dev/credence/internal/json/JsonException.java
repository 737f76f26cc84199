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

  private static final int UNKNOWN = -1;

  private final String defect;
  private final long offset;

  private JsonException(String defect, long offset) {
    super(offset < 0 ? defect : defect + " at character " + (offset + 1), null, false, false);
    this.defect = defect;
    this.offset = offset;
  }

  static JsonException of(String defect) {
    return new JsonException(defect, UNKNOWN);
  }

  /** The defect at a zero-based offset; a negative offset means that the place isn't known. */
  static JsonException at(long offset, String defect) {
    return new JsonException(defect, offset);
  }

  /** The message without the place. */
  String defect() {
    return defect;
  }

  /** Where the defect is, zero-based; the start of the text where the place isn't known. */
  int offset() {
    return (int) Math.max(0, offset);
  }
}
