package dev.credence.testkit.denials;

import static dev.credence.testkit.denials.GitHubDenials.AUDIENCE;
import static dev.credence.testkit.denials.GitHubDenials.CLOCK;
import static dev.credence.testkit.denials.GitHubDenials.GITHUB;

import dev.credence.Issuer;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.claim.Claim;
import dev.credence.keys.KeySource;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.GitHubActionsToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What tokens of any CI are refused for, before a policy's requirements are looked at. */
final class TokenDenials {
  private static final TrustPolicy POLICY = GitHubDenials.production();

  private static final ReplayGuard OUT_OF_REACH =
      new ReplayGuard() {
        @Override
        public Verdict claim(Use use) {
          return Verdict.UNDECIDED;
        }

        @Override
        public void release(Use use) {}
      };

  private static TrustPolicy.Builder trusting(Issuer issuer) {
    return TrustPolicy.named("production-deploy")
        .issuer(issuer)
        .audience(AUDIENCE)
        .require(Claim.string("repository_id").is("74"))
        .clock(CLOCK);
  }

  private static Issuer gitHub() {
    return GitHubActions.issuer().withKeys(GITHUB.keys());
  }

  private static GitHubActionsToken job() {
    return GITHUB.environment("production");
  }

  private static Instant now() {
    return CLOCK.instant();
  }

  private static Denial claim(String name, String claim, Object value) {
    return Denial.of(name, POLICY, () -> job().inconsistent().claim(claim, value).sign());
  }

  private static Denial without(String name, String claim) {
    return Denial.of(name, POLICY, () -> job().inconsistent().without(claim).sign());
  }

  private static Denial header(String name, String member, Object value) {
    return Denial.of(name, POLICY, () -> job().inconsistent().header(member, value).sign());
  }

  private static String otherPayload() {
    String[] one = job().sign().split("\\.");
    String[] other = GITHUB.pushToMain().sign().split("\\.");
    return one[0] + "." + other[1] + "." + one[2];
  }

  private static TrustPolicy once(ReplayGuard guard) {
    return trusting(gitHub()).onlyOnce(guard).build();
  }

  private static TrustPolicy usedUp(String token) {
    TrustPolicy policy = once(ReplayGuard.inMemory(10, CLOCK));
    try {
      policy.verify(token);
    } catch (Exception e) {
      throw new AssertionError("the first use is good", e);
    }
    return policy;
  }

  private static Denial replayed() {
    String token = job().sign();
    return Denial.of("Token: used twice", usedUp(token), () -> token);
  }

  static final List<Denial> ALL =
      List.of(
          Denial.of("Token: empty", POLICY, () -> ""),
          Denial.of("Token: still with Bearer", POLICY, () -> "Bearer " + job().sign()),
          Denial.of("Token: with a line break behind it", POLICY, () -> job().sign() + "\n"),
          Denial.of("Token: in quotes", POLICY, () -> '"' + job().sign() + '"'),
          Denial.of(
              "Token: JSON answer of the token service",
              POLICY,
              () -> "{\"value\":\"" + job().sign() + "\"}"),
          Denial.of("Token: encrypted", POLICY, () -> "aaaa.bbbb.cccc.dddd.eeee"),
          Denial.of(
              "Token: personal access token",
              POLICY,
              () -> "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
          Denial.of("Token: too large", POLICY, () -> "a".repeat(100_000)),
          header("Token: critical header", "crit", List.of("b64")),
          header("Token: type of an access token", "typ", "at+jwt"),
          Denial.of(
              "Token: claims that are no JSON",
              POLICY,
              () -> job().sign().split("\\.")[0] + ".bm90IGpzb24.AAAA"),
          header("Token: algorithm none", "alg", "none"),
          header("Token: algorithm of a shared secret", "alg", "HS256"),
          claim(
              "Token: issuer with a slash at the end",
              "iss",
              "https://token.actions.githubusercontent.com/"),
          claim(
              "Token: issuer of an enterprise",
              "iss",
              "https://token.actions.githubusercontent.com/octocat-inc"),
          without("Token: no issuer", "iss"),
          header("Token: key that the issuer has not", "kid", "rotated-away"),
          Denial.of(
              "Token: key for another algorithm",
              trusting(
                      GitHubActions.issuer()
                          .withKeys(KeySource.ofJwks(GITHUB.jwks().replace("RS256", "RS512"))))
                  .build(),
              () -> job().sign()),
          Denial.of("Token: other payload under a signature", POLICY, TokenDenials::otherPayload),
          Denial.of(
              "Token: signed by a stranger under the issuer's key id",
              POLICY,
              () -> {
                String[] parts =
                    CiIssuer.gitHubActions()
                        .audience(AUDIENCE)
                        .clock(CLOCK)
                        .environment("production")
                        .sign()
                        .split("\\.");
                return job().sign().split("\\.")[0] + "." + parts[1] + "." + parts[2];
              }),
          Denial.of(
              "Token: audience of another service",
              POLICY,
              () -> job().audience("https://other.example.com").sign()),
          Denial.of(
              "Token: default audience of GitHub",
              POLICY,
              () -> job().audience("https://github.com/octo-org").sign()),
          Denial.of(
              "Token: audience with a slash at the end",
              POLICY,
              () -> job().audience(AUDIENCE + "/").sign()),
          Denial.of(
              "Token: audience of two services",
              POLICY,
              () -> job().audience(AUDIENCE, "sts.amazonaws.com").sign()),
          Denial.of(
              "Token: expired two minutes ago",
              POLICY,
              () -> job().expired(Duration.ofMinutes(2)).sign()),
          Denial.of(
              "Token: expired yesterday", POLICY, () -> job().expired(Duration.ofDays(1)).sign()),
          claim("Token: not valid yet", "nbf", now().plusSeconds(120).getEpochSecond()),
          claim("Token: issued in the future", "iat", now().plusSeconds(120).getEpochSecond()),
          claim(
              "Token: issued far in the future",
              "iat",
              now().plusSeconds(250_000).getEpochSecond()),
          claim("Token: lives for a day", "exp", now().plusSeconds(86_400).getEpochSecond()),
          without("Token: no expiry", "exp"),
          claim("Token: expiry in quotes", "exp", "1795262700"),
          claim("Token: blank subject", "sub", " "),
          claim("Token: second subject in capitals", "SUB", "repo:evil/evil:ref:refs/heads/main"),
          claim("Token: id as a number", "repository_id", 74),
          Denial.of(
              "Token: boolean in quotes",
              trusting(Issuer.builder(GITHUB.identifier()).keys(GITHUB.keys()).build())
                  .require(Claim.bool("protected").isTrue())
                  .build(),
              () -> job().claim("protected", "true").sign()),
          replayed(),
          Denial.of("Token: replay guard out of reach", once(OUT_OF_REACH), () -> job().sign()));

  private TokenDenials() {}
}
