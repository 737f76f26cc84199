package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.json.JsonText;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ID tokens of a Vercel build.
 *
 * <p>The build has one token in {@code VERCEL_OIDC_TOKEN}, for its team's own audience, {@code
 * https://vercel.com/TEAM}. For any other, Vercel exchanges it for a token that expires at the same
 * time and always has the team's issuer. Functions get theirs in a request header, which is not
 * read here.
 *
 * @see <a href="https://vercel.com/docs/oidc/reference">Vercel: OIDC reference</a>
 */
public final class VercelIdTokens {
  static final String NAME = "Vercel";
  static final DetectedCi DETECTION =
      new DetectedCi(NAME, "VERCEL=1", env -> env.says("VERCEL", "1"), VercelIdTokens::of);

  private static final String TOKEN = "VERCEL_OIDC_TOKEN";
  private static final URI EXCHANGE = URI.create("https://oidc.vercel.com/~token");
  private static final String RENEWAL =
      "It lives as long as Vercel's own token of the build: an hour, or twelve in development,"
          + " where \"vercel env pull\" gets a new one.";

  private VercelIdTokens() {}

  /**
   * Returns the source of this build's tokens. Nothing is asked yet.
   *
   * @param audience whom the tokens are for, any string
   * @param environment the build's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the project has OIDC switched off
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    Terms terms = Terms.onRequest(NAME).madeOnce(RENEWAL);
    Secret own = own(environment);
    IdToken ownToken = CheckedIdTokens.parsed(terms, own.reveal());
    if (ownToken.audiences().contains(wanted.value())) {
      return CheckedIdTokens.given(terms, wanted, environment, own);
    }
    TokenService service =
        TokenService.onTheWeb(NAME, environment, failure -> advice(failure.status()));
    return CheckedIdTokens.asked(
        terms,
        wanted,
        environment,
        () -> {
          terms.requireUnexpired(ownToken, environment.clock().instant());
          return service.stringMember(request(own, wanted), "token");
        });
  }

  private static CredentialRequest request(Secret own, Audience wanted) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("token", own.reveal());
    body.put("aud", wanted.value());
    return CredentialRequest.post(EXCHANGE, Answer.TOKEN).json(JsonText.of(body));
  }

  private static String advice(int status) {
    return status == 401 || status == 403
        ? "Vercel did not take the token in " + TOKEN + " for an exchange."
        : "";
  }

  private static Secret own(AmbientEnvironment environment) throws IdTokenUnavailableException {
    return Secret.of(
        environment
            .variable(TOKEN)
            .orElseThrow(() ->
                new IdTokenUnavailableException(
                    NAME,
                    Kind.NOT_GRANTED,
                    "The variable "
                        + TOKEN
                        + " is not set. Switch on \"Secure backend access with OIDC federation\""
                        + " in the project's settings; on a developer's machine get it with"
                        + " \"vercel env pull\".")));
  }
}
