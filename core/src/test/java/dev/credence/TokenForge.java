package dev.credence;

import dev.credence.internal.text.Base64Url;
import dev.credence.keys.KeySource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** Makes tokens of header text and payload text, signed for real, so that each can be any text. */
final class TokenForge {
  static final String ISSUER = "https://ci.example.com";
  static final String AUDIENCE = "https://deploy.example.com";
  static final String KEY_ID = "key-1";
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"key-1\"}";

  private static final KeyPair PAIR = generate();
  private static final KeyPair OTHER = generate();

  private TokenForge() {}

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeySource keys() {
    return KeySource.ofJwks("{\"keys\":[" + jwk(KEY_ID, "\"alg\":\"RS256\",") + "]}");
  }

  /** The public key as a JWK with a kid and further members, each with a comma behind it. */
  static String jwk(String kid, String members) {
    return jwk((RSAPublicKey) PAIR.getPublic(), kid, members);
  }

  /** Another public key, which signs nothing here. */
  static String otherJwk(String kid) {
    return jwk((RSAPublicKey) OTHER.getPublic(), kid, "");
  }

  private static String jwk(RSAPublicKey key, String kid, String members) {
    return "{\"kty\":\"RSA\",\"kid\":\""
        + kid
        + "\","
        + members
        + "\"n\":\""
        + unsigned(key.getModulus())
        + "\",\"e\":\""
        + unsigned(key.getPublicExponent())
        + "\"}";
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return Base64Url.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  /** Claims of a job that {@link #policy()} trusts, as a starting point. */
  static TestClaims claims() {
    return new TestClaims();
  }

  static String sign(String header, String payload) {
    return signParts(encode(header), encode(payload));
  }

  static String sign(TestClaims claims) {
    return sign(HEADER, claims.toJson());
  }

  /** A sound token of exactly so many characters: white space is part of its payload. */
  static String ofLength(int length) {
    String payload = claims().toJson();
    for (String more : List.of("", "x", "xx")) {
      String header = HEADER.replace("}", ",\"x\":\"" + more + "\"}");
      int room = length - sign(header, "").length();
      // Three octets take four characters, so one character more than that is never used.
      if (room % 4 != 1) {
        return sign(header, payload + " ".repeat(room * 3 / 4 - payload.length()));
      }
    }
    throw new AssertionError("Of three headers one leaves room for whole octets");
  }

  static String encode(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Signs two parts as they stand, whatever characters they have. */
  static String signParts(String header, String payload) {
    String input = header + "." + payload;
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(PAIR.getPrivate());
      signature.update(input.getBytes(StandardCharsets.UTF_8));
      return input + "." + Base64Url.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
