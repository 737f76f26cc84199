package dev.credence.examples.spring;

import dev.credence.examples.bearer.BearerAnswer;
import org.springframework.security.core.AuthenticationException;

/** Nothing can be said of a token just now. */
final class UndecidedException extends AuthenticationException {
  private static final long serialVersionUID = 1L;

  private final transient BearerAnswer answer;

  UndecidedException(BearerAnswer answer) {
    super("Nothing can be said of the token just now");
    this.answer = answer;
  }

  BearerAnswer answer() {
    return answer;
  }
}
