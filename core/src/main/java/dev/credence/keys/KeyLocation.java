package dev.credence.keys;

import dev.credence.internal.http.FetchAddress;
import dev.credence.internal.text.SafeText;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where the keys of one issuer are published. */
sealed interface KeyLocation {

  /** What messages call it. */
  String name();

  /** Why keys can't be fetched from here, or null when they can. */
  @Nullable String objection(FetchAddress address);

  default void requireFetchable(FetchAddress address) {
    String objection = objection(address);
    if (objection != null) {
      throw new IllegalArgumentException(
          "Keys can't be fetched for " + SafeText.quote(name()) + ": it " + objection + ".");
    }
  }

  /**
   * An issuer whose discovery document names the key set's URL.
   *
   * @param issuer exactly as the document has to name it
   * @param isOauth whether the document is RFC 8414's
   * @param jwksHost the only host that the URL may have; null for any
   */
  record Discovery(String issuer, boolean isOauth, @Nullable String jwksHost)
      implements KeyLocation {
    Discovery(String issuer) {
      this(issuer, false, null);
    }

    Discovery asOauth() {
      return new Discovery(issuer, true, jwksHost);
    }

    Discovery pinnedTo(String host) {
      return new Discovery(issuer, isOauth, host);
    }

    URI document() {
      return isOauth
          ? DiscoveryDocument.oauthLocation(issuer)
          : DiscoveryDocument.openIdLocation(issuer);
    }

    @Override
    public String name() {
      return issuer;
    }

    @Override
    public @Nullable String objection(FetchAddress address) {
      return DiscoveryDocument.objectionTo(issuer, address);
    }
  }

  /** A key set whose URL is known. */
  record Jwks(URI url) implements KeyLocation {
    /** The URL up to its query, which may hold what is not to be shown. */
    @Override
    public String name() {
      String text = url.toString();
      int query = text.indexOf('?');
      return query < 0 ? text : text.substring(0, query);
    }

    @Override
    public @Nullable String objection(FetchAddress address) {
      return address.objectionTo(url);
    }
  }
}
