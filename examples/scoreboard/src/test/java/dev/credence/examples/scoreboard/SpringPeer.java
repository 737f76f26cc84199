package dev.credence.examples.scoreboard;

import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Spring Security's decoder. */
final class SpringPeer {
  private SpringPeer() {}

  static Peer peer(String version) {
    return new Peer(
        "Spring Security",
        version,
        "`NimbusJwtDecoder.withJwkSetUri` for one algorithm,"
            + " `JwtValidators.createDefaultWithIssuer`, and a `JwtClaimValidator` for the audience"
            + " and each job claim:"
            + " https://docs.spring.io/spring-security/reference/servlet/oauth2/resource-server/jwt.html",
        SpringPeer::verifier);
  }

  static TokenVerifier verifier(AttackScene scene) {
    Peer.requireNotSingleUse(scene);
    Peer.requireKeysFromTheirUrl(scene);
    if (scene.algorithm() == SignatureAlgorithm.ED25519) {
      throw Peer.without("has no EdDSA");
    }
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(scene.jwksUrl().toString())
            .jwsAlgorithm(
                org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.from(
                    scene.algorithm().joseName()))
            .build();
    List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>();
    validators.add(issuerAndTimes(scene));
    validators.add(
        new JwtClaimValidator<List<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.contains(scene.audience())));
    scene
        .requiredClaims()
        .forEach((name, value) -> validators.add(new JwtClaimValidator<>(name, value::equals)));
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators));
    return decoder::decode;
  }

  private static OAuth2TokenValidator<Jwt> issuerAndTimes(AttackScene scene) {
    if (!scene.isTimed()) {
      return JwtValidators.createDefaultWithIssuer(scene.issuer());
    }
    JwtTimestampValidator times = new JwtTimestampValidator(scene.skew());
    times.setClock(Clock.fixed(scene.clock().instant(), ZoneOffset.UTC));
    return JwtValidators.createDefaultWithValidators(
        List.of(times, new JwtIssuerValidator(scene.issuer())));
  }
}
