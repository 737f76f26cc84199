package dev.credence.testkit;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The forms in which an issuer's public key lies about, as octets. */
final class PublicKeyForms {
  private static final int PEM_LINE = 64;

  private PublicKeyForms() {}

  static Map<String, Function<AttackScene, byte[]>> all() {
    Map<String, Function<AttackScene, byte[]>> forms = new LinkedHashMap<>();
    forms.put("pem", scene -> pem(scene, "\n", "\n"));
    forms.put("pem-without-last-newline", scene -> pem(scene, "\n", ""));
    forms.put("pem-with-crlf", scene -> pem(scene, "\r\n", "\r\n"));
    forms.put("pem-on-one-line", scene -> pem(scene, "", ""));
    forms.put("der", scene -> scene.keys().sound().publicKey().getEncoded());
    forms.put("jwk", scene -> ForgedToken.utf8(JsonText.of(jwk(scene))));
    forms.put("jwk-set", scene -> ForgedToken.utf8(scene.jwks()));
    forms.put("number", scene -> Base64.getUrlDecoder().decode(number(scene)));
    forms.put("number-in-base64url", scene -> ForgedToken.utf8(number(scene)));
    return forms;
  }

  static byte[] pem(AttackScene scene, String separator, String last) {
    byte[] der = scene.keys().sound().publicKey().getEncoded();
    Base64.Encoder encoder =
        separator.isEmpty()
            ? Base64.getEncoder()
            : Base64.getMimeEncoder(PEM_LINE, ForgedToken.utf8(separator));
    return ForgedToken.utf8(
        "-----BEGIN PUBLIC KEY-----"
            + separator
            + encoder.encodeToString(der)
            + separator
            + "-----END PUBLIC KEY-----"
            + last);
  }

  private static Map<String, Object> jwk(AttackScene scene) {
    return AttackKeys.jwk(scene.keys().sound());
  }

  /** The modulus, or the first coordinate. */
  private static String number(AttackScene scene) {
    Map<String, Object> jwk = jwk(scene);
    return String.valueOf(jwk.getOrDefault("n", jwk.get("x")));
  }
}
