package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ID tokens of a CircleCI job.
 *
 * <p>The program {@code circleci}, which is on every job's {@code PATH}, makes tokens for any
 * audience. The variables {@code CIRCLE_OIDC_TOKEN_V2} and {@code CIRCLE_OIDC_TOKEN} hold one that
 * was made just before the job began, for the organisation's id unless its administrators chose
 * otherwise. A token lives an hour. Builds of forks have neither, unless the project passes its
 * secrets to them.
 */
public final class CircleCiIdTokens {
  static final String NAME = "CircleCI";
  static final DetectedCi DETECTION =
      new DetectedCi(NAME, "CIRCLECI", env -> env.has("CIRCLECI"), CircleCiIdTokens::of);

  private static final String PROGRAM = "circleci";
  private static final String NEWER = "CIRCLE_OIDC_TOKEN_V2";
  private static final String OLDER = "CIRCLE_OIDC_TOKEN";
  private static final String FORK =
      "The build is of a fork's pull request, and CircleCI gives it no token unless the project"
          + " passes its secrets to such builds, which hands them to anyone.";

  private CircleCiIdTokens() {}

  /**
   * Returns the source of this job's tokens: by the program {@code circleci} if it is on the {@code
   * PATH}, and otherwise the job's variable. Nothing is asked yet.
   *
   * @param audience whom the tokens are for
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the job has neither, or is a fork's
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    return environment.commands().find(PROGRAM, environment.variables()).isPresent()
        ? ofCommand(audience, environment)
        : ofVariable(audience, environment);
  }

  /**
   * Returns the source that runs {@code circleci run oidc get}, whose tokens have the
   * organisation's issuer.
   *
   * @param audience whom the tokens are for, any string
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofCommand(String audience, AmbientEnvironment environment) {
    return ofCommand(audience, environment, List.of());
  }

  /**
   * Returns the source whose tokens have the issuer that all of CircleCI's customers share, {@code
   * https://oidc.circleci.com}, as some public receivers ask for.
   *
   * @param audience whom the tokens are for, any string
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofRootIssuer(String audience, AmbientEnvironment environment) {
    return ofCommand(audience, environment, List.of("--root-issuer"));
  }

  private static IdTokenSource ofCommand(
      String audience, AmbientEnvironment environment, List<String> more) {
    Audience wanted = Audience.of(audience);
    List<String> arguments = new ArrayList<>(List.of("run", "oidc", "get", "--claims"));
    arguments.add(JsonText.of(Map.of("aud", wanted.value())));
    arguments.addAll(more);
    boolean fork = isFork(environment);
    Kind refusal = fork ? Kind.FORK_BUILD : Kind.REFUSED;
    TokenCommand command =
        new TokenCommand(NAME, environment, PROGRAM, arguments, refusal, fork ? FORK : "");
    return CheckedIdTokens.asked(Terms.onRequest(NAME), wanted, environment, command::token);
  }

  /**
   * Returns the source of the token that was made for the job as it began.
   *
   * @param audience whom the token is for: the organisation's id, as a rule
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the job has no token, or one for another audience
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofVariable(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    Terms terms =
        Terms.onRequest(NAME)
            .fixed(
                "The job's variable has the organisation's audience; for another one the program"
                    + " circleci must be on the PATH, as it is in CircleCI's own images.")
            .madeOnce("It was made as the job began; the program circleci makes newer ones.");
    return CheckedIdTokens.given(terms, wanted, environment, given(environment));
  }

  private static Secret given(AmbientEnvironment environment) throws IdTokenUnavailableException {
    Optional<String> token = environment.variable(NEWER).or(() -> environment.variable(OLDER));
    if (token.isPresent()) {
      return Secret.of(token.get());
    }
    if (isFork(environment)) {
      throw new IdTokenUnavailableException(NAME, Kind.FORK_BUILD, FORK);
    }
    throw new IdTokenUnavailableException(
        NAME,
        Kind.NOT_GRANTED,
        "The variables "
            + NEWER
            + " and "
            + OLDER
            + " are not set, and the program circleci is not on the PATH. Older versions of"
            + " CircleCI set the variables only for jobs with a context:"
            + Yaml.lines(
                "workflows:",
                "  deploy:",
                "    jobs:",
                "      - your-job:",
                "          context: your-context"));
  }

  /** CircleCI sets these for the pull requests of forks alone. */
  private static boolean isFork(AmbientEnvironment environment) {
    return environment.has("CIRCLE_PR_USERNAME") || environment.has("CIRCLE_PR_REPONAME");
  }
}
