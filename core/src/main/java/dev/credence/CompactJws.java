package dev.credence;

import dev.credence.internal.text.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JWS in compact serialization, taken apart strictly over its original characters (RFC 7515 §3.1,
 * §7.1): nothing in it is verified.
 */
final class CompactJws {
  /** Longest token read, in characters; the longest CI tokens known are about 4 000. */
  static final int MAX_LENGTH = 16_384;

  private static final byte[] NOTHING = {};

  private final byte[] text;
  private final int payloadEnd;
  private final TokenHeader header;
  private final byte[] payload;
  private final byte @Nullable [] signature;

  private CompactJws(
      byte[] text,
      int payloadEnd,
      TokenHeader header,
      byte[] payload,
      byte @Nullable [] signature) {
    this.text = text;
    this.payloadEnd = payloadEnd;
    this.header = header;
    this.payload = payload;
    this.signature = signature;
  }

  static Outcome<CompactJws> parse(String token) {
    if (token.length() > MAX_LENGTH) {
      return refused(
          RejectionReason.TOO_LARGE,
          "it has " + token.length() + " characters, and at most " + MAX_LENGTH + " are read");
    }
    int headerEnd = token.indexOf('.');
    int payloadEnd = headerEnd < 0 ? -1 : token.indexOf('.', headerEnd + 1);
    if (payloadEnd < 0 || token.indexOf('.', payloadEnd + 1) >= 0) {
      return malformed(FormatHint.wrongParts(token));
    }
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    if (text.length != token.length()) { // two characters outside of the alphabet became one
      return malformed(FormatHint.wrongEncoding(token));
    }
    byte[] payload = Base64Url.decode(text, headerEnd + 1, payloadEnd);
    byte[] signature = Base64Url.decode(text, payloadEnd + 1, text.length);
    if (payload == null || signature == null) {
      return malformed(FormatHint.wrongEncoding(token));
    }
    Outcome<TokenHeader> known = KnownHeaders.find(text, headerEnd);
    return (known == null ? header(token, text, headerEnd) : known)
        .then(
            header -> Outcome.passed(new CompactJws(text, payloadEnd, header, payload, signature)));
  }

  /** A text that was taken apart before; what was read of its payload then is at hand. */
  static CompactJws known(byte[] text, int payloadEnd, TokenHeader header) {
    return new CompactJws(text, payloadEnd, header, NOTHING, null);
  }

  private static Outcome<TokenHeader> header(String token, byte[] text, int headerEnd) {
    byte[] header = Base64Url.decode(text, 0, headerEnd);
    if (header == null) {
      return malformed(FormatHint.wrongEncoding(token));
    }
    return header.length == 0
        ? malformed("its header is empty")
        : KnownHeaders.remember(text, headerEnd, TokenHeader.parse(header));
  }

  private static <T> Outcome<T> malformed(String detail) {
    return refused(RejectionReason.MALFORMED, detail);
  }

  private static <T> Outcome<T> refused(RejectionReason reason, String detail) {
    return Outcome.refused(Stage.FORMAT, reason, detail);
  }

  TokenHeader header() {
    return header;
  }

  byte[] payload() {
    return payload;
  }

  /** What was signed: the token's own characters up to the last dot. */
  ByteBuffer signingInput() {
    return ByteBuffer.wrap(text, 0, payloadEnd);
  }

  byte[] signature() {
    return signature == null
        ? Objects.requireNonNullElse(Base64Url.decode(text, payloadEnd + 1, text.length), NOTHING)
        : signature;
  }

  /** The token's own characters. */
  byte[] text() {
    return text;
  }

  /** Where the second dot is. */
  int payloadEnd() {
    return payloadEnd;
  }
}
