package dev.credence.ambient;

/**
 * The ID token of a Semaphore job, in {@code SEMAPHORE_OIDC_TOKEN}. Its audience is the
 * organisation's own address, which is also its issuer, and can't be changed; it lives 24 hours.
 * Whoever receives it can use it with all others that trust the organisation.
 */
public final class SemaphoreIdTokens {
  static final String NAME = "Semaphore";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME, "SEMAPHORE=true", env -> env.says("SEMAPHORE", "true"), SemaphoreIdTokens::of);

  private static final String TOKEN = "SEMAPHORE_OIDC_TOKEN";

  private SemaphoreIdTokens() {}

  /**
   * Returns the source of this job's token.
   *
   * @param audience {@code https://ORGANISATION.semaphoreci.com}; there is no other
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the job has no token, or another audience is asked for
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Terms terms =
        Terms.onRequest(NAME)
            .fixed(
                "Semaphore gives every token its organisation's address for an audience. Ask for"
                    + " that one, and have the receiver accept it.")
            .madeOnce("Semaphore makes it as the job begins.");
    return new TokenVariable(terms, environment)
        .source(
            TOKEN,
            audience,
            "Semaphore sets it in every job of an organisation whose plan includes OpenID"
                + " Connect.");
  }
}
