package dev.credence.examples.storm;

import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;

/** A fake GitHub Actions on loopback, and a policy that fetches its keys from there. */
final class Scene implements AutoCloseable {
  private static final String AUDIENCE = "https://deploy.example.com";

  private final GitHubActionsIssuer github;
  private final JwksKeySource keys;
  private final TrustPolicy policy;

  Scene(InstantSource clock) {
    github = CiIssuer.gitHubActions().audience(AUDIENCE).clock(clock);
    keys = github.discoveredKeysBuilder().clock(clock).build();
    policy =
        TrustPolicy.named("production-deploy")
            .issuer(GitHubActions.issuer())
            .audience(AUDIENCE)
            .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
            .clock(clock)
            .build()
            .withKeys(keys);
  }

  GitHubActionsIssuer github() {
    return github;
  }

  JwksKeySource keys() {
    return keys;
  }

  String token() {
    return github.pushToMain().sign();
  }

  /**
   * A token that is in order but for a key id that nobody has; its signature is never looked at.
   */
  static String naming(String keyId, String token) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\",\"typ\":\"JWT\"}";
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + token.substring(token.indexOf('.'));
  }

  /** Whether the policy trusts a token; without keys it doesn't. */
  boolean trusts(String token) {
    try {
      return policy.evaluate(token).isTrusted();
    } catch (KeysUnavailableException retryLater) {
      return false;
    }
  }

  /** Whether the policy finds itself unable to decide. */
  boolean isUndecided(String token) {
    try {
      policy.evaluate(token);
      return false;
    } catch (KeysUnavailableException retryLater) {
      return true;
    }
  }

  /** How often the key set was fetched. */
  int fetches() {
    return github.server().keys().journal().count();
  }

  @Override
  public void close() {
    keys.close();
    github.close();
  }
}
