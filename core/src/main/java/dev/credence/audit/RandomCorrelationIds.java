package dev.credence.audit;

import dev.credence.internal.text.Base64Url;
import java.security.SecureRandom;
import java.util.function.Consumer;

/** Ids that nobody can guess and that no two decisions share. */
final class RandomCorrelationIds implements CorrelationIds {
  static final CorrelationIds SECURE = new RandomCorrelationIds(new SecureRandom()::nextBytes);

  private static final int BYTES = 128 / Byte.SIZE;

  private final Consumer<byte[]> random;

  RandomCorrelationIds(Consumer<byte[]> random) {
    this.random = random;
  }

  @Override
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.accept(bytes);
    return Base64Url.encode(bytes);
  }

  static boolean isUsable(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-_.:=+/".indexOf(c) >= 0;
  }
}
