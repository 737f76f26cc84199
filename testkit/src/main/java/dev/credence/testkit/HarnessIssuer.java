package dev.credence.testkit;

import dev.credence.ambient.AmbientEnvironment;
import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A fake Harness. Unless told otherwise its tokens are for the pipeline {@code myPipe} of the
 * project {@code myProj} of the organisation {@code myOrg}; the account is the issuer's. No token
 * of Harness tells a branch, an event or a fork.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class HarnessIssuer extends CiIssuer<HarnessIssuer> {
  static final String IDENTIFIER = "https://app.harness.io/ng/api/oidc/account/acc123";

  private static final String MINT_PATH = "/mint_workload_token";
  private static final String IDENTITY = "ID_TOKEN";

  HarnessIssuer(String identifier) {
    super(
        identifier,
        "jfrog-artifactory",
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  /**
   * An execution of the pipeline, in an account with pipelines in its {@code sub}.
   *
   * @return the job's token
   */
  public HarnessToken pipeline() {
    return new HarnessToken(this, account());
  }

  /**
   * An execution of the pipeline in an account where nothing was switched on: {@code sub} is the
   * account's id, the same for every project.
   *
   * @return the job's token
   */
  public HarnessToken defaultSubject() {
    return pipeline().subjectOfAccount();
  }

  /**
   * An execution of a pipeline of the same name in another project of the account.
   *
   * @return the job's token
   */
  public HarnessToken otherProject() {
    return pipeline().project("sandbox");
  }

  /**
   * The check of a connector in the account's settings: no organisation, project or pipeline.
   *
   * @return the token
   */
  public HarnessToken connectorValidation() {
    return pipeline().connectorValidation();
  }

  /**
   * What the holder of any API key of the account gets by asking for another's {@code sub} without
   * any ids.
   *
   * @return the token, whose {@code sub} names the default pipeline
   */
  public HarnessToken mintedWithApiKey() {
    return pipeline().accountOnly();
  }

  /**
   * What the holder of any API key of the account gets by asking for another's {@code sub} and ids,
   * where the account doesn't restrict that. It is {@link #pipeline()} to the letter: no policy can
   * refuse it.
   *
   * @return the token
   */
  public HarnessToken mintedWithApiKeyAndIds() {
    return pipeline();
  }

  @Override
  HarnessIssuer self() {
    return this;
  }

  private String account() {
    return identifier().substring(identifier().lastIndexOf('/') + 1);
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("kid", key.id());
    return header;
  }

  /** Without a hyphen, as Harness has it. */
  @Override
  String jwksUri() {
    return identifier() + "/.wellknown/jwks";
  }

  @Override
  Map<String, Object> discovery() {
    Map<String, Object> document = super.discovery();
    document.remove("scopes_supported");
    document.put("claims_supported", List.of("sub", "aud", "exp", "iat", "iss", "account_id"));
    return document;
  }

  @Override
  HarnessToken usualJob() {
    return pipeline();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("CI", "true");
    env.put("DRONE", "true");
    env.put("HARNESS_ACCOUNT_ID", account());
    env.put("HARNESS_PIPELINE_ID", "myPipe");
    env.put("HARNESS_WI_MINT_URL", job.url() + MINT_PATH);
    env.put("HARNESS_WI_HANDLE", job.credential());
    env.put("PLUGIN_OIDC_TOKEN_ID", job.tokenFor(""));
  }

  @Override
  void nameToken(AmbientEnvironment.Builder builder, Map<String, String> env) {
    builder.tokenVariable(IDENTITY);
  }

  @Override
  void addRoutes(IssuerServer server) {
    server.route("POST", MINT_PATH, this::minted);
  }

  private ServerResponse minted(ServerRequest request) {
    Map<String, String> asked = JsonMembers.of(request.text());
    boolean known =
        runningJob().credential().equals(asked.get("handle")) && IDENTITY.equals(asked.get("name"));
    return known
        ? ServerResponse.json(
            Map.of(
                "oidc_token", runningJob().tokenFor(asked.getOrDefault("audience_override", ""))))
        : RunningJob.refused(404);
  }
}
