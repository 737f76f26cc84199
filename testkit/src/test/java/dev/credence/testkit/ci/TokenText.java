package dev.credence.testkit.ci;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a minted token says, to the letter. */
final class TokenText {
  private TokenText() {}

  static String header(String token) {
    return part(token, 0);
  }

  static String claims(String token) {
    return part(token, 1);
  }

  private static String part(String token, int index) {
    byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[index]);
    return new String(json, StandardCharsets.UTF_8);
  }
}
