package dev.credence.benchmarks;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.JWTVerifier;
import com.auth0.jwt.interfaces.Verification;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.jwt.JwkSetConverter;
import com.google.crypto.tink.jwt.JwtPublicKeyVerify;
import com.google.crypto.tink.jwt.JwtSignatureConfig;
import com.google.crypto.tink.jwt.JwtValidator;
import com.google.crypto.tink.jwt.VerifiedJwt;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Other libraries, each set up once as its own documentation shows, with the key at hand: they
 * check the signature, the issuer, the audience, the times and the five claims of the {@link
 * Workload}, by their own means where they have some for it.
 */
final class Peers {
  private static final Map<String, String> REQUIRED = Workload.requiredClaims();

  private Peers() {}

  static Verifier nimbus(Workload workload) throws Exception {
    ConfigurableJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            workload.algorithm().nimbus(), new ImmutableJWKSet<>(new JWKSet(workload.jwk()))));
    JWTClaimsSet.Builder exact = new JWTClaimsSet.Builder().issuer(Workload.ISSUER);
    REQUIRED.forEach(exact::claim);
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            Workload.AUDIENCE, exact.build(), Set.of("sub", "iat", "exp")));
    return token -> processor.process(token, null);
  }

  static Verifier spring(Workload workload) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(new JWKSet(workload.jwk())))
            .jwsAlgorithm(
                Objects.requireNonNull(SignatureAlgorithm.from(workload.algorithm().joseName())))
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(Workload.ISSUER),
            new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD, audience -> audience.contains(Workload.AUDIENCE))));
    return token -> {
      Jwt jwt = decoder.decode(token);
      for (Map.Entry<String, String> required : REQUIRED.entrySet()) {
        requireSame(required, jwt.getClaimAsString(required.getKey()));
      }
      return jwt;
    };
  }

  static Verifier jose4j(Workload workload) throws Exception {
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setRequireExpirationTime()
            .setRequireSubject()
            .setExpectedIssuer(Workload.ISSUER)
            .setExpectedAudience(Workload.AUDIENCE)
            .setVerificationKeyResolver(
                new JwksVerificationKeyResolver(
                    new JsonWebKeySet(workload.jwks()).getJsonWebKeys()))
            .setJwsAlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, workload.algorithm().joseName())
            .build();
    return token -> {
      JwtClaims claims = consumer.processToClaims(token);
      for (Map.Entry<String, String> required : REQUIRED.entrySet()) {
        requireSame(required, claims.getStringClaimValue(required.getKey()));
      }
      return claims;
    };
  }

  static Verifier auth0(Workload workload) {
    Algorithm algorithm =
        workload.key() instanceof RSAPublicKey rsa
            ? Algorithm.RSA256(rsa, null)
            : Algorithm.ECDSA256((ECPublicKey) workload.key(), null);
    Verification verification =
        JWT.require(algorithm).withIssuer(Workload.ISSUER).withAudience(Workload.AUDIENCE);
    REQUIRED.forEach(verification::withClaim);
    JWTVerifier verifier = verification.build();
    return verifier::verify;
  }

  static Verifier jjwt(Workload workload) {
    JwtParserBuilder builder =
        Jwts.parser()
            .verifyWith(workload.key())
            .requireIssuer(Workload.ISSUER)
            .requireAudience(Workload.AUDIENCE);
    REQUIRED.forEach(builder::require);
    JwtParser parser = builder.build();
    return parser::parseSignedClaims;
  }

  static Verifier tink(Workload workload) throws Exception {
    JwtSignatureConfig.register();
    JwtPublicKeyVerify verifier =
        JwkSetConverter.toPublicKeysetHandle(workload.jwks())
            .getPrimitive(RegistryConfiguration.get(), JwtPublicKeyVerify.class);
    JwtValidator validator =
        JwtValidator.newBuilder()
            .expectTypeHeader("JWT")
            .expectIssuer(Workload.ISSUER)
            .expectAudience(Workload.AUDIENCE)
            .expectIssuedInThePast()
            .build();
    return token -> {
      VerifiedJwt jwt = verifier.verifyAndDecode(token, validator);
      for (Map.Entry<String, String> required : REQUIRED.entrySet()) {
        requireSame(required, jwt.getStringClaim(required.getKey()));
      }
      return jwt;
    };
  }

  private static void requireSame(Map.Entry<String, String> required, @Nullable String found)
      throws Verifier.UnexpectedClaim {
    if (!required.getValue().equals(found)) {
      throw new Verifier.UnexpectedClaim(required.getKey());
    }
  }
}
