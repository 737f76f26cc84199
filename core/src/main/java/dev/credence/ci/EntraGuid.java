package dev.credence.ci;

import dev.credence.internal.text.Base64Url;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * A GUID as Entra writes it into a {@code sub}: base64url of its 16 bytes in the order of .NET,
 * where the first three fields are little-endian and the rest is not.
 */
final class EntraGuid {
  /** Of an encoded GUID, in characters. */
  static final int LENGTH = 22;

  private static final int BYTES = 16;

  private EntraGuid() {}

  static String encode(String uuid) {
    UUID id = UUID.fromString(uuid);
    long high = id.getMostSignificantBits();
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    bytes.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits());
    return Base64Url.encode(bytes.array());
  }

  /** The UUID in lower case, or empty if the text is not exactly what {@link #encode} writes. */
  static Optional<String> decode(String text) {
    byte[] octets = Base64Url.decode(text);
    if (octets == null || octets.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    long first = Integer.toUnsignedLong(bytes.getInt());
    long second = Short.toUnsignedLong(bytes.getShort());
    long third = Short.toUnsignedLong(bytes.getShort());
    long low = bytes.order(ByteOrder.BIG_ENDIAN).getLong();
    return Optional.of(new UUID(first << 32 | second << 16 | third, low).toString());
  }
}
