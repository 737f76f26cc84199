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
    /** The status was neither 200 nor an expected 304. */
    STATUS,
    /** The server pointed elsewhere. */
    REDIRECT,
    /** The response is not JSON in UTF-8. */
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

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  FetchException(Kind kind, String host, String problem) {
    this(kind, host, problem, null);
  }

  FetchException(Kind kind, String host, String problem, @Nullable Duration retryAfter) {
    super(SafeText.quote(host) + " " + problem, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** How long the server asked to be left alone, when it said so in seconds. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
