package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.Answer;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.http.FetchException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * ID tokens of an Azure Pipelines job, made anew at each request, for the one audience that Azure
 * DevOps has: {@value #AUDIENCE}.
 *
 * <p>The pipeline has to hand the job its access token, {@code SYSTEM_ACCESSTOKEN}. A token of the
 * pipeline names organisation, project, pipeline and branch; one of a service connection names the
 * connection only. The audience being the same for everybody, whoever receives a token can use it
 * with the next.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create">Azure
 *     DevOps: Oidctoken - Create</a>
 */
public final class AzureDevOpsIdTokens {
  /** The audience of every token. */
  public static final String AUDIENCE = "api://AzureADTokenExchange";

  static final String NAME = "Azure DevOps";
  static final DetectedCi DETECTION =
      new DetectedCi(NAME, "TF_BUILD", AzureDevOpsIdTokens::isDetected, AzureDevOpsIdTokens::of);

  /** What Entra, which issues the tokens of newer service connections, calls the same audience. */
  private static final String ENTRA_AUDIENCE = "fb60f99c-7a34-4190-8149-302f77469936";

  private static final String URL = "SYSTEM_OIDCREQUESTURI";
  private static final String TOKEN = "SYSTEM_ACCESSTOKEN";

  private static final String MAPPING =
      Yaml.lines("- script: ./deploy", "  env:", "    SYSTEM_ACCESSTOKEN: $(System.AccessToken)");

  private AzureDevOpsIdTokens() {}

  /**
   * Returns the source of this pipeline's own tokens. Nothing is asked yet.
   *
   * @param audience {@value #AUDIENCE}; any other is refused when a token has come
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the pipeline doesn't map its access token
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    return of(audience, environment, null);
  }

  /**
   * Returns the source of a service connection's tokens. Nothing is asked yet. A task of the job's
   * stage must name the connection as an input, or Azure DevOps refuses.
   *
   * @param connection the id of the service connection, not its name
   * @param audience {@value #AUDIENCE}; tokens that Entra issues name it by its application id
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the pipeline doesn't map its access token
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofServiceConnection(
      UUID connection, String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    return of(audience, environment, connection);
  }

  private static IdTokenSource of(
      String audience, AmbientEnvironment environment, @Nullable UUID connection)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    URI asked = endpoint(environment, connection);
    Secret credential = credential(environment);
    TokenService service = TokenService.onTheWeb(NAME, environment, new Refusals(connection));
    return CheckedIdTokens.asked(
        terms(wanted, connection),
        wanted,
        environment,
        () -> service.stringMember(request(asked, credential), "oidcToken"));
  }

  private static Terms terms(Audience wanted, @Nullable UUID connection) {
    Terms terms =
        Terms.onRequest(NAME)
            .fixed("Azure DevOps makes tokens for no other audience: ask for " + AUDIENCE + ".");
    return connection != null && wanted.value().equals(AUDIENCE)
        ? terms.orNamed(ENTRA_AUDIENCE)
        : terms;
  }

  private static URI endpoint(AmbientEnvironment environment, @Nullable UUID connection)
      throws IdTokenUnavailableException {
    Optional<String> url = environment.variable(URL);
    if (url.isEmpty()) {
      throw new IdTokenUnavailableException(
          NAME,
          Kind.NOT_GRANTED,
          "The variable "
              + URL
              + " is not set, which every job of Azure Pipelines has. Is this a step that drops the"
              + " job's variables, or an Azure DevOps Server without ID tokens?");
    }
    String text = url.get();
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    URI endpoint = RequestUrl.in(URL, trimmed, NAME, environment);
    URI asked = RequestUrl.withParameter(endpoint, "api-version", "7.1");
    return connection == null
        ? asked
        : RequestUrl.withParameter(asked, "serviceConnectionId", connection.toString());
  }

  private static Secret credential(AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    String token = environment.variable(TOKEN).orElse("");
    // A macro that names no variable stays as it is written.
    if (token.isEmpty() || token.startsWith("$(")) {
      throw notMapped(environment);
    }
    return RequestUrl.credential(TOKEN, token, NAME);
  }

  private static CredentialRequest request(URI asked, Secret credential) {
    return CredentialRequest.post(asked, Answer.TOKEN)
        .header("Authorization", "Bearer " + credential.reveal())
        .header("Content-Type", "application/json")
        // Without it, a refusal comes as a redirect to a page for signing in.
        .header("X-TFS-FedAuthRedirect", "Suppress");
  }

  /** Knows pages for signing in, which come as 203, as a redirect, or as HTML instead of JSON. */
  private static final class Refusals implements TokenService.Advice {
    private static final Set<Integer> STATUSES = Set.of(203, 401);

    private final @Nullable UUID connection;

    Refusals(@Nullable UUID connection) {
      this.connection = connection;
    }

    @Override
    public String on(FetchException failure) {
      if (isOfTheAccessToken(failure)) {
        return "Azure DevOps did not take the job's access token; is it still this job's own?"
            + MAPPING;
      }
      return connection == null || failure.kind() != FetchException.Kind.STATUS
          ? ""
          : "The service connection must be given by its id, and a task of this stage must name it"
              + " as an input, even if its condition is false.";
    }

    @Override
    public Kind kindOf(FetchException failure, Kind usual) {
      return isOfTheAccessToken(failure) ? Kind.REFUSED : usual;
    }

    private static boolean isOfTheAccessToken(FetchException failure) {
      return STATUSES.contains(failure.status())
          || failure.kind() == FetchException.Kind.REDIRECT
          || failure.kind() == FetchException.Kind.CONTENT_TYPE;
    }
  }

  private static IdTokenUnavailableException notMapped(AmbientEnvironment environment) {
    if (environment.says("SYSTEM_PULLREQUEST_ISFORK", "True")) {
      return new IdTokenUnavailableException(
          NAME,
          Kind.FORK_BUILD,
          "The variable "
              + TOKEN
              + " is not set, and the build is for a pull request from a fork, from which Azure"
              + " DevOps withholds secrets. Do what needs the token in a pipeline that runs after"
              + " the merge.");
    }
    return new IdTokenUnavailableException(
        NAME,
        Kind.NOT_GRANTED,
        "The variable "
            + TOKEN
            + " is not set: Azure Pipelines gives a step its access token only if the YAML maps it:"
            + MAPPING);
  }

  private static boolean isDetected(AmbientEnvironment environment) {
    String marker = environment.variable("TF_BUILD").orElse("");
    return marker.toLowerCase(Locale.ROOT).equals("true");
  }
}
