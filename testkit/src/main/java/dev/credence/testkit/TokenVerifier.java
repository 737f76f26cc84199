package dev.credence.testkit;

/**
 * A verifier of tokens, whatever its making: it accepts by returning and refuses by throwing.
 *
 * <p>May be called by one thread at a time only.
 */
@FunctionalInterface
public interface TokenVerifier {
  /**
   * Decides on a token.
   *
   * @param token in compact serialization, or anything that pretends to be
   * @throws Exception if the token is refused
   */
  void verify(String token) throws Exception;

  /** Makes verifiers that trust what an {@link AttackScene} says, and nothing else. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes a verifier for a scene. Called once for each scene; all tokens of that scene are then
     * given to the one verifier.
     *
     * @param scene the issuer, its keys, and what is to be required of tokens
     * @return a verifier
     * @throws UnsupportedOperationException if this verifier has no means for what the scene asks,
     *     such as an algorithm; the attacks of the scene are then reported as not run, with this
     *     exception's message
     * @throws Exception if the verifier can't be made; the scene's attacks then all fail
     */
    TokenVerifier verifier(AttackScene scene) throws Exception;
  }
}
