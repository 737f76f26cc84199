package dev.credence.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts to an issuer's public RSA key, as anyone can: JWE in compact serialization with {@code
 * RSA-OAEP-256} and {@code A256GCM} (RFC 7516 §7.1).
 */
final class EncryptedToken {
  private static final int KEY_OCTETS = 32;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_BITS = 128;

  private EncryptedToken() {}

  static String of(AttackScene scene, String plaintext) {
    SigningKey key = scene.keys().sound();
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RSA-OAEP-256");
    header.put("enc", "A256GCM");
    header.put("cty", "JWT");
    header.put("kid", key.id());
    String part = ForgedToken.encode(ForgedToken.utf8(JsonText.of(header)));
    try {
      byte[] secret = octets(KEY_OCTETS);
      byte[] nonce = octets(NONCE_OCTETS);
      Cipher wrap = Cipher.getInstance("RSA/ECB/OAEPPadding");
      wrap.init(
          Cipher.ENCRYPT_MODE,
          key.publicKey(),
          new OAEPParameterSpec(
              "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
      Cipher seal = Cipher.getInstance("AES/GCM/NoPadding");
      seal.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(secret, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      seal.updateAAD(part.getBytes(StandardCharsets.US_ASCII));
      byte[] sealed = seal.doFinal(ForgedToken.utf8(plaintext));
      int tag = sealed.length - TAG_BITS / Byte.SIZE;
      return String.join(
          ".",
          part,
          ForgedToken.encode(wrap.doFinal(secret)),
          ForgedToken.encode(nonce),
          ForgedToken.encode(Arrays.copyOf(sealed, tag)),
          ForgedToken.encode(Arrays.copyOfRange(sealed, tag, sealed.length)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform can't encrypt as JWE does", e);
    }
  }

  private static byte[] octets(int length) {
    byte[] octets = new byte[length];
    new SecureRandom().nextBytes(octets);
    return octets;
  }
}
