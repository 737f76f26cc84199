package dev.credence.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests from a connection (RFC 9112), as far as clients of an issuer use it. */
final class RequestReader {
  private static final int MAX_LINE_OCTETS = 32_768;
  private static final int MAX_HEADERS = 256;
  private static final int MAX_BODY_OCTETS = 1_048_576;

  private final InputStream in;
  private final OutputStream out;

  /**
   * @param out where a client that waits for it is told to go on with its body
   */
  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Reads the next request.
   *
   * @return null when the client hung up instead of asking anything
   * @throws IOException if the connection breaks, or what comes is no HTTP/1.1 request
   */
  @Nullable ServerRequest next() throws IOException {
    String requestLine = line();
    if (requestLine == null) {
      return null;
    }
    String[] parts = requestLine.split(" ", -1);
    if (parts.length != 3 || !parts[1].startsWith("/") || !parts[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("The request line is not that of an HTTP/1.1 request");
    }
    Map<String, List<String>> headers = headers();
    return new ServerRequest(parts[0], parts[1], headers, body(headers));
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String line = requiredLine();
    for (int count = 0; !line.isEmpty(); count++) {
      int colon = line.indexOf(':');
      if (colon < 1 || count == MAX_HEADERS) {
        throw new ProtocolException("The request's header fields are not those of HTTP/1.1");
      }
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
      line = requiredLine();
    }
    return headers;
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    if (first(headers, "Expect").toLowerCase(Locale.ROOT).equals("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    if (first(headers, "Transfer-Encoding").toLowerCase(Locale.ROOT).equals("chunked")) {
      return chunks();
    }
    String length = first(headers, "Content-Length");
    return length.isEmpty() ? new byte[0] : octets(number(length, 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(octets(size));
      if (body.size() > MAX_BODY_OCTETS) {
        throw new ProtocolException("The request's body is too large");
      }
      requiredLine();
    }
    headers();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = requiredLine();
    int extension = line.indexOf(';');
    return number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
  }

  private static int number(String text, int radix) throws ProtocolException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= MAX_BODY_OCTETS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, together with numbers out of bounds.
    }
    throw new ProtocolException("The length of the request's body is no number up to 1 MiB");
  }

  private byte[] octets(int length) throws IOException {
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException("The request ended within its body");
    }
    return octets;
  }

  private static String first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of("")).get(0);
  }

  private String requiredLine() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException("The request ended within its head");
    }
    return line;
  }

  /** The next line without its end, or null at the end of the stream. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      if (octet != '\r') {
        line.write(octet);
      }
      if (line.size() > MAX_LINE_OCTETS) {
        throw new ProtocolException("A line of the request is too long");
      }
      octet = in.read();
    }
    if (octet < 0 && line.size() > 0) {
      throw new EOFException("The request ended within a line");
    }
    return octet < 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
  }
}
