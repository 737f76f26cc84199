package dev.credence.testkit;

import dev.credence.internal.http.LoopbackOnly;
import dev.credence.keys.JwksKeySource;
import java.net.URI;

/** Finds an issuer's keys as in production, but for where the bytes come from. */
final class LoopbackKeys {
  private LoopbackKeys() {}

  static JwksKeySource.Builder discovery(String issuer, URI server) {
    return JwksKeySource.discoveryBuilder(issuer)
        .proxySelector(LoopbackOnly.inPlaceOf(URI.create(issuer), server));
  }
}
