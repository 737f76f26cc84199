package dev.credence.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whom the verifiers of a run trust: an issuer, for an audience.
 *
 * @param issuer the {@code iss} of tokens
 * @param audience the {@code aud} of tokens
 * @param port where the issuer's keys are served on loopback; 0 for any free port
 */
record AttackTrust(String issuer, String audience, int port) {
  static final AttackTrust USUAL =
      new AttackTrust("https://ci.example.com", "https://deploy.example.com", 0);

  /** The job, as GitHub Actions would write it. */
  static final Map<String, String> REQUIRED_CLAIMS = requiredClaims();

  static final String SUBJECT = "repo:octo-org/octo-repo:environment:production";

  private static Map<String, String> requiredClaims() {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("repository", "octo-org/octo-repo");
    claims.put("repository_id", "74");
    claims.put("repository_owner_id", "65");
    claims.put("ref", "refs/heads/main");
    claims.put("environment", "production");
    return Collections.unmodifiableMap(claims);
  }
}
