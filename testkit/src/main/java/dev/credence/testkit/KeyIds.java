package dev.credence.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Ids that follow from the key, as some CIs make them. */
final class KeyIds {
  private KeyIds() {}

  /** The thumbprint of the key's JWK (RFC 7638). */
  static String jwkThumbprint(PublicKey key) {
    Map<String, Object> members = new TreeMap<>(PublicMembers.of(key));
    byte[] json = JsonText.of(members).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest("SHA-256", json));
  }

  /** The SHA-256 of the key's SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
  static String spkiThumbprint(PublicKey key) {
    byte[] hash = digest("SHA-256", key.getEncoded());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** The bytes of an {@code x5t} in upper-case hexadecimal. */
  static String hexThumbprint(PublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(sha1(key));
  }

  static byte[] sha1(PublicKey key) {
    return digest("SHA-1", key.getEncoded());
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform has no " + algorithm, e);
    }
  }
}
