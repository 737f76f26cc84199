package dev.credence.internal.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/** A document as a server sent it, or the news that the version at hand is still current. */
public final class FetchResult {
  private final int status;
  private final boolean notModified;
  private final byte[] body;
  private final HttpHeaders headers;

  FetchResult(int status, boolean notModified, byte[] body, HttpHeaders headers) {
    this.status = status;
    this.notModified = notModified;
    this.body = body;
    this.headers = headers;
  }

  /** The status: a success, or an error whose document the request asked to see. */
  public int status() {
    return status;
  }

  /** Whether the answer was 304 to a request with an entity tag; the body is then empty. */
  public boolean notModified() {
    return notModified;
  }

  /** How long the server asked to be left alone, when it said so in seconds. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(RetryAfter.in(headers));
  }

  /** The octets of the document, whose only holder the caller becomes. */
  public byte[] body() {
    return body;
  }

  /**
   * The header fields, such as {@code ETag}, {@code Cache-Control}, {@code Age}: unchecked text.
   */
  public HttpHeaders headers() {
    return headers;
  }
}
