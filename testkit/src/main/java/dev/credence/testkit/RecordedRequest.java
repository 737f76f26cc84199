package dev.credence.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that a server got. What it carried can be asked for, since tests have to see what
 * clients send; its text shows no credentials: no query, and of the header fields only the values
 * that hold none.
 *
 * <p>Immutable.
 */
public final class RecordedRequest {
  /** In lower case. */
  private static final Set<String> HARMLESS =
      Set.of(
          "accept",
          "accept-encoding",
          "cache-control",
          "connection",
          "content-length",
          "content-type",
          "host",
          "if-modified-since",
          "if-none-match",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private final int number;
  private final int connection;
  private final Instant at;
  private final ServerRequest request;
  private final @Nullable Fault fault;

  RecordedRequest(
      int number, int connection, Instant at, ServerRequest request, @Nullable Fault fault) {
    this.number = number;
    this.connection = connection;
    this.at = at;
    this.request = request;
    this.fault = fault;
  }

  /**
   * Its place among all requests of the server.
   *
   * @return 1 for the first
   */
  public int number() {
    return number;
  }

  /**
   * The connection that it came by.
   *
   * @return 1 for the server's first
   */
  public int connection() {
    return connection;
  }

  /**
   * When it came, by the issuer's clock.
   *
   * @return the time
   */
  public Instant at() {
    return at;
  }

  /**
   * Its method.
   *
   * @return such as {@code GET}
   */
  public String method() {
    return request.method();
  }

  /**
   * Its path as it was sent, not decoded.
   *
   * @return the path, without the query
   */
  public String path() {
    return request.path();
  }

  /**
   * Its query as it was sent, not decoded. It may hold credentials.
   *
   * @return the query without the question mark; empty when there is none
   */
  public String query() {
    return request.query();
  }

  /**
   * Its header fields. They may hold credentials.
   *
   * @return the values of each line by name, looked up in any case
   */
  public Map<String, List<String>> headers() {
    return request.headers();
  }

  /**
   * A header field's first value. It may hold credentials.
   *
   * @param name in any case
   * @return empty when the request has no such field
   */
  public Optional<String> header(String name) {
    return request.header(name);
  }

  /**
   * A parameter of its form, as requests to token services have. It may be a credential.
   *
   * @param name as it is sent, such as {@code RoleSessionName}
   * @return the value, decoded; empty when the body has no such parameter
   */
  public Optional<String> formParameter(String name) {
    return Optional.ofNullable(request.formParameters().get(name));
  }

  /**
   * The fault that it met.
   *
   * @return empty when it was answered as it should be
   */
  public Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append('#').append(number).append(' ').append(at).append(' ').append(request);
    text.append(request.query().isEmpty() ? "" : "?(hidden)");
    request.headers().forEach((name, values) -> text.append(shown(name, values)));
    return text.append(fault == null ? "" : " met: " + fault).toString();
  }

  private static String shown(String name, List<String> values) {
    boolean harmless = HARMLESS.contains(name.toLowerCase(Locale.ROOT));
    return " " + name + "=" + (harmless ? JsonText.of(String.join(", ", values)) : "(hidden)");
  }
}
