package dev.credence.examples.scoreboard;

import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.ProtectedHeader;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.security.Key;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/** jjwt. */
final class JjwtPeer {
  private JjwtPeer() {}

  static Peer peer(String version) {
    return new Peer(
        "jjwt",
        version,
        "`Jwts.parser` for one algorithm (`sig`) with a key locator by `kid` over `Jwks.setParser`,"
            + " required issuer, audience and job claims, `parseSignedClaims`:"
            + " https://github.com/jwtk/jjwt#readme",
        JjwtPeer::verifier);
  }

  static TokenVerifier verifier(AttackScene scene) {
    Peer.requireNotSingleUse(scene);
    if (scene.isFetched()) {
      throw Peer.without("fetches no keys");
    }
    Map<String, Key> keys = new HashMap<>();
    for (Jwk<?> jwk : Jwks.setParser().build().parse(scene.jwks()).getKeys()) {
      keys.put(jwk.getId(), jwk.toKey());
    }
    JwtParserBuilder parser =
        Jwts.parser()
            .sig()
            .clear()
            .add(algorithm(scene))
            .and()
            .requireIssuer(scene.issuer())
            .requireAudience(scene.audience())
            .keyLocator(header ->
                header instanceof ProtectedHeader named ? keys.get(named.getKeyId()) : null);
    scene.requiredClaims().forEach(parser::require);
    if (scene.isTimed()) {
      parser
          .clock(() -> Date.from(scene.clock().instant()))
          .clockSkewSeconds(scene.skew().toSeconds());
    }
    return parser.build()::parseSignedClaims;
  }

  private static SecureDigestAlgorithm<?, ?> algorithm(AttackScene scene) {
    return switch (scene.algorithm()) {
      case RS256 -> Jwts.SIG.RS256;
      case ES256 -> Jwts.SIG.ES256;
      default -> Jwts.SIG.EdDSA;
    };
  }
}
