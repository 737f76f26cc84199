package dev.credence.testkit;

/** A token that can't be sent in the way that its verifier takes tokens. */
final class UnpresentableTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String note;

  UnpresentableTokenException(String note) {
    super(note, null, false, false);
    this.note = note;
  }

  String note() {
    return note;
  }
}
