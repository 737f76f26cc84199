package dev.credence.internal.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that carries a credential or is answered with one, for exactly one URL.
 *
 * <p>Immutable. It prints neither headers nor body nor query.
 */
public final class CredentialRequest {
  /** The largest answer that is read, in octets. */
  public static final int MAX_ANSWER_BYTES = 65_536;

  private final URI uri;
  private final Answer answer;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;

  private CredentialRequest(
      URI uri, Answer answer, Map<String, String> headers, byte @Nullable [] body) {
    this.uri = uri;
    this.answer = answer;
    this.headers = headers;
    this.body = body;
  }

  /** A GET. */
  public static CredentialRequest get(URI uri, Answer answer) {
    return new CredentialRequest(uri, answer, Map.of(), null);
  }

  /** A POST with an empty body, until it is given one. */
  public static CredentialRequest post(URI uri, Answer answer) {
    return new CredentialRequest(uri, answer, Map.of(), new byte[0]);
  }

  /** Whether a text can be the value of a header: visible ASCII, with spaces between. */
  public static boolean isHeaderValue(String text) {
    return !text.isEmpty()
        && text.equals(text.strip())
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  /**
   * This request with one header more.
   *
   * @throws IllegalArgumentException when the value isn't one; it is not shown
   */
  public CredentialRequest header(String name, String value) {
    if (!isHeaderValue(value)) {
      throw new IllegalArgumentException("The header " + name + " can't have this value");
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new CredentialRequest(uri, answer, more, body);
  }

  /** This request with a JSON text as its body. */
  public CredentialRequest json(String text) {
    return body("application/json", text);
  }

  /** This request with a form as its body (RFC 6749 appendix B). */
  public CredentialRequest form(Map<String, String> fields) {
    List<String> pairs = new ArrayList<>();
    fields.forEach((name, value) -> pairs.add(formEncoded(name) + "=" + formEncoded(value)));
    return body("application/x-www-form-urlencoded", String.join("&", pairs));
  }

  /** A text as it stands in a form. */
  public static String formEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** This request with a text as its body. */
  public CredentialRequest body(String contentType, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new CredentialRequest(uri, answer, headers, octets).header("Content-Type", contentType);
  }

  String method() {
    return body == null ? "GET" : "POST";
  }

  URI uri() {
    return uri;
  }

  Answer answer() {
    return answer;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte @Nullable [] body() {
    return body;
  }

  @Override
  public String toString() {
    return method() + " to " + uri.getHost();
  }
}
