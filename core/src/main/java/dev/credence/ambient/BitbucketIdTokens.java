package dev.credence.ambient;

/**
 * ID tokens of a step of Bitbucket Pipelines, which the pipeline's YAML switches on. There is one
 * token per step, in {@code BITBUCKET_STEP_OIDC_TOKEN}, made as the step begins.
 *
 * <p>Audiences of one's own are added to the workspace's default one: the token names them all, so
 * that each receiver could use it with the others. Give such a step one audience, and nothing else
 * to do.
 */
public final class BitbucketIdTokens {
  static final String NAME = "Bitbucket Pipelines";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME,
          "BITBUCKET_BUILD_NUMBER or BITBUCKET_PIPELINE_UUID",
          env -> env.has("BITBUCKET_BUILD_NUMBER") || env.has("BITBUCKET_PIPELINE_UUID"),
          BitbucketIdTokens::of);

  private static final String TOKEN = "BITBUCKET_STEP_OIDC_TOKEN";

  private BitbucketIdTokens() {}

  /**
   * Returns the source of this step's token.
   *
   * @param audience whom the token is for: the workspace's default audience or one of the YAML's
   * @param environment the step's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the YAML asks for no token, or for other audiences
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    String entry =
        Yaml.lines(
            "- step:",
            "    oidc:",
            "      audiences:",
            "        - " + Audience.of(audience).quoted());
    Terms terms =
        Terms.onRequest(NAME)
            .besideOthers()
            .declared("Name the audience on the step:" + entry)
            .madeOnce("Bitbucket makes it as the step begins: use it in a step of its own.");
    return new TokenVariable(terms, environment)
        .source(TOKEN, audience, "Bitbucket sets it for a step that asks for it:" + entry);
  }
}
