package dev.credence.internal.http;

import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document that could not be fetched. The message names the host and says what came and what was
 * required; it never holds a query, a body or another library's words, and there is no cause.
 */
public final class FetchException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** The URL is not one that may be fetched. */
    ADDRESS,
    /** The server could not be found or reached. */
    CONNECT,
    /** No trusted TLS connection came about. */
    TLS,
    /** The status was none that the request allows. */
    STATUS,
    /** The server pointed elsewhere. */
    REDIRECT,
    /** The response is not JSON in UTF-8, or not from a server of the expected kind. */
    CONTENT_TYPE,
    /** The body is compressed or otherwise encoded. */
    CONTENT_ENCODING,
    /** The body exceeds its limit. */
    TOO_LARGE,
    /** The exchange was not finished in time. */
    DEADLINE,
    /** The connection broke, the response was no HTTP, or the fetcher was closed. */
    IO
  }

  private static final int NO_STATUS = 0;

  private final Kind kind;
  private final int status;
  private final @Nullable Duration retryAfter;

  FetchException(Kind kind, String host, String problem) {
    this(kind, host, problem, NO_STATUS, null);
  }

  FetchException(
      Kind kind, String host, String problem, int status, @Nullable Duration retryAfter) {
    super(SafeText.quote(host) + " " + problem, null, false, false);
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The status that came, when it is what went wrong; 0 otherwise. */
  public int status() {
    return status;
  }

  /** How long the server asked to be left alone, when it said so in seconds. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
