package dev.credence.keys;

import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.jose.TestJson;
import dev.credence.internal.jose.TestKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documents that issuers publish in these tests. */
final class JwksDocuments {
  private JwksDocuments() {}

  static String keySet(String kid) {
    return TestJson.keySet(TestKeys.jwk(kid, JwsAlgorithm.RS256));
  }

  static String discovery(String issuer, String jwksUri) {
    return TestJson.write(
        Map.of(
            "issuer",
            issuer,
            "jwks_uri",
            jwksUri,
            "id_token_signing_alg_values_supported",
            List.of("RS256", "HS256", "none")));
  }

  static Map<String, Object> without(Map<String, Object> jwk, String name) {
    Map<String, Object> changed = new LinkedHashMap<>(jwk);
    changed.remove(name);
    return changed;
  }
}
