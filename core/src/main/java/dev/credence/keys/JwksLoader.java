package dev.credence.keys;

import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.FetchException;
import dev.credence.internal.http.FetchRequest;
import dev.credence.internal.http.FetchResult;
import dev.credence.internal.jose.JwkSetException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.text.StrictUtf8;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Fetches the key set of one issuer once: by its discovery document, or from a known URL. */
final class JwksLoader {
  private final BoundedFetch fetch;
  private final KeyLocation location;

  JwksLoader(BoundedFetch fetch, KeyLocation location) {
    this.fetch = fetch;
    this.location = location;
  }

  /** Fetches now; fails with {@link KeysUnavailableException} and nothing else. */
  CompletableFuture<KeySet> load() {
    return jwksUrl()
        .thenCompose(url -> document("its key set", url, JsonLimits.KEY_SET))
        .thenApply(this::keySet);
  }

  private CompletableFuture<URI> jwksUrl() {
    if (location instanceof KeyLocation.Jwks known) {
      return CompletableFuture.completedFuture(known.url());
    }
    URI discovery = DiscoveryDocument.locationFor(location.name());
    return document("its discovery document", discovery, JsonLimits.DISCOVERY)
        .thenApply(this::discovered);
  }

  private CompletableFuture<String> document(String what, URI url, JsonLimits limits) {
    return fetch
        .get(new FetchRequest(url, limits.maxLength()))
        .handle((result, failure) -> {
          if (failure != null) {
            throw new CompletionException(notFetched(what, failure));
          }
          return text(what, result);
        });
  }

  private String text(String what, FetchResult result) {
    String text = StrictUtf8.decode(result.body());
    if (text == null) {
      throw unavailable(what + " is not UTF-8");
    }
    return text;
  }

  private URI discovered(String json) {
    try {
      return DiscoveryDocument.jwksUri(location.name(), json, fetch.address());
    } catch (KeysUnavailableException unusable) {
      throw new CompletionException(unusable);
    }
  }

  private KeySet keySet(String json) {
    try {
      return KeySet.read(json);
    } catch (JwkSetException unusable) {
      throw unavailable(unusable.problem());
    }
  }

  private KeysUnavailableException notFetched(String what, Throwable failure) {
    return failure instanceof FetchException fetchFailure
        ? new KeysUnavailableException(
            location.name(),
            what + " was not fetched: " + fetchFailure.getMessage(),
            fetchFailure.retryAfter().orElse(null))
        : new KeysUnavailableException(location.name(), what + " was not fetched");
  }

  private CompletionException unavailable(String problem) {
    return new CompletionException(new KeysUnavailableException(location.name(), problem));
  }
}
