package dev.credence.document;

import dev.credence.Issuer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The issuers of a document by what declares them. All policies with one declaration share its
 * issuer, and so does the next version of the document, in which the keys already fetched live on.
 * Not thread-safe.
 */
final class KnownIssuers {
  private final Map<Object, Issuer> earlier;
  private final Map<Object, Issuer> issuers = new HashMap<>();

  private KnownIssuers(Map<Object, Issuer> earlier) {
    this.earlier = earlier;
  }

  static KnownIssuers none() {
    return new KnownIssuers(Map.of());
  }

  /** For the next version of the document; what it no longer declares is forgotten. */
  KnownIssuers next() {
    return new KnownIssuers(issuers);
  }

  Issuer get(Object declaration, Supplier<Issuer> make) {
    Issuer issuer = issuers.get(declaration);
    if (issuer == null) {
      issuer = earlier.containsKey(declaration) ? earlier.get(declaration) : make.get();
      issuers.put(declaration, issuer);
    }
    return issuer;
  }
}
