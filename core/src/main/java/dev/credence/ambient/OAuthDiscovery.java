package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.FetchAddress;
import dev.credence.internal.http.FetchRequest;
import dev.credence.internal.http.FetchResult;
import dev.credence.internal.text.SafeText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds an OAuth server's token endpoint by its issuer: from OpenID Connect Discovery 1.0 §4, and
 * where there is nothing from RFC 8414 §3. Immutable and thread-safe.
 */
final class OAuthDiscovery {
  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final int MAX_BYTES = 65_536;

  private final String issuer;
  private final BoundedFetch fetch;
  private final TokenService service;

  OAuthDiscovery(String issuer, BoundedFetch fetch, TokenService service) {
    this.issuer = issuer;
    this.fetch = fetch;
    this.service = service;
  }

  /** Why no metadata can belong to this issuer string, or null when they can. */
  static @Nullable String objectionTo(String issuer, FetchAddress address) {
    try {
      URI uri = new URI(issuer);
      return uri.getRawQuery() != null ? "must not contain a query" : address.objectionTo(uri);
    } catch (URISyntaxException invalid) {
      return "must be a URL";
    }
  }

  /** Asks anew: a server may move its endpoints. */
  AuthorizationServer server() throws IdTokenUnavailableException {
    Optional<FetchResult> found = document(withoutSlash(issuer) + OPENID);
    if (found.isEmpty()) {
      found = document(inserted());
    }
    if (found.isEmpty()) {
      throw service.failure(
          Kind.REFUSED,
          "The issuer "
              + SafeText.quote(issuer)
              + " publishes no metadata, neither at "
              + OPENID
              + " nor at "
              + OAUTH
              + ". Is it spelled as the provider spells it?");
    }
    Map<String, Object> metadata = service.json(found.get());
    requireSameIssuer(metadata.get("issuer"));
    return new AuthorizationServer(issuer, endpoint(metadata.get("token_endpoint")));
  }

  private Optional<FetchResult> document(String url) throws IdTokenUnavailableException {
    return service.find(() -> fetch.get(new FetchRequest(URI.create(url), MAX_BYTES)));
  }

  /** RFC 8414 §3.1: the well-known path goes between the host and the issuer's own path. */
  private String inserted() {
    URI uri = URI.create(issuer);
    return uri.getScheme()
        + "://"
        + uri.getRawAuthority()
        + OAUTH
        + withoutSlash(String.valueOf(uri.getRawPath()));
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private void requireSameIssuer(@Nullable Object found) throws IdTokenUnavailableException {
    if (!issuer.equals(found)) {
      throw service.failure(
          Kind.REFUSED,
          "The metadata name "
              + (found == null ? "no issuer" : "the issuer " + SafeText.quote(found))
              + " where exactly "
              + SafeText.quote(issuer)
              + " is required; give the issuer as it names itself, to the last slash.");
    }
  }

  private URI endpoint(@Nullable Object found) throws IdTokenUnavailableException {
    String objection = "must be a URL";
    try {
      URI uri = new URI(found instanceof String text ? text : ":");
      objection = fetch.address().objectionTo(uri);
      if (objection == null) {
        return uri;
      }
    } catch (URISyntaxException invalid) {
      // The objection stands.
    }
    throw service.failure(
        Kind.REFUSED,
        "The token_endpoint of the metadata is "
            + (found == null ? "missing" : SafeText.quote(found))
            + "; it "
            + objection
            + ".");
  }
}
