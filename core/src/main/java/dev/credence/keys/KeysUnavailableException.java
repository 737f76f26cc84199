package dev.credence.keys;

import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer can't be had just now, so its tokens can be neither accepted nor refused.
 *
 * <p>It says nothing about any token. A service answers with HTTP 503 and {@code Retry-After}; a
 * caller may try again. The message never contains a token, a key or a response body, and there is
 * no cause.
 */
public final class KeysUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose keys can't be had. */
  private final String source;

  /** How long to wait before trying again; null if that is not known. */
  private final @Nullable Duration retryAfter;

  /**
   * Keys that can't be had, without a word on when to try again.
   *
   * @param source whose keys: an issuer, a URL or a file name
   * @param problem what was tried and what came of it, as a fragment of a sentence
   */
  public KeysUnavailableException(String source, String problem) {
    this(source, problem, null);
  }

  /**
   * Keys that can't be had before some time has passed.
   *
   * @param source whose keys: an issuer, a URL or a file name
   * @param problem what was tried and what came of it, as a fragment of a sentence
   * @param retryAfter how long to wait before trying again; null when that is not known
   */
  public KeysUnavailableException(String source, String problem, @Nullable Duration retryAfter) {
    super("The keys of " + SafeText.quote(source) + " are unavailable: " + problem + ".");
    this.source = source;
    this.retryAfter = retryAfter;
  }

  /**
   * Whose keys can't be had.
   *
   * @return an issuer, a URL or a file name, unescaped
   */
  public String source() {
    return source;
  }

  /**
   * How long to wait before trying again.
   *
   * @return empty when that is not known
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
