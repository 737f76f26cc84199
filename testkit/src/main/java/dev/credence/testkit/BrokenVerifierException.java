package dev.credence.testkit;

/** A verifier that did neither accept nor refuse. */
final class BrokenVerifierException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String note;

  BrokenVerifierException(String note) {
    super(note, null, false, false);
    this.note = note;
  }

  String note() {
    return note;
  }
}
