package dev.credence.examples.broker;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Set;

/**
 * The broker's own keys: the first signs, all are published, so that a new key is known before it
 * signs and an old one as long as its tokens live. To rotate, add the new key as the last; when
 * verifiers have fetched it, put it first; when the old key's last token has expired, remove that.
 *
 * <p>Immutable and thread-safe; prints no key.
 */
final class BrokerKeys {
  /** RFC 9068 §2.1: not to be mistaken for an ID token. */
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  private final JWSHeader header;
  private final JWSSigner signer;
  private final String published;

  private BrokerKeys(JWSHeader header, JWSSigner signer, String published) {
    this.header = header;
    this.signer = signer;
    this.published = published;
  }

  /**
   * Reads a file with a JWK set of private keys, each with a {@code kid} and an {@code alg}.
   *
   * @throws IOException if the file can't be read, or is no such set; says nothing of its content
   */
  static BrokerKeys load(Path file) throws IOException {
    try {
      return of(JWKSet.load(file.toFile()));
    } catch (ParseException e) {
      throw new IOException(file + " is not a JWK set");
    }
  }

  /**
   * Takes keys.
   *
   * @throws IllegalArgumentException if they can't serve
   */
  static BrokerKeys of(JWKSet keys) {
    Set<String> ids = new HashSet<>();
    for (JWK key : keys.getKeys()) {
      require(!key.getKeyType().equals(KeyType.OCT), "is secret to both sides");
      require(key.getKeyID() != null && ids.add(key.getKeyID()), "has no kid of its own");
      require(key.getAlgorithm() != null, "has no alg");
    }
    require(!keys.isEmpty() && keys.getKeys().get(0).isPrivate(), "can't sign, or is missing");
    JWK first = keys.getKeys().get(0);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(first.getAlgorithm().getName()))
            .type(ACCESS_TOKEN)
            .keyID(first.getKeyID())
            .build();
    return new BrokerKeys(header, signer(first, header), keys.toPublicJWKSet().toString());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("A key of the broker " + otherwise);
    }
  }

  private static JWSSigner signer(JWK key, JWSHeader header) {
    try {
      return new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm());
    } catch (JOSEException e) {
      throw new IllegalArgumentException("A key of the broker can't sign with its alg");
    }
  }

  /** Signs claims to an access token. */
  String sign(JWTClaimsSet claims) {
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("The broker's key can't sign");
    }
    return token.serialize();
  }

  /** The JWK set of the public keys, as JSON. */
  String published() {
    return published;
  }
}
