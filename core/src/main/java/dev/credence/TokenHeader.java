package dev.credence;

import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.text.SafeText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three members of a JOSE header that matter, once the header has been found to name nothing
 * forbidden (RFC 7515 §4, RFC 8725 §3.10).
 *
 * <p>Members that carry or point to keys, change how the signature is computed, or nest another
 * token are refused by their presence: no CI issuer sends them. Unknown members are ignored, as RFC
 * 7515 §4 demands.
 */
final class TokenHeader {
  /** Longest {@code kid} read, in characters. */
  static final int MAX_KEY_ID_LENGTH = 256;

  private static final List<String> FORBIDDEN =
      List.of("crit", "b64", "zip", "cty", "enc", "jku", "jwk", "x5u", "x5c", "p2c", "p2s", "epk");

  private final @Nullable String type;
  private final String algorithm;
  private final @Nullable String keyId;

  private TokenHeader(@Nullable String type, String algorithm, @Nullable String keyId) {
    this.type = type;
    this.algorithm = algorithm;
    this.keyId = keyId;
  }

  static Outcome<TokenHeader> parse(byte[] bytes) {
    if (bytes.length > JsonLimits.TOKEN_HEADER.maxLength()) {
      return refused(
          RejectionReason.TOO_LARGE,
          "its header has "
              + bytes.length
              + " bytes, and at most "
              + JsonLimits.TOKEN_HEADER.maxLength()
              + " are read");
    }
    return TokenJson.read(bytes, "header", JsonLimits.TOKEN_HEADER).then(TokenHeader::of);
  }

  private static Outcome<TokenHeader> of(Map<String, Object> members) {
    for (String name : FORBIDDEN) {
      if (members.containsKey(name)) {
        return forbidden("it names \"" + name + "\", which no CI token may");
      }
    }
    Object type = members.get("typ");
    if (type != null && !(type instanceof String)) {
      return forbidden("its \"typ\" is " + SafeText.quote(type) + ", which is not a string");
    }
    if (!(members.get("alg") instanceof String algorithm)) {
      return forbidden("its \"alg\" is missing or not a string");
    }
    Object keyId = members.get("kid");
    if (keyId == null) {
      return Outcome.passed(new TokenHeader((String) type, algorithm, null));
    }
    if (!(keyId instanceof String id) || !isKeyId(id)) {
      return forbidden(
          "its \"kid\" is not a string of 1 to " + MAX_KEY_ID_LENGTH + " printable characters");
    }
    return Outcome.passed(new TokenHeader((String) type, algorithm, id));
  }

  private static boolean isKeyId(String id) {
    if (id.isEmpty() || id.length() > MAX_KEY_ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) < ' ' || id.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static Outcome<TokenHeader> forbidden(String detail) {
    return refused(RejectionReason.HEADER_FORBIDDEN, detail);
  }

  private static Outcome<TokenHeader> refused(RejectionReason reason, String detail) {
    return Outcome.refused(Stage.FORMAT, reason, detail);
  }

  @Nullable String type() {
    return type;
  }

  String algorithm() {
    return algorithm;
  }

  @Nullable String keyId() {
    return keyId;
  }
}
