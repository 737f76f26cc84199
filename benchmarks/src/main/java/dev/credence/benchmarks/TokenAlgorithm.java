package dev.credence.benchmarks;

import com.nimbusds.jose.JWSAlgorithm;
import dev.credence.keys.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;

/** The signature algorithms that are measured, under the names that each side has for them. */
public enum TokenAlgorithm {
  RS256(SignatureAlgorithm.RS256, JWSAlgorithm.RS256, "SHA256withRSA"),
  ES256(SignatureAlgorithm.ES256, JWSAlgorithm.ES256, "SHA256withECDSAinP1363Format"),
  ED25519(SignatureAlgorithm.ED25519, JWSAlgorithm.EdDSA, "Ed25519");

  private static final int RSA_BITS = 2048;

  private final SignatureAlgorithm credence;
  private final JWSAlgorithm nimbus;
  private final String javaName;

  TokenAlgorithm(SignatureAlgorithm credence, JWSAlgorithm nimbus, String javaName) {
    this.credence = credence;
    this.nimbus = nimbus;
    this.javaName = javaName;
  }

  /** The name in tables, such as {@code rs256}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  SignatureAlgorithm credence() {
    return credence;
  }

  JWSAlgorithm nimbus() {
    return nimbus;
  }

  /** The name of the {@code java.security.Signature}. */
  String javaName() {
    return javaName;
  }

  /** The header's {@code alg}; of Ed25519 the older one, which every library knows. */
  String joseName() {
    return nimbus.getName();
  }

  KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(
            switch (this) {
              case RS256 -> "RSA";
              case ES256 -> "EC";
              case ED25519 -> "Ed25519";
            });
    if (this == RS256) {
      generator.initialize(RSA_BITS);
    } else if (this == ES256) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }
}
