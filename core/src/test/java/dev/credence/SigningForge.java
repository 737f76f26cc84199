package dev.credence;

import dev.credence.claim.Claim;
import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.jose.TestJson;
import dev.credence.internal.jose.TestKeys;
import dev.credence.internal.text.Base64Url;
import dev.credence.keys.KeySource;
import dev.credence.keys.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;

/** Makes tokens as {@link TokenForge} does, under any algorithm. */
final class SigningForge {
  private final JwsAlgorithm algorithm;

  SigningForge(JwsAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  TrustPolicy policy() {
    String keys = TestJson.keySet(TestKeys.jwk(TokenForge.KEY_ID, algorithm));
    return TrustPolicy.named("production")
        .issuer(
            Issuer.builder(TokenForge.ISSUER)
                .algorithms(SignatureAlgorithm.fromJoseName(algorithm.joseName()).orElseThrow())
                .keys(KeySource.ofJwks(keys))
                .build())
        .audience(TokenForge.AUDIENCE)
        .require(Claim.string("environment").is("production"))
        .clock(TokenForge.CLOCK)
        .build();
  }

  String header() {
    return "{\"alg\":\"" + algorithm.joseName() + "\",\"kid\":\"" + TokenForge.KEY_ID + "\"}";
  }

  String token() {
    return signed(header(), TokenForge.claims().toJson());
  }

  String signed(String header, String payload) {
    return signedParts(TokenForge.encode(header), TokenForge.encode(payload));
  }

  /** Signs two parts as they stand, whatever characters they have. */
  String signedParts(String header, String payload) {
    return header + "." + payload + "." + signatureOf(header + "." + payload);
  }

  String signatureOf(String input) {
    return Base64Url.encode(TestKeys.signature(algorithm, input.getBytes(StandardCharsets.UTF_8)));
  }
}
