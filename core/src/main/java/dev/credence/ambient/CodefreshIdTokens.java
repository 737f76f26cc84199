package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.CredentialRequest;
import java.net.URI;
import java.util.Optional;

/**
 * ID tokens of a Codefresh build, made anew at each request.
 *
 * <p>Codefresh documents one audience, its own address {@value #DEFAULT_AUDIENCE}. Its own step for
 * pipelines asks for others by a parameter, and so does this source; where the answer is for
 * another audience all the same, it is refused. A token lives five minutes.
 */
public final class CodefreshIdTokens {
  /** The audience of tokens for which no other is asked. */
  public static final String DEFAULT_AUDIENCE = "https://g.codefresh.io";

  static final String NAME = "Codefresh";
  static final DetectedCi DETECTION =
      new DetectedCi(NAME, "CF_BUILD_ID", env -> env.has("CF_BUILD_ID"), CodefreshIdTokens::of);

  private static final String URL = "CF_OIDC_REQUEST_URL";
  private static final String TOKEN = "CF_OIDC_REQUEST_TOKEN";

  private CodefreshIdTokens() {}

  /**
   * Returns the source of this build's tokens. Nothing is asked yet.
   *
   * @param audience whom the tokens are for
   * @param environment the build's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if Codefresh's variables are missing
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    URI endpoint = RequestUrl.in(URL, required(URL, environment), NAME, environment);
    URI asked =
        wanted.value().equals(DEFAULT_AUDIENCE)
            ? endpoint
            : RequestUrl.withParameter(endpoint, "audience", wanted.percentEncoded());
    Secret credential = RequestUrl.credential(TOKEN, required(TOKEN, environment), NAME);
    TokenService service = TokenService.onTheWeb(NAME, environment, failure -> "");
    return CheckedIdTokens.asked(
        Terms.onRequest(NAME)
            .fixed(
                "Codefresh did not make a token for the audience that the request named. Ask for"
                    + " the one that it makes, and have the receiver accept it."),
        wanted,
        environment,
        () -> service.stringMember(request(asked, credential), "id_token"));
  }

  private static CredentialRequest request(URI asked, Secret credential) {
    // The variable is the whole value: there is no scheme such as Bearer.
    return CredentialRequest.get(asked, Answer.TOKEN).header("Authorization", credential.reveal());
  }

  private static String required(String variable, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Optional<String> value = environment.variable(variable);
    if (value.isPresent()) {
      return value.get();
    }
    throw new IdTokenUnavailableException(
        NAME,
        Kind.NOT_GRANTED,
        "The variable "
            + variable
            + " is not set, which Codefresh sets in every build. A step that composes its own"
            + " environment has to hand it over:"
            + Yaml.lines("environment:", "  - " + variable + "=${{" + variable + "}}"));
  }
}
