package dev.credence.internal.http;

import dev.credence.internal.http.FetchException.Kind;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.0 as octets (RFC 1945 §5 and §6), for connections that Java's HTTP client can't make. */
final class RawHttp {
  private static final String LINE_END = "\r\n";
  private static final String HEAD_END = "\r\n\r\n";
  private static final int VERSION_LENGTH = "HTTP/1.x".length();
  private static final int STATUS_DIGITS = 3;

  private RawHttp() {}

  static byte[] request(CredentialRequest request) {
    byte[] body = request.body() == null ? new byte[0] : request.body();
    String target = request.uri().getRawPath();
    String query = request.uri().getRawQuery();
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(target);
    head.append(query == null ? "" : "?" + query).append(" HTTP/1.0").append(LINE_END);
    appendHeader(head, "Host", "localhost");
    appendHeader(head, "Accept", request.answer().accepted());
    appendHeader(head, "User-Agent", "Credence");
    request.headers().forEach((name, value) -> appendHeader(head, name, value));
    appendHeader(head, "Content-Length", String.valueOf(body.length));
    byte[] start = head.append(LINE_END).toString().getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  private static void appendHeader(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append(LINE_END);
  }

  static FetchResult answer(String host, Answer answer, byte[] octets) throws FetchException {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      throw notHttp(host);
    }
    List<String> lines = List.of(text.substring(0, end).split(LINE_END, -1));
    int status = status(host, lines.get(0));
    HttpHeaders headers = headers(host, lines.subList(1, lines.size()));
    ResponseGate gate = new ResponseGate(host, CredentialRequest.MAX_ANSWER_BYTES, answer);
    FetchException objection = gate.objectionTo(status, headers);
    if (objection != null) {
      throw objection;
    }
    byte[] body = Arrays.copyOfRange(octets, end + HEAD_END.length(), octets.length);
    requireWhole(host, headers, body);
    return gate.accepted(status, headers, body);
  }

  private static int status(String host, String line) throws FetchException {
    int from = VERSION_LENGTH + 1;
    int to = from + STATUS_DIGITS;
    boolean wellFormed =
        line.length() >= to
            && line.startsWith("HTTP/1.")
            && line.charAt(VERSION_LENGTH) == ' '
            && line.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
    if (!wellFormed) {
      throw notHttp(host);
    }
    return Integer.parseInt(line.substring(from, to));
  }

  private static HttpHeaders headers(String host, List<String> lines) throws FetchException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw notHttp(host);
      }
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  /** A connection that broke early must not pass for the end of the body. */
  private static void requireWhole(String host, HttpHeaders headers, byte[] body)
      throws FetchException {
    List<String> lengths = headers.allValues("Content-Length");
    if (!lengths.isEmpty() && !lengths.equals(List.of(String.valueOf(body.length)))) {
      throw new FetchException(Kind.IO, host, "broke off the exchange");
    }
    if (!headers.allValues("Transfer-Encoding").isEmpty()) {
      throw notHttp(host);
    }
  }

  private static FetchException notHttp(String host) {
    return new FetchException(Kind.IO, host, "sent no answer in HTTP/1.0");
  }
}
