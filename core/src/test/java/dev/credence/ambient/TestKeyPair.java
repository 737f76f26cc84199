package dev.credence.ambient;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A fresh key pair of a client, of which the identity provider knows the public half. */
final class TestKeyPair {
  private final KeyPair pair;

  TestKeyPair(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (size > 0) {
        generator.initialize(size);
      }
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String pem() {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  /** Whether a compact JWS holds under this key. */
  boolean verifies(String algorithm, String jws) {
    int dot = jws.lastIndexOf('.');
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(pair.getPublic());
      signature.update(jws.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(jws.substring(dot + 1)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
