package dev.credence.internal.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange sends, and what it takes for an answer. Immutable. A request without a body is
 * a GET, one with a body, though it be empty, a POST.
 */
final class Exchange {
  private final URI uri;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;
  private final Answer answer;
  private final int maxBytes;

  private Exchange(
      URI uri, Map<String, String> headers, byte @Nullable [] body, Answer answer, int maxBytes) {
    this.uri = uri;
    this.headers = headers;
    this.body = body;
    this.answer = answer;
    this.maxBytes = maxBytes;
  }

  static Exchange of(FetchRequest request) {
    String known = request.entityTag();
    return new Exchange(
        request.uri(),
        known == null ? Map.of() : Map.of("If-None-Match", known),
        null,
        known == null ? Answer.DOCUMENT : Answer.REVALIDATED_DOCUMENT,
        request.maxBytes());
  }

  static Exchange of(CredentialRequest request) {
    return new Exchange(
        request.uri(),
        request.headers(),
        request.body(),
        request.answer(),
        CredentialRequest.MAX_ANSWER_BYTES);
  }

  URI uri() {
    return uri;
  }

  String host() {
    return String.valueOf(uri.getHost());
  }

  HttpRequest httpRequest(FetchAddress address) {
    HttpRequest.Builder http = HttpRequest.newBuilder(address.route(uri));
    if (body == null) {
      http.GET();
    } else {
      http.POST(BodyPublishers.ofByteArray(body));
    }
    http.header("Accept", answer.accepted()).header("User-Agent", "Credence");
    headers.forEach(http::setHeader);
    return http.build();
  }

  ResponseGate gate() {
    return new ResponseGate(host(), maxBytes, answer);
  }
}
