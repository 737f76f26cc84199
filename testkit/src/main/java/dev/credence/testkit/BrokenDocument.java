package dev.credence.testkit;

import java.nio.charset.StandardCharsets;

/**
 * The ways in which a JSON document can be sent broken, with status 200 and the content type of a
 * sound one; see {@link Fault#document(BrokenDocument)}. None of them may ever replace a good set
 * of keys (RFC 7517 §5, RFC 8259 §8.1).
 */
public enum BrokenDocument {
  /** Nothing: a body of no octets. */
  EMPTY("its body is empty"),
  /** The document without its last octets, with the length that it then has. */
  MALFORMED("its JSON ends too soon"),
  /** The document, and after it another. */
  TRAILING("a second JSON document follows"),
  /** The document with each of its members a second time, so that a lenient reader takes it. */
  DUPLICATE_MEMBERS("each member comes twice"),
  /** The document behind a byte order mark. */
  BYTE_ORDER_MARK("a byte order mark comes first"),
  /** The document in UTF-16. */
  UTF_16("it is in UTF-16"),
  /** The document with an octet that is never part of UTF-8. */
  INVALID_UTF_8("it is not UTF-8"),
  /** An empty object: neither {@code keys} nor {@code issuer}. */
  NO_MEMBERS("it is an empty object"),
  /** {@code {"keys":null}}. */
  KEYS_NULL("keys is null"),
  /** {@code {"keys":[]}}. */
  KEYS_EMPTY("keys is empty"),
  /** {@code {"keys":{…}}}: an object in place of the array. */
  KEYS_OBJECT("keys is an object"),
  /** {@code [{…}]}: the document in an array. */
  TOP_LEVEL_ARRAY("the document is in an array"),
  /** {@code null}. */
  TOP_LEVEL_NULL("the document is null"),
  /** The document between more white space than is ever read. */
  OVERSIZE("it is larger than 4 MiB"),
  /** An array of arrays, 100,000 deep. */
  DEEP("it nests 100,000 levels deep");

  private static final int OVERSIZE_OCTETS = 4 * 1_024 * 1_024;
  private static final int DEPTH = 100_000;

  private final String description;

  BrokenDocument(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  /**
   * Breaks a document.
   *
   * @param sound a JSON object
   * @return what is sent in its place
   */
  byte[] broken(byte[] sound) {
    String json = new String(sound, StandardCharsets.UTF_8);
    return switch (this) {
      case UTF_16 -> json.getBytes(StandardCharsets.UTF_16);
      case INVALID_UTF_8 -> replaced(json, "\"", "\"\u00ff").getBytes(StandardCharsets.ISO_8859_1);
      default -> text(json).getBytes(StandardCharsets.UTF_8);
    };
  }

  private String text(String json) {
    return switch (this) {
      case EMPTY -> "";
      case MALFORMED -> json.substring(0, Math.max(0, json.length() - 2));
      case TRAILING -> json + json;
      case DUPLICATE_MEMBERS -> twice(json);
      case BYTE_ORDER_MARK -> "\ufeff" + json;
      case KEYS_NULL -> "{\"keys\":null}";
      case KEYS_EMPTY -> "{\"keys\":[]}";
      case KEYS_OBJECT -> "{\"keys\":{\"0\":" + json + "}}";
      case TOP_LEVEL_ARRAY -> "[" + json + "]";
      case TOP_LEVEL_NULL -> "null";
      case OVERSIZE -> json + " ".repeat(OVERSIZE_OCTETS);
      case DEEP -> "{\"keys\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}";
      default -> "{}";
    };
  }

  private static String twice(String json) {
    return json.substring(0, json.lastIndexOf('}')) + "," + json.substring(1);
  }

  private static String replaced(String text, String first, String by) {
    int at = text.indexOf(first);
    return at < 0 ? text + by : text.substring(0, at) + by + text.substring(at + first.length());
  }
}
