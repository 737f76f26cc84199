package dev.credence.keys;

import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.CacheLifetime;
import dev.credence.internal.http.EntityTag;
import dev.credence.internal.http.FetchException;
import dev.credence.internal.http.FetchRequest;
import dev.credence.internal.http.FetchResult;
import dev.credence.internal.jose.JwkSetException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.text.StrictUtf8;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the key set of one issuer, by its discovery document or from a known URL, and remembers
 * what makes the next fetch cheaper. Takes one fetch at a time.
 */
final class JwksLoader {
  /** How long a key set serves whose issuer doesn't say. */
  static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(10);

  /** How long a key set serves at least, whatever its issuer says. */
  static final Duration MIN_LIFETIME = Duration.ofMinutes(1);

  /** How long a key set serves at most, whatever its issuer says. */
  static final Duration MAX_LIFETIME = Duration.ofHours(24);

  /** How long a discovery document serves, unless the key set can't be had where it says. */
  static final Duration DISCOVERY_LIFETIME = Duration.ofHours(1);

  private final BoundedFetch fetch;
  private final KeyLocation location;
  private final InstantSource clock;
  private volatile @Nullable Discovered discovered;
  private volatile @Nullable Document last;

  JwksLoader(BoundedFetch fetch, KeyLocation location, InstantSource clock) {
    this.fetch = fetch;
    this.location = location;
    this.clock = clock;
  }

  /**
   * Fetches now, with two requests at the most; fails with {@link LoadFailure} and nothing else.
   */
  CompletableFuture<LoadedKeys> load() {
    return jwksUrl().thenCompose(this::keysAt);
  }

  private CompletableFuture<URI> jwksUrl() {
    if (location instanceof KeyLocation.Discovery expected) {
      Discovered known = discovered;
      return known != null && known.servesAt(clock.millis())
          ? CompletableFuture.completedFuture(known.jwksUrl())
          : discover(expected);
    }
    return CompletableFuture.completedFuture(((KeyLocation.Jwks) location).url());
  }

  private CompletableFuture<URI> discover(KeyLocation.Discovery expected) {
    String what = "its discovery document";
    return fetch
        .get(new FetchRequest(expected.document(), JsonLimits.DISCOVERY.maxLength()))
        .handle((result, failure) -> {
          try {
            String json = text(what, KeyFailure.DISCOVERY, fetched(what, result, failure));
            URI url = DiscoveryDocument.jwksUri(expected, json, fetch.address());
            discovered = new Discovered(url, clock.millis());
            return url;
          } catch (LoadFailure unusable) {
            throw new CompletionException(unusable);
          }
        });
  }

  private CompletableFuture<LoadedKeys> keysAt(URI url) {
    Document known = last != null && last.url().equals(url) ? last : null;
    String tag = known == null ? null : known.entityTag();
    return fetch
        .get(new FetchRequest(url, JsonLimits.KEY_SET.maxLength(), tag))
        .handle((result, failure) -> {
          try {
            Document found = document(url, known, fetched("its key set", result, failure));
            last = found;
            return new LoadedKeys(found.keys(), found.lifetime());
          } catch (LoadFailure unusable) {
            // The issuer may have moved its keys.
            discovered = null;
            throw new CompletionException(unusable);
          }
        });
  }

  private Document document(URI url, @Nullable Document known, FetchResult result)
      throws LoadFailure {
    Duration stated = CacheLifetime.of(result, clock.instant()).orElse(null);
    if (known != null && result.notModified()) {
      return stated == null ? known : known.serving(clamped(stated));
    }
    String text = text("its key set", KeyFailure.KEY_SET, result);
    KeySet keys = known != null && known.text().equals(text) ? known.keys() : keySet(text);
    Duration lifetime = stated == null ? DEFAULT_LIFETIME : clamped(stated);
    return new Document(url, EntityTag.of(result), text, keys, lifetime);
  }

  private static Duration clamped(Duration stated) {
    if (stated.compareTo(MIN_LIFETIME) < 0) {
      return MIN_LIFETIME;
    }
    return stated.compareTo(MAX_LIFETIME) > 0 ? MAX_LIFETIME : stated;
  }

  private static FetchResult fetched(
      String what, @Nullable FetchResult result, @Nullable Throwable failure) throws LoadFailure {
    if (result != null) {
      return result;
    }
    throw failure instanceof FetchException known
        ? new LoadFailure(
            KeyFailure.valueOf(known.kind().name()),
            what + " was not fetched: " + known.getMessage(),
            known.retryAfter().orElse(null))
        : new LoadFailure(KeyFailure.UNEXPECTED, what + " was not fetched");
  }

  private static String text(String what, KeyFailure kind, FetchResult result) throws LoadFailure {
    String text = StrictUtf8.decode(result.body());
    if (text == null) {
      throw new LoadFailure(kind, what + " is not UTF-8");
    }
    return text;
  }

  private static KeySet keySet(String json) throws LoadFailure {
    try {
      return KeySet.read(json);
    } catch (JwkSetException unusable) {
      throw new LoadFailure(KeyFailure.KEY_SET, unusable.problem());
    }
  }

  private record Discovered(URI jwksUrl, long at) {
    boolean servesAt(long now) {
      return now >= at && now - at < DISCOVERY_LIFETIME.toMillis();
    }
  }

  /** The last key set as it came. */
  private record Document(
      URI url, @Nullable String entityTag, String text, KeySet keys, Duration lifetime) {
    Document serving(Duration other) {
      return new Document(url, entityTag, text, keys, other);
    }
  }
}
