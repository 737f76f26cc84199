package dev.credence;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credence.keys.KeySet;

/** What is said of documents without a usable key. */
final class UnusableKeys {
  private UnusableKeys() {}

  static String problem(String jwksJson) {
    return catchThrowableOfType(IllegalArgumentException.class, () -> KeySet.parse(jwksJson))
        .getMessage();
  }
}
