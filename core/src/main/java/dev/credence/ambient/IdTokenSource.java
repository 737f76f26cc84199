package dev.credence.ambient;

/**
 * Where a CI job gets ID tokens for one audience.
 *
 * <p>Each call of {@link #idToken()} asks anew, so that the token is as fresh as the CI can make
 * it: some make one on request, others have only the one that they gave the job at its start.
 * Nothing is cached here. A token that is handed out is for {@link #audience()} and has not
 * expired, by what it says of itself; whether it is genuine only its receiver can find out.
 *
 * <p>This is an extension point, for a CI that Credence doesn't know. Implementations are
 * thread-safe, block no longer than about half a minute, and never print or log a token.
 */
public interface IdTokenSource {
  /**
   * Gets a token from the CI. This may block while the CI is asked.
   *
   * @return a token for this source's audience that has not expired
   * @throws IdTokenUnavailableException if there is none to be had; says what to change
   */
  IdToken idToken() throws IdTokenUnavailableException;

  /**
   * Returns whom this source's tokens are for.
   *
   * @return the audience, compared exactly with the tokens' {@code aud}
   */
  String audience();
}
