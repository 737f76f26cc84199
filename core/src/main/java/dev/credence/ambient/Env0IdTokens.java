package dev.credence.ambient;

/**
 * The ID token of an env0 deployment, in {@code ENV0_OIDC_TOKEN}. Its audience is {@code
 * https://prod.env0.com}, beside which older tokens name others, and can't be changed; it lives 24
 * hours. Its subject is the same for all deployments of an organisation.
 */
public final class Env0IdTokens {
  static final String NAME = "env0";
  private static final String TOKEN = "ENV0_OIDC_TOKEN";

  static final DetectedCi DETECTION =
      new DetectedCi(NAME, TOKEN, env -> env.has(TOKEN), Env0IdTokens::of);

  private Env0IdTokens() {}

  /**
   * Returns the source of this deployment's token.
   *
   * @param audience {@code https://prod.env0.com}; there is no other
   * @param environment the deployment's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if there is no token, or another audience is asked for
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Terms terms =
        Terms.onRequest(NAME)
            .besideOthers()
            .fixed(
                "env0 leaves no choice. Ask for the audience that it gives, and have the receiver"
                    + " accept it.")
            .madeOnce("env0 makes it as the deployment begins.");
    return new TokenVariable(terms, environment)
        .source(
            TOKEN,
            audience,
            "env0 sets it where the organisation has an OIDC credential or has switched OIDC on in"
                + " its policies.");
  }
}
