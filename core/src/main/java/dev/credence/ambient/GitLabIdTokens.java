package dev.credence.ambient;

import dev.credence.internal.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * ID tokens of a GitLab CI job, which the pipeline's YAML declares with their audiences and names
 * under {@code id_tokens}. GitLab puts each into a variable when a runner takes the job.
 *
 * <p>There is one token per entry and job, which lives as long as the job's timeout allows, an hour
 * as a rule, and can't be renewed. Where the caller gives no name, the usual one is looked for: the
 * audience in upper case with {@code _} for whatever is no letter or digit, and {@code _ID_TOKEN}
 * after it, such as {@code SIGSTORE_ID_TOKEN}.
 */
public final class GitLabIdTokens {
  static final String NAME = "GitLab CI";
  static final DetectedCi DETECTION =
      new DetectedCi(NAME, "GITLAB_CI", env -> env.has("GITLAB_CI"), GitLabIdTokens::of);

  private static final String SUFFIX = "_ID_TOKEN";
  private static final int MAX_SHOWN_NAMES = 5;

  private GitLabIdTokens() {}

  /**
   * Returns the source of the token in the variable that {@link
   * AmbientEnvironment.Builder#tokenVariable} names, or in the one of the audience's usual name.
   *
   * @param audience whom the token is for, as in the YAML
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the YAML declares no such token, or another audience
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    String variable = environment.tokenVariable().orElseGet(() -> usualVariable(audience));
    return ofVariable(variable, audience, environment);
  }

  /**
   * Returns the source of the token in a variable.
   *
   * @param variable the name of the entry under {@code id_tokens}
   * @param audience whom the token is for, as in the YAML
   * @param environment the job's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the YAML declares no such token, or another audience
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource ofVariable(
      String variable, String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    String entry = entry(variable, Audience.of(audience), environment);
    Terms terms =
        Terms.onRequest(NAME)
            .declared("Declare one of its own for this audience:" + entry)
            .madeOnce(
                "GitLab makes it when the job starts and never again in the same job: use it"
                    + " earlier, in a job of its own, or raise the job's timeout, to which its life"
                    + " is tied.");
    return new TokenVariable(terms, environment)
        .source(variable, audience, notDeclared(entry, environment));
  }

  /**
   * Returns the usual name of the variable with the token for an audience.
   *
   * @param audience the audience, such as {@code sigstore}
   * @return the name, such as {@code SIGSTORE_ID_TOKEN}
   */
  public static String usualVariable(String audience) {
    StringBuilder name = new StringBuilder();
    for (char c : audience.toUpperCase(Locale.ROOT).toCharArray()) {
      boolean digit = c >= '0' && c <= '9';
      boolean fits = (c >= 'A' && c <= 'Z') || c == '_' || (digit && !name.isEmpty());
      name.append(fits ? c : '_');
    }
    return name.append(SUFFIX).toString();
  }

  private static String entry(String variable, Audience wanted, AmbientEnvironment environment) {
    String job = environment.variable("CI_JOB_NAME").map(SafeText::quote).orElse("your-job");
    return Yaml.lines(
        job + ":", "  id_tokens:", "    " + variable + ":", "      aud: " + wanted.quoted());
  }

  private static String notDeclared(String entry, AmbientEnvironment environment) {
    return "GitLab sets it for a job that declares it:"
        + entry
        + others(environment)
        + "\nIf the entry is there, GitLab has made no token: look at the job's page. The failure"
        + " id_token_burned_project_path says that the project's path once belonged to another"
        + " project; have the sub begin with project_id instead of project_path"
        + " (ci_id_token_sub_claim_components).";
  }

  private static String others(AmbientEnvironment environment) {
    List<String> names =
        environment.variables().keySet().stream()
            .filter(name -> name.endsWith(SUFFIX))
            .sorted()
            .limit(MAX_SHOWN_NAMES)
            .map(SafeText::name)
            .toList();
    return names.isEmpty()
        ? ""
        : names.stream()
            .collect(
                Collectors.joining(
                    ", ",
                    "\nSet are: ",
                    ". If one of these is meant, give its name as the token variable."));
  }
}
