package dev.credence.ambient;

import dev.credence.internal.text.ControlCharacters;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Whom a token is to be for, fit to be put into a URL, a command line and YAML. Immutable. */
final class Audience {
  /** Longer than any that a CI or cloud defines, in UTF-16 units. */
  private static final int MAX_LENGTH = 2_048;

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final String value;

  private Audience(String value) {
    this.value = value;
  }

  static Audience of(String value) {
    Objects.requireNonNull(value, "audience");
    if (value.isEmpty() || value.length() > MAX_LENGTH || ControlCharacters.anyIn(value)) {
      throw new IllegalArgumentException(
          "An audience has 1 to " + MAX_LENGTH + " characters and no control characters");
    }
    return new Audience(value);
  }

  String value() {
    return value;
  }

  /** Percent-encoded for a query (RFC 3986 §2.1): everything but the unreserved characters. */
  String percentEncoded() {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%');
        encoded.append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xF, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
      }
    }
    return encoded.toString();
  }

  /** In double quotes and never cut, as in a message or in YAML. */
  String quoted() {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public String toString() {
    return quoted();
  }
}
