package dev.credence.internal.jose;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a private key in PEM (RFC 7468 §10), unencrypted. No message holds any part of it. */
final class PrivateKeyPem {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final List<String> KEY_FACTORIES = List.of("RSA", "EC", "Ed25519");

  /** The largest key, RSA with 8192 bits, takes some 6,500 characters. */
  private static final int MAX_CHARACTERS = 16_384;

  private PrivateKeyPem() {}

  static PrivateKey parse(String pem) {
    if (pem.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "The private key is longer than " + MAX_CHARACTERS + " characters");
    }
    byte[] octets = octets(pem.strip());
    try {
      return decoded(octets);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private static byte[] octets(String pem) {
    if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
      throw new IllegalArgumentException(
          "The private key must be PEM between "
              + BEGIN
              + " and "
              + END
              + " (PKCS #8, unencrypted); openssl pkcs8 -topk8 -nocrypt makes this of other forms");
    }
    String body = pem.substring(BEGIN.length(), pem.length() - END.length());
    StringBuilder base64 = new StringBuilder(body.length());
    body.chars().filter(c -> !isLineSpace(c)).forEach(c -> base64.append((char) c));
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException quotingTheKey) {
      throw new IllegalArgumentException(
          "The private key's PEM is not Base64; are its line breaks still line breaks?");
    }
  }

  private static boolean isLineSpace(int c) {
    return c == '\n' || c == '\r' || c == ' ' || c == '\t';
  }

  private static PrivateKey decoded(byte[] octets) {
    for (String name : KEY_FACTORIES) {
      PrivateKey key = decoded(octets, name);
      if (key != null) {
        return key;
      }
    }
    throw new IllegalArgumentException("The private key is none of RSA, EC and Ed25519 in PKCS #8");
  }

  private static @Nullable PrivateKey decoded(byte[] octets, String keyFactory) {
    try {
      return KeyFactory.getInstance(keyFactory).generatePrivate(new PKCS8EncodedKeySpec(octets));
    } catch (GeneralSecurityException | RuntimeException ofAnotherKind) {
      return null;
    }
  }
}
