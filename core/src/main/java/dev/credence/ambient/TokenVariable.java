package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.text.ControlCharacters;

/** Tokens that a CI puts into a variable of the job's environment. Immutable and thread-safe. */
final class TokenVariable {
  private final Terms terms;
  private final AmbientEnvironment environment;

  TokenVariable(Terms terms, AmbientEnvironment environment) {
    this.terms = terms;
    this.environment = environment;
  }

  /** A source of the token in a variable; the advice tells how the variable comes to be set. */
  IdTokenSource source(String variable, String audience, String advice)
      throws IdTokenUnavailableException {
    requireName(variable);
    Audience wanted = Audience.of(audience);
    return CheckedIdTokens.given(terms, wanted, environment, value(variable, advice));
  }

  private static void requireName(String variable) {
    if (variable.isEmpty() || ControlCharacters.anyIn(variable)) {
      throw new IllegalArgumentException(
          "The name of a variable must not be empty or hold control characters");
    }
  }

  private Secret value(String variable, String advice) throws IdTokenUnavailableException {
    return Secret.of(
        environment
            .variable(variable)
            .orElseThrow(() ->
                terms.failure(
                    Kind.NOT_GRANTED, "The variable " + variable + " is not set. " + advice)));
  }
}
