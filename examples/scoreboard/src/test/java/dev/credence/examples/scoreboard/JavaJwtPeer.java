package dev.credence.examples.scoreboard;

import com.auth0.jwk.Jwk;
import com.auth0.jwk.JwkException;
import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import com.auth0.jwt.interfaces.RSAKeyProvider;
import com.auth0.jwt.interfaces.Verification;
import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;
import java.net.MalformedURLException;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.ZoneOffset;

/** auth0 java-jwt, with jwks-rsa for the keys. */
final class JavaJwtPeer {
  private JavaJwtPeer() {}

  static Peer peer(String version) {
    return new Peer(
        "auth0 java-jwt",
        version,
        "`JWT.require` of one algorithm with a key provider on jwks-rsa's `JwkProviderBuilder`,"
            + " issuer, audience and a claim for each job claim:"
            + " https://github.com/auth0/java-jwt/blob/master/EXAMPLES.md",
        JavaJwtPeer::verifier);
  }

  static TokenVerifier verifier(AttackScene scene) throws MalformedURLException {
    Peer.requireNotSingleUse(scene);
    Peer.requireKeysFromTheirUrl(scene);
    JwkProvider keys = new JwkProviderBuilder(scene.jwksUrl().toURL()).build();
    Verification verification =
        JWT.require(algorithm(scene, keys))
            .withIssuer(scene.issuer())
            .withAudience(scene.audience());
    scene.requiredClaims().forEach(verification::withClaim);
    return scene.isTimed() ? timed(scene, verification)::verify : verification.build()::verify;
  }

  /** As its README shows for tests that need a clock of their own. */
  private static JWTVerifier timed(AttackScene scene, Verification verification) {
    Verification tolerant = verification.acceptLeeway(scene.skew().toSeconds());
    return ((JWTVerifier.BaseVerification) tolerant)
        .build(Clock.fixed(scene.clock().instant(), ZoneOffset.UTC));
  }

  private static Algorithm algorithm(AttackScene scene, JwkProvider keys) {
    return switch (scene.algorithm()) {
      case RS256 -> Algorithm.RSA256(new RsaKeys(keys));
      case ES256 -> Algorithm.ECDSA256(new EcKeys(keys));
      default -> throw Peer.without("has no EdDSA");
    };
  }

  private static PublicKey key(JwkProvider keys, String id) {
    try {
      Jwk jwk = keys.get(id);
      return jwk.getPublicKey();
    } catch (JwkException e) {
      throw new IllegalStateException(e);
    }
  }

  private record RsaKeys(JwkProvider keys) implements RSAKeyProvider {
    @Override
    public RSAPublicKey getPublicKeyById(String id) {
      return (RSAPublicKey) key(keys, id);
    }

    @Override
    public RSAPrivateKey getPrivateKey() {
      return null;
    }

    @Override
    public String getPrivateKeyId() {
      return null;
    }
  }

  private record EcKeys(JwkProvider keys) implements ECDSAKeyProvider {
    @Override
    public ECPublicKey getPublicKeyById(String id) {
      return (ECPublicKey) key(keys, id);
    }

    @Override
    public ECPrivateKey getPrivateKey() {
      return null;
    }

    @Override
    public String getPrivateKeyId() {
      return null;
    }
  }
}
