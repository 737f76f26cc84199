package dev.credence.testkit.keys;

import dev.credence.Decision;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeysUnavailableException;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsIssuer;
import dev.credence.testkit.IssuerServer;
import dev.credence.testkit.Keyring;
import dev.credence.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A production policy whose issuer's keys come over HTTP, and the server that they come from. */
final class FetchingPolicy implements AutoCloseable {
  static final String AUDIENCE = "https://deploy.example.com";

  private final TestClock clock = TestClock.at(Instant.parse("2026-06-01T12:00:00Z"));
  private final GitHubActionsIssuer github;
  private final JwksKeySource keys;
  private final TrustPolicy policy;

  private FetchingPolicy(
      GitHubActionsIssuer github, UnaryOperator<JwksKeySource.Builder> settings) {
    this.github = github.audience(AUDIENCE).clock(clock);
    this.keys = settings.apply(github.discoveredKeysBuilder().clock(clock)).build();
    this.policy =
        TrustPolicy.named("deploy")
            .issuer(GitHubActions.issuer())
            .audience(AUDIENCE)
            .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
            .clock(clock)
            .build()
            .withKeys(keys);
  }

  static FetchingPolicy start() {
    return start(UnaryOperator.identity());
  }

  static FetchingPolicy start(UnaryOperator<JwksKeySource.Builder> settings) {
    return start(CiIssuer.gitHubActions(), settings);
  }

  static FetchingPolicy start(
      GitHubActionsIssuer github, UnaryOperator<JwksKeySource.Builder> settings) {
    return new FetchingPolicy(github, settings);
  }

  GitHubActionsIssuer github() {
    return github;
  }

  Keyring keyring() {
    return github.keyring();
  }

  IssuerServer server() {
    return github.server();
  }

  JwksKeySource keys() {
    return keys;
  }

  TrustPolicy policy() {
    return policy;
  }

  TestClock clock() {
    return clock;
  }

  void advance(Duration time) {
    clock.advance(time);
  }

  /** How often the keys were fetched. */
  int fetches() {
    return server().keys().journal().count();
  }

  /** A fresh job's token. */
  String token() {
    return github.pushToMain().sign();
  }

  /** The same with another key id, signed as ever. */
  String tokenNaming(String keyId) {
    return github.pushToMain().inconsistent().header("kid", keyId).sign();
  }

  Decision decide() throws KeysUnavailableException {
    return decide(token());
  }

  Decision decide(String token) throws KeysUnavailableException {
    return policy.evaluate(token);
  }

  @Override
  public void close() {
    keys.close();
    github.close();
  }
}
