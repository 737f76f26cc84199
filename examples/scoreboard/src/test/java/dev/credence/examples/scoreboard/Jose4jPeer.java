package dev.credence.examples.scoreboard;

import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.Validator;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/** jose4j. */
final class Jose4jPeer {
  private Jose4jPeer() {}

  static Peer peer(String version) {
    return new Peer(
        "jose4j",
        version,
        "`JwtConsumerBuilder` with `HttpsJwksVerificationKeyResolver`, required expiration time and"
            + " subject, 30 s of skew, expected issuer and audience, `PERMIT` of one algorithm, and"
            + " a registered validator for each job claim:"
            + " https://bitbucket.org/b_c/jose4j/wiki/JWT%20Examples",
        Jose4jPeer::verifier);
  }

  static TokenVerifier verifier(AttackScene scene) {
    Peer.requireNotSingleUse(scene);
    Peer.requireKeysFromTheirUrl(scene);
    String algorithm =
        scene.algorithm() == SignatureAlgorithm.ED25519 ? "EdDSA" : scene.algorithm().joseName();
    JwtConsumerBuilder builder =
        new JwtConsumerBuilder()
            .setRequireExpirationTime()
            .setAllowedClockSkewInSeconds(Math.toIntExact(scene.skew().toSeconds()))
            .setRequireSubject()
            .setExpectedIssuer(scene.issuer())
            .setExpectedAudience(scene.audience())
            .setVerificationKeyResolver(
                new HttpsJwksVerificationKeyResolver(new HttpsJwks(scene.jwksUrl().toString())))
            .setJwsAlgorithmConstraints(ConstraintType.PERMIT, algorithm);
    scene
        .requiredClaims()
        .forEach((name, value) ->
            builder.registerValidator(
                (Validator)
                    context ->
                        value.equals(context.getJwtClaims().getClaimValue(name))
                            ? null
                            : "The claim " + name + " is another"));
    if (scene.isTimed()) {
      builder.setEvaluationTime(NumericDate.fromMilliseconds(scene.clock().millis()));
    }
    return builder.build()::process;
  }
}
