package dev.credence.internal.jose;

/** A document that is no JWK set with a usable key; the message is a sentence fragment. */
public final class JwkSetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A document with a problem, told in a sentence fragment of our own. */
  public JwkSetException(String problem) {
    super(problem, null, false, false);
  }

  /** What is wrong with the document, in our own words. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
