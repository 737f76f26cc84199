package dev.credence.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came. It may hold credentials, so its text shows nothing but method and path.
 * Immutable but for the body, which is the receiver's own.
 */
final class ServerRequest {
  private final String method;
  private final String path;
  private final String query;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /**
   * @param target path and query as in the request line
   * @param headers by name in any case
   */
  ServerRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {
    int question = target.indexOf('?');
    this.method = method;
    this.path = question < 0 ? target : target.substring(0, question);
    this.query = question < 0 ? "" : target.substring(question + 1);
    this.headers = caseInsensitive(headers);
    this.body = body;
  }

  private static Map<String, List<String>> caseInsensitive(Map<String, List<String>> headers) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    return Collections.unmodifiableMap(copy);
  }

  String method() {
    return method;
  }

  /** The path as sent, not decoded. */
  String path() {
    return path;
  }

  /** The query as sent, without the question mark; empty when there is none. */
  String query() {
    return query;
  }

  /** The query's parameters, decoded; of a repeated one the last. */
  Map<String, String> queryParameters() {
    return parameters(query);
  }

  /** The body's parameters where it is {@code application/x-www-form-urlencoded}, decoded. */
  Map<String, String> formParameters() {
    return parameters(text());
  }

  /** All header fields, looked up by name in any case. */
  Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header field, whose name may be in any case. */
  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  byte[] body() {
    return body.clone();
  }

  /** The body as UTF-8. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  private static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
