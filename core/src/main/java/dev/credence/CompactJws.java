package dev.credence;

import dev.credence.internal.text.Base64Url;
import java.nio.charset.StandardCharsets;

/**
 * A JWS in compact serialization, taken apart strictly over its original characters (RFC 7515 §3.1,
 * §7.1): nothing in it is verified.
 */
final class CompactJws {
  /** Longest token read, in characters; the longest CI tokens known are about 4 000. */
  static final int MAX_LENGTH = 16_384;

  private final TokenHeader header;
  private final byte[] payload;
  private final byte[] signingInput;
  private final byte[] signature;

  private CompactJws(TokenHeader header, byte[] payload, byte[] signingInput, byte[] signature) {
    this.header = header;
    this.payload = payload;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  static Outcome<CompactJws> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return refused(
          RejectionReason.TOO_LARGE,
          "it has " + text.length() + " characters, and at most " + MAX_LENGTH + " are read");
    }
    int headerEnd = text.indexOf('.');
    int payloadEnd = headerEnd < 0 ? -1 : text.indexOf('.', headerEnd + 1);
    if (payloadEnd < 0 || text.indexOf('.', payloadEnd + 1) >= 0) {
      return malformed(FormatHint.wrongParts(text));
    }
    byte[] header = Base64Url.decode(text, 0, headerEnd);
    byte[] payload = Base64Url.decode(text, headerEnd + 1, payloadEnd);
    byte[] signature = Base64Url.decode(text, payloadEnd + 1, text.length());
    if (header == null || payload == null || signature == null) {
      return malformed(FormatHint.wrongEncoding(text));
    }
    if (header.length == 0) {
      return malformed("its header is empty");
    }
    byte[] signingInput = text.substring(0, payloadEnd).getBytes(StandardCharsets.US_ASCII);
    return TokenHeader.parse(header)
        .then(h -> Outcome.passed(new CompactJws(h, payload, signingInput, signature)));
  }

  private static Outcome<CompactJws> malformed(String detail) {
    return refused(RejectionReason.MALFORMED, detail);
  }

  private static Outcome<CompactJws> refused(RejectionReason reason, String detail) {
    return Outcome.refused(Stage.FORMAT, reason, detail);
  }

  TokenHeader header() {
    return header;
  }

  byte[] payload() {
    return payload;
  }

  byte[] signingInput() {
    return signingInput;
  }

  byte[] signature() {
    return signature;
  }
}
