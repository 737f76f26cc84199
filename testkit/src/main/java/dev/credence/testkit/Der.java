package dev.credence.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the few ASN.1 types of a certificate in DER (ITU-T X.690). */
final class Der {
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... elements) {
    return tagged(SEQUENCE, concatenated(elements));
  }

  static byte[] setOf(byte[] element) {
    return tagged(SET, element);
  }

  static byte[] explicit(int number, byte[] element) {
    return tagged(CONTEXT | CONSTRUCTED | number, element);
  }

  static byte[] implicit(int number, byte[] content) {
    return tagged(CONTEXT | number, content);
  }

  static byte[] yes() {
    return tagged(BOOLEAN, new byte[] {(byte) 0xff});
  }

  static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  static byte[] octetString(byte[] octets) {
    return tagged(OCTET_STRING, octets);
  }

  /** Whole octets. */
  static byte[] bitString(byte[] octets) {
    return tagged(BIT_STRING, concatenated(new byte[1], octets));
  }

  /** The bits of one octet that come first, without the unused ones. */
  static byte[] bitString(int octet, int unusedBits) {
    return tagged(BIT_STRING, new byte[] {(byte) unusedBits, (byte) octet});
  }

  static byte[] utf8String(String text) {
    return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A time before the year 2050. */
  static byte[] time(Instant instant) {
    return tagged(UTC_TIME, UTC.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] objectIdentifier(int first, int second, int... more) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(40 * first + second);
    for (int arc : more) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arc >> shift != 0) {
          content.write(0x80 | (arc >> shift & 0x7f));
        }
      }
      content.write(arc & 0x7f);
    }
    return tagged(OBJECT_IDENTIFIER, content.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    byte[] length = BigInteger.valueOf(content.length).toByteArray();
    if (content.length >= 0x80) {
      int leadingZero = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - leadingZero));
      out.write(length, leadingZero, length.length - leadingZero);
    } else {
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concatenated(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
