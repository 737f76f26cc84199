package dev.credence.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What came from a server, octet by octet.
 *
 * @param octets in the order in which they came
 * @param reset whether the connection ended by a reset
 */
public record RawAnswer(byte[] octets, boolean reset) {

  public String text() {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** Whether the header fields came to their end. */
  public boolean headIsComplete() {
    return text().contains("\r\n\r\n");
  }

  public int status() {
    return Integer.parseInt(text().split(" ", 3)[1]);
  }

  /** The first value of a header field, or nothing. */
  public String header(String name) {
    return headers(name).stream().findFirst().orElse("");
  }

  public List<String> headers(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return head()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  public byte[] body() {
    return Arrays.copyOfRange(octets, head().length() + 4, octets.length);
  }

  public String bodyText() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  private String head() {
    return text().substring(0, text().indexOf("\r\n\r\n"));
  }
}
