package dev.credence.internal.jose;

/**
 * Why one entry of a key set can't be used: a sentence fragment of our own, never a third party's.
 *
 * <p>It carries no stack trace: refusing an entry is ordinary business and may happen 64 times in
 * one fetch.
 */
final class JwkRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean exposesSecret;

  JwkRefusal(String reason) {
    this(reason, false);
  }

  private JwkRefusal(String reason, boolean exposesSecret) {
    super(reason, null, false, false);
    this.exposesSecret = exposesSecret;
  }

  /** A refusal that its publisher should hear of at once: a secret lies open in a public place. */
  static JwkRefusal secret(String reason) {
    return new JwkRefusal(reason, true);
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  boolean exposesSecret() {
    return exposesSecret;
  }
}
