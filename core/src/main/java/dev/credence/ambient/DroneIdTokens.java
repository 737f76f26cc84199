package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;

/**
 * Tokens for a pipeline of a Drone server, which issues none itself: they come from the
 * organisation's identity provider, to a client whose credentials are secrets of the pipeline.
 *
 * <p>The step's environment says who the client is; in a plug-in, whose settings Drone turns into
 * variables, each has {@code PLUGIN_} in front:
 *
 * <table>
 * <caption>Variables</caption>
 * <tr><td>{@code OIDC_ISSUER}</td><td>the provider's issuer, exactly as it names itself</td></tr>
 * <tr><td>{@code OIDC_CLIENT_ID}</td><td>the client</td></tr>
 * <tr><td>{@code OIDC_CLIENT_SECRET}</td><td>its secret, or instead of it</td></tr>
 * <tr><td>{@code OIDC_CLIENT_KEY}</td><td>its private key in PEM, PKCS #8</td></tr>
 * <tr><td>{@code OIDC_CLIENT_KEY_ID}</td><td>the key's id, if the provider wants one</td></tr>
 * <tr><td>{@code OIDC_CLIENT_AUTH}</td><td>{@code client_secret_basic}, {@code client_secret_post} or
 *     {@code private_key_jwt}, where it is not plain from the above</td></tr>
 * <tr><td>{@code OIDC_ASSERTION_AUDIENCE}</td><td>{@code issuer}, or {@code token_endpoint} for
 *     Okta: to whom assertions made with the key are addressed</td></tr>
 * <tr><td>{@code OIDC_SCOPE}</td><td>the scopes to ask for, with spaces between</td></tr>
 * </table>
 *
 * <p>A token proves which client asked. It proves nothing about repository, branch or event,
 * whatever Drone's own variables say: have one client for each repository and environment, and keep
 * its secret from pull requests, as Drone does unless told otherwise.
 */
public final class DroneIdTokens {
  static final String NAME = "Drone";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME,
          "DRONE=true",
          env -> env.says("DRONE", "true") && !env.has("HARNESS_ACCOUNT_ID"),
          DroneIdTokens::of);

  private DroneIdTokens() {}

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
    if (hasNoSecret(environment) && environment.says("DRONE_BUILD_EVENT", "pull_request")) {
      throw new IdTokenUnavailableException(
          NAME,
          Kind.FORK_BUILD,
          "The client's secret is not set, and the build is for a pull request, to which Drone"
              + " gives no secrets. Do what needs the token in a build for a push.");
    }
    return ClientCredentialVariables.source(NAME, wanted.value(), environment, secrets());
  }

  /** Whether neither a secret nor a key is there. */
  static boolean hasNoSecret(AmbientEnvironment environment) {
    return !environment.has(ClientCredentialVariables.CLIENT_SECRET)
        && !environment.has("PLUGIN_" + ClientCredentialVariables.CLIENT_SECRET)
        && !environment.has(ClientCredentialVariables.CLIENT_KEY)
        && !environment.has("PLUGIN_" + ClientCredentialVariables.CLIENT_KEY);
  }

  /** The same in the YAML of Drone and of Woodpecker. */
  static String secrets() {
    return "The server issues no ID tokens; they come from an identity provider, by a client whose"
        + " secret is the pipeline's:"
        + Yaml.lines(
            "steps:",
            "  - name: deploy",
            "    image: your-image",
            "    environment:",
            "      OIDC_ISSUER: https://your-org.okta.com/oauth2/default",
            "      OIDC_CLIENT_ID:",
            "        from_secret: oidc_client_id",
            "      OIDC_CLIENT_SECRET:",
            "        from_secret: oidc_client_secret");
  }
}
