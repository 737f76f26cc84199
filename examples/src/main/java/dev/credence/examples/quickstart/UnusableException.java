package dev.credence.examples.quickstart;

/** Nothing can be decided: wrong flags, an unreadable file, keys that can't be had. */
final class UnusableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableException(String line) {
    super(line);
  }
}
