package dev.credence.ambient;

import java.nio.file.Path;

/**
 * The ID token of a Spacelift run, in {@code SPACELIFT_OIDC_TOKEN} and in the file {@value #FILE}.
 * Its audience is the account's host name, such as {@code acme.app.spacelift.io}, and can't be
 * changed; it lives an hour.
 */
public final class SpaceliftIdTokens {
  static final String NAME = "Spacelift";
  private static final String TOKEN = "SPACELIFT_OIDC_TOKEN";
  private static final String RUN = "TF_VAR_spacelift_run_id";
  private static final String FILE = "/mnt/workspace/spacelift.oidc";

  static final DetectedCi DETECTION =
      new DetectedCi(
          NAME, TOKEN + " or " + RUN, env -> env.has(TOKEN) || env.has(RUN), SpaceliftIdTokens::of);

  private SpaceliftIdTokens() {}

  /**
   * Returns the source of this run's token: the variable if it is set, or else the file, which is
   * read at each use.
   *
   * @param audience the account's host name; there is no other
   * @param environment the run's environment
   * @return a thread-safe source
   * @throws IdTokenUnavailableException if the variable's token is for another audience
   * @throws IllegalArgumentException if the audience is empty or holds control characters
   */
  public static IdTokenSource of(String audience, AmbientEnvironment environment)
      throws IdTokenUnavailableException {
    Audience wanted = Audience.of(audience);
    Terms terms =
        Terms.onRequest(NAME)
            .fixed(
                "Spacelift gives every token its account's host name for an audience, without"
                    + " https://. Ask for that one, and have the receiver accept it.")
            .madeOnce("Spacelift makes it as the run begins.");
    String token = environment.variable(TOKEN).orElse("");
    return token.isEmpty()
        ? new TokenFile(
                terms,
                environment,
                Path.of(FILE),
                "Neither is the variable " + TOKEN + " set. Spacelift supplies both to every run.")
            .source(wanted)
        : CheckedIdTokens.given(terms, wanted, environment, Secret.of(token));
  }
}
