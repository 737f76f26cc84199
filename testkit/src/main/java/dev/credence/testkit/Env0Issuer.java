package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake env zero. Unless told otherwise its deployments are of the environment {@code Dev Test
 * Environment}, the one of env zero's own documentation.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed; no deployment
 * of a real env zero can change its audience, though. Thread-safe.
 */
public final class Env0Issuer extends CiIssuer<Env0Issuer> {
  static final String USERINFO = "https://env0.auth0.com/userinfo";

  private static final String OTHER_ID = "deadbeef-0000-4000-8000-000000000001";

  Env0Issuer() {
    super(
        "https://login.app.env0.com/",
        "https://prod.env0.com",
        SigningKey.generate(
            UUID.randomUUID().toString().replace("-", ""), SignatureAlgorithm.RS256));
  }

  /**
   * A deployment.
   *
   * @return the deployment's token
   */
  public Env0Token deploy() {
    return new Env0Token(this);
  }

  /**
   * A deployment whose token is of the older kind, which names Auth0 as an audience as well.
   *
   * @return the deployment's token
   */
  public Env0Token olderToken() {
    return deploy().audience(defaultAudience(), USERINFO);
  }

  /**
   * The plan for a pull request against the environment, anyone's where forks are built.
   *
   * @return the plan's token
   */
  public Env0Token pullRequest() {
    return deploy().type("prPlan");
  }

  /**
   * A task: any command that someone types.
   *
   * @return the task's token
   */
  public Env0Token task() {
    return deploy().type("task");
  }

  /**
   * A deployment of another environment of the project; its {@code sub} is the same.
   *
   * @return the deployment's token
   */
  public Env0Token otherEnvironment() {
    return deploy().environment("Dev Test Environment", OTHER_ID);
  }

  /**
   * A deployment of another project of the organisation; its {@code sub} is the same.
   *
   * @return the deployment's token
   */
  public Env0Token otherProject() {
    return otherEnvironment().project("Test Project", OTHER_ID);
  }

  /**
   * A deployment of a stranger's environment, in a project of the same name.
   *
   * @return the deployment's token
   */
  public Env0Token otherOrganization() {
    return otherProject().organization(OTHER_ID);
  }

  /**
   * The token of someone who signed in with an API key of the organisation, with claims as if it
   * were a deployment's. What {@code apiKeyType} says then isn't documented, but for that it isn't
   * {@code oidc}.
   *
   * @return the key's token
   */
  public Env0Token apiKey() {
    return deploy().apiKeyType("personal");
  }

  @Override
  Env0Issuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("typ", "JWT");
    header.put("kid", key.id());
    return header;
  }

  @Override
  String jwksUri() {
    return identifier() + ".well-known/jwks.json";
  }

  @Override
  Env0Token usualJob() {
    return deploy();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("ENV0_OIDC_TOKEN", job.tokenFor(""));
  }
}
