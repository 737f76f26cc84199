package dev.credence;

import dev.credence.internal.text.Base64Url;

/** Tells what is wrong with a text that is no compact JWS, without quoting any of it. */
final class FormatHint {
  private static final int PARTS_COUNTED = 6;

  private FormatHint() {}

  static String wrongParts(String text) {
    if (text.isEmpty()) {
      return "it is empty";
    }
    if (text.charAt(0) == '{') {
      return "it looks like JSON, but a compact JWT is three parts of base64url with dots between";
    }
    int parts = countParts(text);
    return switch (parts) {
      case 5 -> "it has 5 parts like an encrypted token (JWE); a signed one has 3";
      case PARTS_COUNTED -> "it has more than 5 parts, and a signed JWT has 3";
      default -> "it has " + parts + (parts == 1 ? " part" : " parts") + ", and a signed JWT has 3";
    };
  }

  static String wrongEncoding(String text) {
    if (text.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return "it still has its \"Bearer\" scheme in front: pass only what comes after it";
    }
    if (text.charAt(0) == '{') {
      return "it is in JSON: pass only the member that holds it";
    }
    if (isQuoted(text)) {
      return "it is in quotes: pass only what is between them";
    }
    if (isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1))) {
      return "it has white space around it: strip that where the token is read";
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return "its character " + (i + 1) + " is neither base64url nor a dot";
      }
    }
    return "one of its parts is not canonical base64url";
  }

  private static int countParts(String text) {
    int parts = 1;
    int dot = text.indexOf('.');
    while (dot >= 0 && parts < PARTS_COUNTED) {
      parts++;
      dot = text.indexOf('.', dot + 1);
    }
    return parts;
  }

  private static boolean isQuoted(String text) {
    char first = text.charAt(0);
    return first == '"' || first == '\'';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isTokenCharacter(char c) {
    return Base64Url.isOfAlphabet(c) || c == '.';
  }
}
