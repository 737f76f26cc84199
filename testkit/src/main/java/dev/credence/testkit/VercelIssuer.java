package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fake Vercel. Unless told otherwise its deployments are of the project {@code acme_website} of
 * the team {@code acme}. As with the real one, one key signs for all teams; in team mode a token's
 * {@code iss} follows its team.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed. Thread-safe.
 */
public final class VercelIssuer extends CiIssuer<VercelIssuer> {
  static final String GLOBAL = "https://oidc.vercel.com";
  static final String TEAM = GLOBAL + "/acme";

  private static final String STRANGERS_TEAM = "team_66666666666666666666666666";
  private static final String STRANGERS_PROJECT = "prj_66666666666666666666666666";

  private final Set<String> handedOut = ConcurrentHashMap.newKeySet();

  VercelIssuer(String identifier) {
    super(
        identifier,
        "https://vercel.com/acme",
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  /**
   * A deployment to production.
   *
   * @return the deployment's token
   */
  public VercelToken production() {
    return new VercelToken(this);
  }

  /**
   * The preview deployment that any pull request gets.
   *
   * @return the deployment's token
   */
  public VercelToken preview() {
    return environment("preview");
  }

  /**
   * A developer's machine: the token lives twelve hours and names the developer.
   *
   * @return the developer's token
   */
  public VercelToken development() {
    return production().development();
  }

  /**
   * A deployment to a custom environment.
   *
   * @param name the environment, such as {@code staging}
   * @return the deployment's token
   */
  public VercelToken environment(String name) {
    return production().environment(name);
  }

  /**
   * A deployment to production whose token was exchanged for another audience a minute after it was
   * issued: {@code act} tells of the original, {@code exp} is the original's, and {@code iss} is
   * the team's even in global issuer mode.
   *
   * @param audience the audience asked for
   * @return the exchanged token
   */
  public VercelToken exchanged(String audience) {
    return production().exchangedFor(audience);
  }

  /**
   * A deployment to production of another project of the team.
   *
   * @return the deployment's token
   */
  public VercelToken otherProject() {
    return production().project("sandbox", STRANGERS_PROJECT);
  }

  /**
   * A deployment to production of a stranger's project of the same name.
   *
   * @return the deployment's token
   */
  public VercelToken otherTeam() {
    return production().owner("mallory", STRANGERS_TEAM).project("acme_website", STRANGERS_PROJECT);
  }

  /**
   * A deployment to production of a project that a stranger registered under the same names after
   * the team was renamed: every name is the same, and the issuer with them, every id another.
   *
   * @return the deployment's token
   */
  public VercelToken recycledSlug() {
    return production().owner("acme", STRANGERS_TEAM).project("acme_website", STRANGERS_PROJECT);
  }

  boolean isGlobal() {
    return identifier().equals(GLOBAL);
  }

  @Override
  VercelIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "RS256");
    header.put("kid", key.id());
    return header;
  }

  @Override
  VercelToken usualJob() {
    return production();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    String token = job.tokenFor("");
    handedOut.add(token);
    env.put("CI", "1");
    env.put("VERCEL", "1");
    env.put("VERCEL_OIDC_TOKEN", token);
    job.url();
  }

  @Override
  void addRoutes(IssuerServer server) {
    server.route("POST", "/~token", this::exchanged);
  }

  private ServerResponse exchanged(ServerRequest request) {
    Map<String, String> asked = JsonMembers.of(request.text());
    if (!handedOut.contains(asked.getOrDefault("token", ""))
        || !(runningJob().token() instanceof VercelToken token)) {
      return RunningJob.refused(403);
    }
    VercelToken exchanged = token.exchangedFor(asked.getOrDefault("aud", ""));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("token", exchanged.sign());
    answer.put("expiry", exchanged.claims().get("exp"));
    return ServerResponse.json(answer);
  }
}
