package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.CredentialRequest;
import java.net.URI;
import java.util.Optional;

/**
 * ID tokens of a GitHub Actions job, for any audience, made anew at each request.
 *
 * <p>The job needs the permission {@code id-token: write}; without it GitHub sets neither {@code
 * ACTIONS_ID_TOKEN_REQUEST_URL} nor {@code ACTIONS_ID_TOKEN_REQUEST_TOKEN}. Jobs for pull requests
 * from forks don't get it. A token lives about five minutes. Forgejo and Gitea imitate the
 * protocol: that a job is on GitHub is not proven here, nor by these variables.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/security/oidc">GitHub: OpenID Connect
 *     reference</a>
 */
public final class GitHubActionsIdTokens {
  static final String NAME = "GitHub Actions";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME, "GITHUB_ACTIONS", env -> env.has("GITHUB_ACTIONS"), GitHubActionsIdTokens::of);

  private static final String URL = "ACTIONS_ID_TOKEN_REQUEST_URL";
  private static final String TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

  private static final String GRANT =
      Yaml.lines("permissions:", "  id-token: write", "  contents: read");

  private GitHubActionsIdTokens() {}

  /**
   * Returns the source of this job's tokens. Nothing is asked yet.
   *
   * @param audience whom the tokens are for, any string
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the job lacks the permission or runs for a fork
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    Optional<String> url = environment.variable(URL);
    Optional<String> token = environment.variable(TOKEN);
    if (url.isEmpty() || token.isEmpty()) {
      throw notGranted(environment);
    }
    URI endpoint = RequestUrl.in(URL, url.get(), NAME, environment);
    URI asked = RequestUrl.withParameter(endpoint, "audience", wanted.percentEncoded());
    Secret credential = RequestUrl.credential(TOKEN, token.get(), NAME);
    TokenService service =
        TokenService.onTheWeb(NAME, environment, failure -> advice(failure.status()));
    return CheckedIdTokens.asked(
        Terms.onRequest(NAME),
        wanted,
        environment,
        () -> service.stringMember(request(asked, credential), "value"));
  }

  private static CredentialRequest request(URI asked, Secret credential) {
    return CredentialRequest.get(asked, Answer.TOKEN)
        .header("Authorization", "Bearer " + credential.reveal());
  }

  private static String advice(int status) {
    return switch (status) {
      case 401 ->
          "GitHub no longer takes the job's request token: it serves a job for about six hours.";
      case 403, 404 ->
          "GitHub makes tokens only while the job is in progress and has the permission:" + GRANT;
      default -> "";
    };
  }

  private static IdTokenUnavailableException notGranted(AmbientEnvironment environment) {
    if (GitHubEvent.isForkPullRequest(environment)) {
      return new IdTokenUnavailableException(
          NAME,
          Kind.FORK_BUILD,
          "The job runs for a pull request from a fork, and GitHub gives such jobs no ID token,"
              + " whatever their permissions say. Do what needs the token in a job that runs after"
              + " the merge, on push.");
    }
    return new IdTokenUnavailableException(
        NAME,
        Kind.NOT_GRANTED,
        "The variables "
            + URL
            + " and "
            + TOKEN
            + " are not set: the job lacks the permission to ask for ID tokens. Grant it to the"
            + " workflow or the job:"
            + GRANT
            + "\nA reusable workflow has it only if its caller grants it too."
            + pullRequestNote(environment));
  }

  private static String pullRequestNote(AmbientEnvironment environment) {
    String event = environment.variable("GITHUB_EVENT_NAME").orElse("");
    return event.startsWith("pull_request") && !event.equals("pull_request_target")
        ? " A pull request from a fork never has it."
        : "";
  }
}
