package dev.credence.internal.http;

import dev.credence.internal.http.FetchException.Kind;
import dev.credence.internal.text.SafeText;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides by a response's head whether its body is read. */
final class ResponseGate implements BodyHandler<byte[]> {
  private static final int NOT_MODIFIED = 304;

  private final String host;
  private final int maxBytes;
  private final Answer answer;

  ResponseGate(String host, int maxBytes, Answer answer) {
    this.host = host;
    this.maxBytes = maxBytes;
    this.answer = answer;
  }

  /** What the gate let through. */
  FetchResult accepted(ResponseInfo response, byte[] body) {
    return accepted(response.statusCode(), response.headers(), body);
  }

  FetchResult accepted(int status, HttpHeaders headers, byte[] body) {
    return new FetchResult(status, answer.isNotModified(status), body, headers);
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo response) {
    FetchException objection = objectionTo(response.statusCode(), response.headers());
    return objection == null ? new LimitedBody(host, maxBytes) : new RefusedBody(objection);
  }

  /** Why the body isn't read, or null when it is. */
  @Nullable FetchException objectionTo(int status, HttpHeaders headers) {
    if (answer.isNotModified(status)) {
      return null;
    }
    if (answer.isSuccess(status)) {
      return objectionTo(headers);
    }
    return answer.isReadableError(status) && objectionTo(headers) == null
        ? null
        : wrongStatus(status, headers);
  }

  private @Nullable FetchException objectionTo(HttpHeaders headers) {
    if (!answer.isFromExpectedServer(headers)) {
      return new FetchException(
          Kind.CONTENT_TYPE,
          host,
          "answered without the header " + Answer.METADATA_HEADER + ": " + Answer.METADATA_VALUE);
    }
    if (!headers.allValues("Content-Encoding").isEmpty()) {
      return new FetchException(
          Kind.CONTENT_ENCODING, host, "sent an encoded body although none was asked for");
    }
    return answer.isJson() ? wrongContentType(headers.allValues("Content-Type")) : null;
  }

  private FetchException wrongStatus(int status, HttpHeaders headers) {
    if (status >= 300 && status < 400 && status != NOT_MODIFIED) {
      return new FetchException(
          Kind.REDIRECT,
          host,
          "answered with a redirect (" + status + "), which is not followed",
          status,
          null);
    }
    return new FetchException(
        Kind.STATUS,
        host,
        "answered with status " + status + " where 200 is required",
        status,
        RetryAfter.in(headers));
  }

  private @Nullable FetchException wrongContentType(List<String> contentTypes) {
    if (contentTypes.size() == 1 && MediaType.isJson(contentTypes.get(0))) {
      return null;
    }
    String found =
        contentTypes.isEmpty() ? "none" : SafeText.quote(String.join(", ", contentTypes));
    return new FetchException(
        Kind.CONTENT_TYPE,
        host,
        "sent content of type " + found + " where JSON in UTF-8 is required");
  }
}
