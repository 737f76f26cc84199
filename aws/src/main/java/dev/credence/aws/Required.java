package dev.credence.aws;

import org.jspecify.annotations.Nullable;

/** What a builder can't do without. */
final class Required {
  private Required() {}

  static <T> T of(@Nullable T value, String built, String name) {
    if (value == null) {
      throw new IllegalStateException("An " + built + " needs " + name + ": set it first");
    }
    return value;
  }
}
