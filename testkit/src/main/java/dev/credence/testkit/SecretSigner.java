package dev.credence.testkit;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with a symmetric algorithm (RFC 7518 §3.2), which no issuer does. */
final class SecretSigner {
  private SecretSigner() {}

  static ForgedToken.Signer of(String algorithm, byte[] secret) {
    String name = "HmacSHA" + algorithm.substring(2);
    return input -> {
      try {
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(secret, name));
        return mac.doFinal(input);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This Java platform has no " + name, e);
      }
    };
  }
}
