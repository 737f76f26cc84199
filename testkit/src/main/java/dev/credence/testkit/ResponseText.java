package dev.credence.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A response as octets (RFC 9112 §4). Immutable as long as nobody writes to its octets. */
final class ResponseText {
  private final byte[] head;
  private final byte[] body;

  private ResponseText(byte[] head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  /** With the length that the body has. */
  static ResponseText of(ServerResponse response) {
    return announcing(response, response.body().length);
  }

  /** With another length announced than the body has. */
  static ResponseText announcing(ServerResponse response, int length) {
    return hasBody(response.status())
        ? new ResponseText(head(response, "Content-Length: " + length), response.body())
        : new ResponseText(head(response, ""), new byte[0]);
  }

  /** With a body in chunks, which are the caller's to send. */
  static byte[] chunkedHead(ServerResponse response) {
    return head(response, "Transfer-Encoding: chunked");
  }

  private static boolean hasBody(int status) {
    return status >= 200 && status != 204 && status != 304;
  }

  private static byte[] head(ServerResponse response, String framing) {
    StringBuilder head = new StringBuilder();
    head.append("HTTP/1.1 ").append(response.status()).append(" \r\n");
    for (Map.Entry<String, List<String>> field : response.headers().entrySet()) {
      for (String value : field.getValue()) {
        head.append(field.getKey()).append(": ").append(value).append("\r\n");
      }
    }
    head.append(framing).append(framing.isEmpty() ? "\r\n" : "\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] head() {
    return head;
  }

  byte[] body() {
    return body;
  }

  byte[] octets() {
    byte[] octets = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, octets, head.length, body.length);
    return octets;
  }
}
