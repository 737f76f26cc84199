package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.text.SafeText;
import java.util.Optional;

/**
 * A client of an identity provider as a CI's secrets describe it in variables. Each variable may
 * have {@code PLUGIN_} in front, which is how Drone and its like hand settings to a plug-in.
 */
final class ClientCredentialVariables {
  static final String ISSUER = "OIDC_ISSUER";
  static final String CLIENT_ID = "OIDC_CLIENT_ID";
  static final String CLIENT_SECRET = "OIDC_CLIENT_SECRET";
  static final String CLIENT_KEY = "OIDC_CLIENT_KEY";

  private static final String CLIENT_KEY_ID = "OIDC_CLIENT_KEY_ID";
  private static final String CLIENT_AUTH = "OIDC_CLIENT_AUTH";
  private static final String ASSERTION_AUDIENCE = "OIDC_ASSERTION_AUDIENCE";
  private static final String SCOPE = "OIDC_SCOPE";
  private static final String PLUGIN = "PLUGIN_";

  private final String provider;
  private final AmbientEnvironment environment;
  private final String advice;

  private ClientCredentialVariables(
      String provider, AmbientEnvironment environment, String advice) {
    this.provider = provider;
    this.environment = environment;
    this.advice = advice;
  }

  /** Whether there is a trace of such a client. */
  static boolean areIn(AmbientEnvironment environment) {
    return environment.has(ISSUER) || environment.has(PLUGIN + ISSUER);
  }

  /**
   * A source for the client that the variables describe; the advice tells how they come to be set.
   */
  static IdTokenSource source(
      String provider, String audience, AmbientEnvironment environment, String advice)
      throws IdTokenUnavailableException {
    return new ClientCredentialVariables(provider, environment, advice).source(audience);
  }

  private IdTokenSource source(String audience) throws IdTokenUnavailableException {
    String issuer = required(ISSUER);
    ClientAuthentication client = client();
    try {
      OAuthIdTokens.Builder builder =
          OAuthIdTokens.builder(issuer, audience)
              .provider(provider)
              .environment(environment)
              .client(client);
      value(SCOPE).ifPresent(scopes -> builder.scope(scopes.strip().split(" +")));
      return builder.clientCredentials();
    } catch (IllegalArgumentException misconfigured) {
      throw failure(misconfigured.getMessage() + ".");
    }
  }

  private ClientAuthentication client() throws IdTokenUnavailableException {
    String id = required(CLIENT_ID);
    String method =
        value(CLIENT_AUTH).orElse(isSet(CLIENT_KEY) ? "private_key_jwt" : "client_secret_basic");
    try {
      return switch (method) {
        case "client_secret_basic" -> ClientAuthentication.secretBasic(id, required(CLIENT_SECRET));
        case "client_secret_post" -> ClientAuthentication.secretPost(id, required(CLIENT_SECRET));
        case "private_key_jwt" -> withKey(id);
        default ->
            throw failure(
                "The variable "
                    + CLIENT_AUTH
                    + " is "
                    + SafeText.quote(method)
                    + " where client_secret_basic, client_secret_post or private_key_jwt is"
                    + " required.");
      };
    } catch (IllegalArgumentException misconfigured) {
      throw failure(misconfigured.getMessage() + ".");
    }
  }

  private ClientAuthentication withKey(String id) throws IdTokenUnavailableException {
    ClientKey key = ClientKey.fromPem(required(CLIENT_KEY));
    ClientKey named = value(CLIENT_KEY_ID).map(key::withId).orElse(key);
    String addressee = value(ASSERTION_AUDIENCE).orElse("issuer");
    return switch (addressee) {
      case "issuer" -> ClientAuthentication.privateKeyJwt(id, named);
      case "token_endpoint" -> ClientAuthentication.privateKeyJwtToTokenEndpoint(id, named);
      default ->
          throw failure(
              "The variable "
                  + ASSERTION_AUDIENCE
                  + " is "
                  + SafeText.quote(addressee)
                  + " where issuer or token_endpoint is required.");
    };
  }

  private String required(String variable) throws IdTokenUnavailableException {
    return value(variable)
        .orElseThrow(() ->
            new IdTokenUnavailableException(
                provider, Kind.NOT_GRANTED, "The variable " + variable + " is not set. " + advice));
  }

  private boolean isSet(String variable) {
    return value(variable).isPresent();
  }

  private Optional<String> value(String variable) {
    return environment.variable(variable).or(() -> environment.variable(PLUGIN + variable));
  }

  private IdTokenUnavailableException failure(String problem) {
    return new IdTokenUnavailableException(provider, Kind.BAD_ENVIRONMENT, problem);
  }
}
