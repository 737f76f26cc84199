package dev.credence.ambient;

/** Gets the text of a token from wherever the CI has it. */
@FunctionalInterface
interface TokenText {
  String get() throws IdTokenUnavailableException;
}
