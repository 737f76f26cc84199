package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ID tokens of a run of HCP Terraform or Terraform Enterprise, which variables of the workspace
 * switch on: {@code TFC_WORKLOAD_IDENTITY_AUDIENCE}, or that with {@code _TAG} after it for each
 * further audience. The tokens are in {@code TFC_WORKLOAD_IDENTITY_TOKEN} and {@code
 * TFC_WORKLOAD_IDENTITY_TOKEN_TAG}, one for the plan and another for the apply, and live as long as
 * these may take: hours.
 */
public final class HcpTerraformIdTokens {
  static final String NAME = "HCP Terraform";
  static final DetectedCi DETECTION =
      new DetectedCi(NAME, "TFC_RUN_ID", env -> env.has("TFC_RUN_ID"), HcpTerraformIdTokens::of);

  private static final String TOKEN = "TFC_WORKLOAD_IDENTITY_TOKEN";
  private static final String AUDIENCE = "TFC_WORKLOAD_IDENTITY_AUDIENCE";

  private HcpTerraformIdTokens() {}

  /**
   * Returns the source of the run's token for an audience, whatever its tag.
   *
   * @param audience whom the token is for, as in the workspace's variable
   * @param environment the run's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the workspace asks for no token, or for other audiences
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    List<String> variables = variables(environment);
    IdTokenUnavailableException last =
        new IdTokenUnavailableException(
            NAME,
            Kind.NOT_GRANTED,
            "The variable " + TOKEN + " is not set. " + declaration(wanted, ""));
    for (String variable : variables) {
      try {
        return ofVariable(variable, wanted, environment);
      } catch (IdTokenUnavailableException notThisOne) {
        last = notThisOne;
      }
    }
    throw last;
  }

  private static IdTokenSource ofVariable(
      String variable, Audience wanted, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    String token = environment.variable(variable).orElse("");
    return CheckedIdTokens.given(terms(wanted), wanted, environment, Secret.of(token));
  }

  private static Terms terms(Audience wanted) {
    return Terms.onRequest(NAME)
        .declared(declaration(wanted, "_DEPLOY"))
        .madeOnce("HCP Terraform makes it as the plan or the apply begins.");
  }

  private static String declaration(Audience wanted, String tag) {
    return "Set this environment variable of the workspace:"
        + Yaml.lines(AUDIENCE + tag + " = " + wanted.quoted());
  }

  /** The untagged one first, then those with tags by name. */
  private static List<String> variables(AmbientEnvironment environment) {
    Optional<String> untagged = environment.variable(TOKEN).map(token -> TOKEN);
    List<String> tagged =
        environment.variables().keySet().stream()
            .filter(name -> name.startsWith(TOKEN + "_") && environment.has(name))
            .sorted()
            .toList();
    return Stream.concat(untagged.stream(), tagged.stream()).toList();
  }
}
