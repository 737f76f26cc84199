package dev.credence.keys;

import dev.credence.internal.http.FetchAddress;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.SafeText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says of itself (OpenID Connect Discovery 1.0 §3 and §4, RFC 8414 §2 and §3). Of
 * all its members only two are read: what else it claims, such as algorithms, changes nothing here.
 */
final class DiscoveryDocument {
  private static final String OPENID_PATH = "/.well-known/openid-configuration";
  private static final String OAUTH_PATH = "/.well-known/oauth-authorization-server";

  private DiscoveryDocument() {}

  /** Why no discovery document can belong to this issuer string, or null when one can. */
  static @Nullable String objectionTo(String issuer, FetchAddress address) {
    try {
      URI uri = new URI(issuer);
      return uri.getRawQuery() != null ? "must not contain a query" : address.objectionTo(uri);
    } catch (URISyntaxException invalid) {
      return "must be a URL";
    }
  }

  /** Where OpenID Connect has it (§4): after the issuer, less one trailing slash. */
  static URI openIdLocation(String issuer) {
    return URI.create(withoutSlash(issuer) + OPENID_PATH);
  }

  /** Where RFC 8414 §3 has it: between the issuer's host and its path, less one trailing slash. */
  static URI oauthLocation(String issuer) {
    String path = URI.create(issuer).getRawPath();
    String origin = issuer.substring(0, issuer.length() - path.length());
    return URI.create(origin + OAUTH_PATH + withoutSlash(path));
  }

  /**
   * The {@code jwks_uri} of a document that is really this issuer's (§4.3).
   *
   * @throws LoadFailure when the document is another issuer's or can't be used
   */
  static URI jwksUri(KeyLocation.Discovery expected, String json, FetchAddress address)
      throws LoadFailure {
    Map<String, Object> document = parsed(json);
    requireSameIssuer(expected.issuer(), document.get("issuer"));
    URI found = jwksUri(document.get("jwks_uri"), address);
    requirePinned(expected.jwksHost(), found);
    return found;
  }

  private static Map<String, Object> parsed(String json) throws LoadFailure {
    try {
      return StrictJson.parseObject(json, JsonLimits.DISCOVERY);
    } catch (JsonException invalid) {
      throw refused("its discovery document is not strict JSON: " + invalid.getMessage());
    }
  }

  private static void requireSameIssuer(String issuer, @Nullable Object found) throws LoadFailure {
    if (issuer.equals(found)) {
      return;
    }
    String shown = found == null ? "no issuer" : "the issuer " + SafeText.quote(found);
    throw refused(
        "its discovery document names "
            + shown
            + " where exactly "
            + SafeText.quote(issuer)
            + " is required"
            + (found instanceof String text ? hint(issuer, text) : ""));
  }

  private static String hint(String configured, String found) {
    if (withoutSlash(configured).equals(withoutSlash(found))) {
      return " (they differ only in the trailing slash; configure the issuer as it names itself)";
    }
    if (lowerCase(configured).equals(lowerCase(found))) {
      return " (they differ only in upper and lower case; configure the issuer as it names itself)";
    }
    return "";
  }

  private static URI jwksUri(@Nullable Object found, FetchAddress address) throws LoadFailure {
    if (!(found instanceof String text)) {
      throw refused("its discovery document has no jwks_uri that is a string");
    }
    String objection = "must be a URL";
    try {
      URI uri = new URI(text);
      objection = address.objectionTo(uri);
      if (objection == null) {
        return uri;
      }
    } catch (URISyntaxException invalid) {
      // The objection stands.
    }
    throw refusedUri(text, objection);
  }

  private static void requirePinned(@Nullable String host, URI found) throws LoadFailure {
    if (host != null && !lowerCase(host).equals(lowerCase(found.getHost()))) {
      throw refusedUri(found.toString(), "must be on the pinned host " + SafeText.quote(host));
    }
  }

  private static LoadFailure refusedUri(String uri, String objection) {
    return refused(
        "the jwks_uri of its discovery document is " + SafeText.quote(uri) + "; it " + objection);
  }

  private static LoadFailure refused(String problem) {
    return new LoadFailure(KeyFailure.DISCOVERY, problem);
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
