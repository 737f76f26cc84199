package dev.credence.ambient;

import java.util.function.Predicate;

/**
 * How one provider is recognised, and how its source is made.
 *
 * @param name the provider
 * @param marker what is looked for, in words
 * @param detection whether it is there
 * @param factory makes the source
 */
record DetectedCi(
    String name, String marker, Predicate<AmbientEnvironment> detection, Factory factory) {
  /** Makes a source. */
  @FunctionalInterface
  interface Factory {
    IdTokenSource make(String audience, AmbientEnvironment environment)
        throws IdTokenUnavailableException;
  }

  boolean isIn(AmbientEnvironment environment) {
    return detection.test(environment);
  }

  String described() {
    return name + " (" + marker + ")";
  }
}
