package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.http.LocalService;
import dev.credence.internal.json.JsonText;
import dev.credence.internal.text.SafeText;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ID tokens of a Harness step.
 *
 * <p>There are two kinds. A plugin step that Harness knows finds one token in {@code
 * PLUGIN_OIDC_TOKEN_ID}, whose audience belongs to the plugin. A step that declares workload
 * identities (2026, limited availability) asks Harness' runner for a token of an identity by its
 * name, for any audience; where the runner is not at hand, the token is in a variable of that name.
 *
 * <p>In an account that has not switched on Harness' access check, whoever has an API key can make
 * tokens with any subject: that a token exists proves little.
 */
public final class HarnessIdTokens {
  static final String NAME = "Harness";
  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME,
          "HARNESS_ACCOUNT_ID and HARNESS_PIPELINE_ID",
          env -> env.has("HARNESS_ACCOUNT_ID") && env.has("HARNESS_PIPELINE_ID"),
          HarnessIdTokens::of);

  private static final String PLUGIN_TOKEN = "PLUGIN_OIDC_TOKEN_ID";
  private static final String MINT_URL = "HARNESS_WI_MINT_URL";
  private static final String HANDLE = "HARNESS_WI_HANDLE";
  private static final String UNIX = "unix://";
  private static final URI MINT = URI.create("http://localhost/mint_workload_token");
  private static final int NOT_FOUND = 404;

  private HarnessIdTokens() {}

  /**
   * Returns the source of this step's tokens: of the identity that {@link
   * AmbientEnvironment.Builder#tokenVariable} names, or else the plugin's token.
   *
   * @param audience whom the tokens are for
   * @param environment the step's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the step has neither
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    if (environment.tokenVariable().isPresent()) {
      return ofWorkloadIdentity(environment.tokenVariable().get(), audience, environment);
    }
    return ofPlugin(audience, environment);
  }

  /**
   * Returns the source of a plugin step's one token.
   *
   * @param audience whom the token is for, as Harness chose it for the plugin
   * @param environment the step's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the step has no token, or one for another audience
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofPlugin(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Terms terms =
        Terms.onRequest(NAME)
            .fixed("Harness chooses the audience of a plugin's token by the plugin.")
            .madeOnce("Harness makes it at the start of the step.");
    return new TokenVariable(terms, environment)
        .source(
            PLUGIN_TOKEN,
            audience,
            "Harness sets it for the plugin steps that it knows by their images, and for no other"
                + " step. Elsewhere declare a workload identity on the step, and give its name as"
                + " the token variable.");
  }

  /**
   * Returns the source of a workload identity's tokens.
   *
   * @param identity the name of the identity, as the pipeline declares it
   * @param audience whom the tokens are for, any string
   * @param environment the step's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the step has no such identity
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofWorkloadIdentity(
      String identity, String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    if (!environment.has(MINT_URL)) {
      return ofVariable(identity, audience, environment);
    }
    Audience wanted = Audience.of(audience);
    Secret handle = handle(environment);
    TokenService service = runner(identity, environment);
    URI asked = asked(environment);
    return CheckedIdTokens.asked(
        Terms.onRequest(NAME),
        wanted,
        environment,
        () -> service.stringMember(request(asked, handle, identity, wanted), "oidc_token"));
  }

  private static IdTokenSource ofVariable(
      String identity, String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Terms terms =
        Terms.onRequest(NAME)
            .declared("Declare the audience with the identity, in the pipeline.")
            .madeOnce("Harness makes it at the start of the step.");
    return new TokenVariable(terms, environment)
        .source(
            identity,
            audience,
            "Harness sets it, or "
                + MINT_URL
                + ", for a step that declares an identity of that"
                + " name.");
  }

  private static Secret handle(AmbientEnvironment environment) throws IdTokenUnavailableException {
    return Secret.of(
        environment
            .variable(HANDLE)
            .orElseThrow(() ->
                failure(
                    Kind.BAD_ENVIRONMENT,
                    "The variable " + HANDLE + " is not set although " + MINT_URL + " is.")));
  }

  private static URI asked(AmbientEnvironment environment) throws IdTokenUnavailableException {
    String url = environment.variable(MINT_URL).orElse("");
    if (url.startsWith(UNIX)) {
      return MINT;
    }
    try {
      return URI.create(url);
    } catch (IllegalArgumentException quotingIt) {
      throw failure(Kind.BAD_ENVIRONMENT, "The variable " + MINT_URL + " holds no URL.");
    }
  }

  private static TokenService runner(String identity, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    String url = environment.variable(MINT_URL).orElse("");
    TokenService.Advice advice =
        failure ->
            failure.status() == NOT_FOUND
                ? "The step has no identity named "
                    + SafeText.quote(identity)
                    + ", or it has ended."
                : "";
    if (!url.startsWith(UNIX)) {
      var beside = environment.fetchBeside(LocalService.DOCKER_HOST);
      return new TokenService(NAME, environment, beside::send, advice);
    }
    Path socket = socket(url.substring(UNIX.length()));
    var sockets = environment.unixSockets();
    return new TokenService(NAME, environment, r -> sockets.send(socket, r), advice);
  }

  private static Path socket(String path) throws IdTokenUnavailableException {
    try {
      return Path.of(path);
    } catch (InvalidPathException invalid) {
      throw failure(Kind.BAD_ENVIRONMENT, "The variable " + MINT_URL + " holds no path.");
    }
  }

  private static CredentialRequest request(
      URI asked, Secret handle, String identity, Audience wanted) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("handle", handle.reveal());
    body.put("name", identity);
    body.put("audience_override", wanted.value());
    return CredentialRequest.post(asked, Answer.TOKEN).json(JsonText.of(body));
  }

  private static IdTokenUnavailableException failure(Kind kind, String problem) {
    return new IdTokenUnavailableException(NAME, kind, problem);
  }
}
