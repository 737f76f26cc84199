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

/** What an issuer says of itself (OpenID Connect Discovery 1.0 §3 and §4). */
final class DiscoveryDocument {
  private static final String PATH = "/.well-known/openid-configuration";

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

  /** Where it is found (§4): one trailing slash of the issuer is dropped before the path. */
  static URI locationFor(String issuer) {
    int end = issuer.endsWith("/") ? issuer.length() - 1 : issuer.length();
    return URI.create(issuer.substring(0, end) + PATH);
  }

  /**
   * The {@code jwks_uri} of a document that is really this issuer's (§4.3).
   *
   * @throws KeysUnavailableException when the document is another issuer's or can't be used
   */
  static URI jwksUri(String issuer, String json, FetchAddress address)
      throws KeysUnavailableException {
    Map<String, Object> document = parsed(issuer, json);
    requireSameIssuer(issuer, document.get("issuer"));
    return jwksUri(issuer, document.get("jwks_uri"), address);
  }

  private static Map<String, Object> parsed(String issuer, String json)
      throws KeysUnavailableException {
    try {
      return StrictJson.parseObject(json, JsonLimits.DISCOVERY);
    } catch (JsonException invalid) {
      throw new KeysUnavailableException(
          issuer, "its discovery document is not strict JSON: " + invalid.getMessage());
    }
  }

  private static void requireSameIssuer(String issuer, @Nullable Object found)
      throws KeysUnavailableException {
    if (issuer.equals(found)) {
      return;
    }
    String shown = found == null ? "no issuer" : "the issuer " + SafeText.quote(found);
    throw new KeysUnavailableException(
        issuer,
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
    if (configured.toLowerCase(Locale.ROOT).equals(found.toLowerCase(Locale.ROOT))) {
      return " (they differ only in upper and lower case; configure the issuer as it names itself)";
    }
    return "";
  }

  private static String withoutSlash(String issuer) {
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }

  private static URI jwksUri(String issuer, @Nullable Object found, FetchAddress address)
      throws KeysUnavailableException {
    if (!(found instanceof String text)) {
      throw new KeysUnavailableException(
          issuer, "its discovery document has no jwks_uri that is a string");
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
    throw new KeysUnavailableException(
        issuer,
        "the jwks_uri of its discovery document is " + SafeText.quote(text) + "; it " + objection);
  }
}
