package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.nio.file.Path;

/**
 * ID tokens of a Jenkins build, made by the plug-in OpenID Connect Provider.
 *
 * <p>The token is a credential whose audience is fixed where the credential is configured; the
 * Jenkinsfile binds it to a variable or a file of any name, so that the name has to be told.
 * Jenkins makes a token at each binding, which lives an hour unless set otherwise.
 *
 * <p>A Jenkins without the plug-in can get tokens from an identity provider, by the variables that
 * {@link DroneIdTokens} describes.
 */
public final class JenkinsIdTokens {
  static final String NAME = "Jenkins";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME,
          "JENKINS_URL and BUILD_URL",
          env -> env.has("JENKINS_URL") && env.has("BUILD_URL"),
          JenkinsIdTokens::of);

  private static final String USUAL_VARIABLE = "IDTOKEN";

  private JenkinsIdTokens() {}

  /**
   * Returns the source of the token in the variable or the file that {@link
   * AmbientEnvironment.Builder#tokenVariable} or {@link AmbientEnvironment.Builder#tokenFile}
   * names; or, if there is neither, that of an identity provider's tokens, if the variables that
   * {@link DroneIdTokens} describes are set.
   *
   * @param audience whom the token is for
   * @param environment the build's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if nothing says where the token is, or it isn't there
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    if (environment.tokenVariable().isPresent()) {
      return ofVariable(environment.tokenVariable().get(), audience, environment);
    }
    if (environment.tokenFile().isPresent()) {
      return ofFile(environment.tokenFile().get(), audience, environment);
    }
    if (ClientCredentialVariables.areIn(environment)) {
      return ClientCredentialVariables.source(NAME, audience, environment, bindingOfSecrets());
    }
    throw notNamed();
  }

  /**
   * Returns the source of the token in a variable.
   *
   * @param variable the variable that the Jenkinsfile binds an "id token" credential to
   * @param audience whom the token is for, as the credential says
   * @param environment the build's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the variable is not bound, or to another audience
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofVariable(
      String variable, String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    return new TokenVariable(terms(), environment)
        .source(variable, audience, "Bind an \"id token\" credential to it:" + binding(variable));
  }

  /**
   * Returns the source of the token in a file, which is read again at each use.
   *
   * @param file the file of an "id token as file" credential
   * @param audience whom the token is for, as the credential says
   * @param environment the build's environment
   * @return a thread-safe source
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofFile(Path file, String audience, AmbientEnvironment environment) {
    String advice =
        "Bind an \"id token as file\" credential to a variable, and give the file that it names:"
            + Yaml.lines(
                "withCredentials([file(variable: 'ID_TOKEN_FILE', credentialsId: 'your-id')]) {",
                "  // run the program here",
                "}");
    return new TokenFile(terms(), environment, file, advice).source(Audience.of(audience));
  }

  private static Terms terms() {
    return Terms.onRequest(NAME)
        .declared(
            "The audience is a setting of the credential in Jenkins, one audience for each"
                + " credential; without one, the token names none.")
        .madeOnce("Jenkins makes it at each binding: bind it again, around what needs it.");
  }

  private static String binding(String variable) {
    return Yaml.lines(
        "withCredentials([string(variable: '" + variable + "', credentialsId: 'your-id')]) {",
        "  // run the program here",
        "}");
  }

  private static String bindingOfSecrets() {
    return Yaml.lines(
        "withCredentials([string(variable: 'OIDC_CLIENT_SECRET', credentialsId: 'your-id')]) {",
        "  // run the program here",
        "}");
  }

  private static IdTokenUnavailableException notNamed() {
    return new IdTokenUnavailableException(
        NAME,
        Kind.NOT_GRANTED,
        "Jenkins has no variable of its own for ID tokens. Bind a credential of the plug-in OpenID"
            + " Connect Provider, and give the variable's name as the token variable:"
            + binding(USUAL_VARIABLE)
            + "\nFor a token of an identity provider set OIDC_ISSUER and OIDC_CLIENT_ID, and bind"
            + " OIDC_CLIENT_SECRET.");
  }
}
