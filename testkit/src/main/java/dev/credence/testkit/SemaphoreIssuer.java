package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake Semaphore of one organisation. Unless told otherwise its jobs are of the project {@code
 * docs} and its repository {@code semaphoreci/docs}.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed; no job of a
 * real Semaphore can change its audience, though. Thread-safe.
 */
public final class SemaphoreIssuer extends CiIssuer<SemaphoreIssuer> {
  static final String IDENTIFIER = "https://acme.semaphoreci.com";

  private static final String OTHER_PROJECT_ID = "deadbeef-0000-4000-8000-000000000001";

  SemaphoreIssuer(String identifier) {
    super(
        identifier,
        identifier,
        SigningKey.generate(
            UUID.randomUUID().toString().replace("-", ""), SignatureAlgorithm.RS256));
  }

  /**
   * A push to the branch {@code main}.
   *
   * @return the job's token
   */
  public SemaphoreToken pushToMain() {
    return new SemaphoreToken(this);
  }

  /**
   * A push to another branch.
   *
   * @param name the branch, such as {@code feature/x}
   * @return the job's token
   */
  public SemaphoreToken pushToBranch(String name) {
    return pushToMain().branch(name);
  }

  /**
   * A push of a tag.
   *
   * @param name the tag, such as {@code v1.0.0}
   * @return the job's token
   */
  public SemaphoreToken tag(String name) {
    return pushToMain().tag(name);
  }

  /**
   * A pull request against {@code main} from a branch of the same repository: {@code branch} is
   * {@code main}.
   *
   * @return the job's token
   */
  public SemaphoreToken pullRequest() {
    return pushToMain().pullRequest(123, "feature-branch");
  }

  /**
   * A pull request against {@code main} from an outsider's fork, whose branch is called {@code
   * main} too.
   *
   * @return the job's token
   */
  public SemaphoreToken pullRequestFromFork() {
    return pushToMain().pullRequest(124, "main");
  }

  /**
   * A session in which someone debugs a job of the branch {@code main} by hand.
   *
   * @return the session's token
   */
  public SemaphoreToken debugJob() {
    return pushToMain().session("debug_job");
  }

  /**
   * A session in which someone works in the project by hand, on the branch {@code main}.
   *
   * @return the session's token
   */
  public SemaphoreToken projectDebugJob() {
    return pushToMain().session("project_debug_job");
  }

  /**
   * A push to the branch {@code main} of another project of the organisation.
   *
   * @return the job's token
   */
  public SemaphoreToken otherProject() {
    return pushToMain().project("sandbox", OTHER_PROJECT_ID);
  }

  /**
   * A push to the branch {@code main} of a project that was deleted and created again: every name
   * is the same, the id another.
   *
   * @return the job's token
   */
  public SemaphoreToken recreatedProject() {
    return pushToMain().project("docs", OTHER_PROJECT_ID);
  }

  /** The organisation's name, where the identifier tells it. */
  String organization() {
    String host = identifier().substring("https://".length());
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }

  @Override
  SemaphoreIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("kid", key.id());
    header.put("typ", "JWT");
    return header;
  }

  @Override
  String jwksUri() {
    return identifier() + "/.well-known/jwks.json";
  }

  @Override
  SemaphoreToken usualJob() {
    return pushToMain();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("CI", "true");
    env.put("SEMAPHORE", "true");
    env.put("SEMAPHORE_OIDC_TOKEN", job.tokenFor(""));
  }
}
