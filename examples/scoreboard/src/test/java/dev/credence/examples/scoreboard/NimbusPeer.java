package dev.credence.examples.scoreboard;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;
import java.util.Date;
import java.util.Set;

/** Nimbus JOSE+JWT. */
final class NimbusPeer {
  static final String DOCUMENTATION =
      "https://connect2id.com/products/nimbus-jose-jwt/examples/validating-jwt-access-tokens";

  private NimbusPeer() {}

  static Peer peer(String version) {
    return new Peer(
        "Nimbus JOSE+JWT",
        version,
        "`DefaultJWTProcessor` with `JWKSourceBuilder`, `JWSVerificationKeySelector` for one"
            + " algorithm and `DefaultJWTClaimsVerifier` for audience, exact `iss` and job claims,"
            + " required `sub`, `iat` and `exp`: "
            + DOCUMENTATION,
        NimbusPeer::verifier);
  }

  static TokenVerifier verifier(AttackScene scene) throws Exception {
    Peer.requireNotSingleUse(scene);
    Peer.requireKeysFromTheirUrl(scene);
    if (scene.algorithm() == SignatureAlgorithm.ED25519) {
      throw Peer.without("EdDSA needs another library, Tink");
    }
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.create(scene.jwksUrl().toURL()).retrying(true).build();
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.parse(scene.algorithm().joseName()), keys));
    JWTClaimsSet.Builder exact = new JWTClaimsSet.Builder().issuer(scene.issuer());
    scene.requiredClaims().forEach(exact::claim);
    processor.setJWTClaimsSetVerifier(claims(scene, exact.build()));
    return token -> processor.process(token, null);
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claims(
      AttackScene scene, JWTClaimsSet exact) {
    Set<String> required = Set.of("sub", "iat", "exp");
    if (!scene.isTimed()) {
      return new DefaultJWTClaimsVerifier<>(scene.audience(), exact, required);
    }
    DefaultJWTClaimsVerifier<SecurityContext> timed =
        new DefaultJWTClaimsVerifier<>(scene.audience(), exact, required) {
          @Override
          protected Date currentTime() {
            return Date.from(scene.clock().instant());
          }
        };
    timed.setMaxClockSkew(Math.toIntExact(scene.skew().toSeconds()));
    return timed;
  }
}
