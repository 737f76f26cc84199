package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;

/**
 * Tokens for a pipeline of a Woodpecker server, which issues none itself: they come from the
 * organisation's identity provider, as {@link DroneIdTokens} describes, by the same variables.
 */
public final class WoodpeckerIdTokens {
  static final String NAME = "Woodpecker";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME,
          "CI=woodpecker or CI_SYSTEM_NAME=woodpecker",
          env -> env.says("CI", "woodpecker") || env.says("CI_SYSTEM_NAME", "woodpecker"),
          WoodpeckerIdTokens::of);

  private WoodpeckerIdTokens() {}

  /**
   * Returns the source of tokens for the pipeline's client. Nothing is asked yet.
   *
   * @param audience whom the tokens are for
   * @param environment the step's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the secrets are not there, or the build is a pull
   *     request's
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    if (DroneIdTokens.hasNoSecret(environment)
        && environment.says("CI_PIPELINE_EVENT", "pull_request")) {
      throw new IdTokenUnavailableException(
          NAME,
          Kind.FORK_BUILD,
          "The client's secret is not set, and the pipeline is for a pull request, to which"
              + " Woodpecker gives no secrets unless they allow it. Do what needs the token in a"
              + " pipeline for a push.");
    }
    return ClientCredentialVariables.source(
        NAME, wanted.value(), environment, DroneIdTokens.secrets());
  }
}
