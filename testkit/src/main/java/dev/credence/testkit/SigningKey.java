package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A fresh key of a fake issuer, with its public half as a JWK. */
final class SigningKey {
  private static final int RSA_BITS = 2_048;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final Function<PublicKey, String> naming;
  private final String id;
  private final SignatureAlgorithm algorithm;
  private final KeyPair pair;

  private SigningKey(
      Function<PublicKey, String> naming, SignatureAlgorithm algorithm, KeyPair pair) {
    this.naming = naming;
    this.id = naming.apply(pair.getPublic());
    this.algorithm = algorithm;
    this.pair = pair;
  }

  static SigningKey generate(String id, SignatureAlgorithm algorithm) {
    return generate(key -> id, algorithm);
  }

  /** For CIs whose key ids follow from the key. */
  static SigningKey generate(Function<PublicKey, String> id, SignatureAlgorithm algorithm) {
    try {
      return new SigningKey(id, algorithm, generator(algorithm).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform can't make keys for " + algorithm, e);
    }
  }

  /** A key that is none of a fake issuer's own. */
  static SigningKey of(String id, SignatureAlgorithm algorithm, KeyPair pair) {
    return new SigningKey(key -> id, algorithm, pair);
  }

  private static KeyPairGenerator generator(SignatureAlgorithm algorithm)
      throws GeneralSecurityException {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(
            switch (algorithm) {
              case ES256, ES384, ES512 -> "EC";
              case ED25519 -> "Ed25519";
              default -> "RSA";
            });
    switch (algorithm) {
      case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
      case ES384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
      case ES512 -> generator.initialize(new ECGenParameterSpec("secp521r1"));
      case ED25519 -> {}
      default -> generator.initialize(RSA_BITS);
    }
    return generator;
  }

  /** A new key for the same algorithm, with an id of its own. */
  SigningKey successor() {
    SigningKey next = generate(naming, algorithm);
    String other = UUID.randomUUID().toString();
    return next.id.equals(id) ? new SigningKey(key -> other, algorithm, next.pair) : next;
  }

  /** A new key for the same algorithm, with the id of this one. */
  SigningKey namesake() {
    return generate(id, algorithm);
  }

  /** The same key, put to use with another algorithm of its kind. */
  SigningKey usedWith(SignatureAlgorithm other) {
    return new SigningKey(key -> id, other, pair);
  }

  String id() {
    return id;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  PublicKey publicKey() {
    return pair.getPublic();
  }

  /** Like the {@code x5t} of a certificate, which a fake issuer has no use for. */
  String thumbprint() {
    return BASE64URL.encodeToString(KeyIds.sha1(pair.getPublic()));
  }

  Map<String, Object> jwk() {
    Map<String, Object> jwk = new LinkedHashMap<>(PublicMembers.of(pair.getPublic()));
    jwk.put("alg", algorithm.joseName());
    jwk.put("use", "sig");
    jwk.put("kid", id);
    return jwk;
  }

  /** What must never be published of a key. */
  Map<String, Object> privateMembers() {
    return PrivateMembers.of(pair.getPrivate());
  }

  /** Signs header and claims into a compact JWS. */
  String sign(Map<String, ?> header, Map<String, ?> claims) {
    String input = encode(JsonText.of(header)) + "." + encode(JsonText.of(claims));
    return input + "." + BASE64URL.encodeToString(sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  byte[] sign(byte[] input) {
    try {
      Signature signature = Signature.getInstance(jcaName());
      if (jcaName().equals("RSASSA-PSS")) {
        signature.setParameter(pssParameters());
      }
      signature.initSign(pair.getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform can't sign with " + algorithm, e);
    }
  }

  private String jcaName() {
    return switch (algorithm) {
      case RS256 -> "SHA256withRSA";
      case RS384 -> "SHA384withRSA";
      case RS512 -> "SHA512withRSA";
      case PS256, PS384, PS512 -> "RSASSA-PSS";
      case ES256 -> "SHA256withECDSAinP1363Format";
      case ES384 -> "SHA384withECDSAinP1363Format";
      case ES512 -> "SHA512withECDSAinP1363Format";
      case ED25519 -> "Ed25519";
    };
  }

  private PSSParameterSpec pssParameters() {
    return switch (algorithm) {
      case PS384 -> pssParameters("SHA-384", MGF1ParameterSpec.SHA384, 48);
      case PS512 -> pssParameters("SHA-512", MGF1ParameterSpec.SHA512, 64);
      default -> pssParameters("SHA-256", MGF1ParameterSpec.SHA256, 32);
    };
  }

  private static PSSParameterSpec pssParameters(String hash, MGF1ParameterSpec mask, int salt) {
    return new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC);
  }

  private static String encode(String json) {
    return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
