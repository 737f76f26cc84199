package dev.credence.aws;

import org.jspecify.annotations.Nullable;

/** What a builder can't do without. */
final class Required {
  private Required() {}

  static <T> T of(@Nullable T value, String method) {
    if (value == null) {
      throw new IllegalStateException("Set " + method + " before build");
    }
    return value;
  }
}
