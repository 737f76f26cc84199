package dev.credence.internal.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One document to fetch.
 *
 * @param uri where it is
 * @param maxBytes the largest body to read, in octets
 * @param entityTag the {@code ETag} of the version at hand, which allows the answer 304; or null
 */
public record FetchRequest(URI uri, int maxBytes, @Nullable String entityTag) {
  /** An unconditional request. */
  public FetchRequest(URI uri, int maxBytes) {
    this(uri, maxBytes, null);
  }
}
