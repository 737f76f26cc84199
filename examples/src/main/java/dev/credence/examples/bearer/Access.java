package dev.credence.examples.bearer;

import dev.credence.Decision;

/** Whether a request may do what it asks for, and nothing in between. */
public sealed interface Access {
  /**
   * It may.
   *
   * @param job whose request it is, and all that its policies grant
   * @param correlationId the id that the decision has in the audit
   */
  record Granted(Decision.Trusted job, String correlationId) implements Access {}

  /**
   * It may not, or not yet.
   *
   * @param answer what to send back, and nothing else
   */
  record Refused(BearerAnswer answer) implements Access {}
}
