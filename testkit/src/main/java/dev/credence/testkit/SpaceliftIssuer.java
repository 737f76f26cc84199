package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A fake Spacelift of one account. Unless told otherwise its runs are of the stack {@code infra} in
 * the space {@code legacy}, those of Spacelift's own documentation.
 *
 * <p>Each scenario returns a token that can be changed further before it is signed; no run of a
 * real Spacelift can change its audience, though. Thread-safe.
 */
public final class SpaceliftIssuer extends CiIssuer<SpaceliftIssuer> {
  static final String IDENTIFIER = "https://demo.app.spacelift.io";

  SpaceliftIssuer(String identifier) {
    super(
        identifier,
        identifier.substring("https://".length()),
        SigningKey.generate(UUID.randomUUID().toString(), SignatureAlgorithm.RS256));
  }

  /**
   * A tracked run, started by a push to the tracked branch, that applies its changes.
   *
   * @return the run's token
   */
  public SpaceliftToken apply() {
    return new SpaceliftToken(this);
  }

  /**
   * A tracked run that plans and waits for a person to confirm.
   *
   * @return the run's token
   */
  public SpaceliftToken plan() {
    return apply().run("TRACKED", "read");
  }

  /**
   * The preview of a pull request, anyone's where forks are built.
   *
   * @return the run's token
   */
  public SpaceliftToken pullRequest() {
    return apply().run("PROPOSED", "read");
  }

  /**
   * A task: any command that someone types, with the scope {@code write}.
   *
   * @return the run's token
   */
  public SpaceliftToken task() {
    return apply().run("TASK", "write");
  }

  /**
   * A run that destroys what a test of a module made.
   *
   * @return the run's token
   */
  public SpaceliftToken destroy() {
    return apply().run("DESTROY", "write");
  }

  /**
   * A test of a module whose slug is that of the stack.
   *
   * @return the run's token
   */
  public SpaceliftToken module() {
    return apply().caller("module", "infra").run("TESTING", "write");
  }

  /**
   * A tracked run of another stack that applies its changes.
   *
   * @return the run's token
   */
  public SpaceliftToken otherStack() {
    return apply().caller("stack", "sandbox");
  }

  /**
   * A tracked run of a stack of the same slug in a space of the same slug elsewhere in the tree,
   * where the account's subject template holds {@code {spacePath}}. Without it nothing tells it
   * from {@link #apply()}.
   *
   * @return the run's token
   */
  public SpaceliftToken sameSlugsElsewhere() {
    return apply().spacePath("/root/sandbox/legacy");
  }

  @Override
  SpaceliftIssuer self() {
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
  SpaceliftToken usualJob() {
    return apply();
  }

  @Override
  void putVariables(Map<String, String> env, RunningJob job) {
    env.put("TF_VAR_spacelift_run_id", "01H6BWMX4EVNVVRYMWQ5NQG3VM");
    env.put("SPACELIFT_OIDC_TOKEN", job.tokenFor(""));
  }
}
