package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.json.JsonText;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ID tokens of a Buildkite job, for any audience, made anew at each request.
 *
 * <p>There are two ways. {@code buildkite-agent oidc request-token} has the agent remove the token
 * from the job's log, should it be printed there; the agent's REST endpoint doesn't, and serves
 * where the program {@code buildkite-agent} is missing. Every job may ask; a token lives five
 * minutes.
 */
public final class BuildkiteIdTokens {
  static final String NAME = "Buildkite";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME, "BUILDKITE=true", env -> env.says("BUILDKITE", "true"), BuildkiteIdTokens::of);

  private static final String PROGRAM = "buildkite-agent";
  private static final String JOB = "BUILDKITE_JOB_ID";
  private static final String TOKEN = "BUILDKITE_AGENT_ACCESS_TOKEN";
  private static final String ENDPOINT = "BUILDKITE_AGENT_ENDPOINT";
  private static final String DEFAULT_ENDPOINT = "https://agent-edge.buildkite.com/v3";

  private BuildkiteIdTokens() {}

  /**
   * Returns the source of this job's tokens: by the program {@code buildkite-agent} if it is on the
   * {@code PATH}, and otherwise by REST. Nothing is asked yet.
   *
   * @param audience whom the tokens are for, any string
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the agent's variables are missing
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    return environment.commands().find(PROGRAM, environment.variables()).isPresent()
        ? ofCommand(audience, environment)
        : ofRest(audience, environment);
  }

  /**
   * Returns the source that runs {@code buildkite-agent oidc request-token}.
   *
   * @param audience whom the tokens are for, any string
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofCommand(String audience, AmbientEnvironment environment) {
    Audience wanted = Audience.of(audience);
    TokenCommand command =
        new TokenCommand(
            NAME,
            environment,
            PROGRAM,
            List.of("oidc", "request-token", "--audience", wanted.value()),
            Kind.REFUSED,
            "Since version 3.104 it refuses where the agent has no Job API, with which it would"
                + " keep the token out of the log.");
    return CheckedIdTokens.asked(Terms.onRequest(NAME), wanted, environment, command::token);
  }

  /**
   * Returns the source that asks the agent's REST endpoint. Nothing keeps these tokens out of the
   * job's log if the program prints them.
   *
   * @param audience whom the tokens are for, any string
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the agent's variables are missing
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofRest(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    URI asked = endpoint(environment);
    Secret credential = RequestUrl.credential(TOKEN, required(TOKEN, environment), NAME);
    TokenService service =
        TokenService.onTheWeb(NAME, environment, failure -> advice(failure.status()));
    return CheckedIdTokens.asked(
        Terms.onRequest(NAME),
        wanted,
        environment,
        () -> service.stringMember(request(asked, credential, wanted), "token"));
  }

  private static URI endpoint(AmbientEnvironment environment) throws IdTokenUnavailableException {
    String job = required(JOB, environment);
    if (!job.chars().allMatch(BuildkiteIdTokens::isIdCharacter)) {
      throw new IdTokenUnavailableException(
          NAME, Kind.BAD_ENVIRONMENT, "The variable " + JOB + " holds no job's id.");
    }
    String agent = environment.variable(ENDPOINT).orElse(DEFAULT_ENDPOINT);
    String base = agent.endsWith("/") ? agent.substring(0, agent.length() - 1) : agent;
    return RequestUrl.in(ENDPOINT, base + "/jobs/" + job + "/oidc/tokens", NAME, environment);
  }

  private static boolean isIdCharacter(int c) {
    return c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static CredentialRequest request(URI asked, Secret credential, Audience wanted) {
    return CredentialRequest.post(asked, Answer.TOKEN)
        .header("Authorization", "Token " + credential.reveal())
        .json(JsonText.of(Map.of("audience", wanted.value())));
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 -> "The access token in " + TOKEN + " is not that of the job in " + JOB + ".";
      case 404 -> "Buildkite knows no such job; does " + ENDPOINT + " name the right endpoint?";
      default -> "";
    };
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
            + " is not set, which the agent sets for every job. If the step runs in a container,"
            + " hand it over, or put the program buildkite-agent into the container:"
            + Yaml.lines(
                "plugins:",
                "  - docker#v5.12.0:",
                "      propagate-environment: true",
                "      mount-buildkite-agent: true"));
  }
}
