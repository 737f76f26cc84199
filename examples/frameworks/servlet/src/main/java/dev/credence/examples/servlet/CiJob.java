package dev.credence.examples.servlet;

import dev.credence.VerifiedToken;
import java.security.Principal;

/**
 * The job whose request it is.
 *
 * @param token its verified token
 */
public record CiJob(VerifiedToken token) implements Principal {
  /**
   * Returns the subject, which identifies the job only together with the token's issuer.
   *
   * @return the {@code sub} of the token
   */
  @Override
  public String getName() {
    return token.subject();
  }
}
