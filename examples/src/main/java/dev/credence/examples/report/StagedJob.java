package dev.credence.examples.report;

import dev.credence.TrustPolicy;
import dev.credence.ambient.IdToken;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.InconsistentToken;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Mints the token of a scenario as if it ran where a policy expects: in the policy's own repository
 * or project, unless being elsewhere is what the scenario is about.
 */
final class StagedJob {
  /** Shorter texts stand in other claims by chance. */
  private static final int SHORTEST_NAME = 6;

  private static final Set<String> OF_EACH_TOKEN = Set.of("aud", "exp", "iat", "nbf", "jti");

  private final TrustPolicy policy;
  private final Map<String, String> usual;
  private final Map<String, String> staged;
  private final InconsistentToken token;
  private final Map<String, String> renamed = new HashMap<>();

  private StagedJob(TrustPolicy policy, CiToken<?> usual, CiToken<?> scenario) {
    this.policy = policy;
    this.usual = claims(usual, policy);
    this.staged = claims(scenario, policy);
    this.token = scenario.inconsistent();
  }

  private static Map<String, String> claims(CiToken<?> token, TrustPolicy policy) {
    return IdToken.parse(token.audience(policy.audience()).sign()).unverifiedClaims();
  }

  /** The token of a scenario. */
  static <I extends CiIssuer<I>> String of(
      TrustPolicy policy, CiScenarios<I> ci, Scenario<I> scenario) {
    StagedJob job = job(policy, ci, scenario);
    Map<String, Object> wanted = Wanted.of(policy);
    ci.renamed().apply(wanted).forEach((old, now) -> job.renamed.put(old, now.toString()));
    wanted.forEach((claim, value) -> {
      if (!ci.whatRuns().contains(claim) && job.isUsual(claim)) {
        job.set(claim, value);
      }
    });
    job.rename(wanted.keySet());
    return job.token.sign();
  }

  /** The token of the job that a policy describes, whether or not a CI would ever mint it. */
  static <I extends CiIssuer<I>> String meant(TrustPolicy policy, CiScenarios<I> ci) {
    StagedJob job = job(policy, ci, ci.usual());
    Wanted.of(policy).forEach(job::set);
    return job.token.sign();
  }

  private static <I extends CiIssuer<I>> StagedJob job(
      TrustPolicy policy, CiScenarios<I> ci, Scenario<I> scenario) {
    CiToken<?> usual = ci.usual().job().apply(ci.fake());
    StagedJob job = new StagedJob(policy, usual, scenario.job().apply(ci.fake()));
    if (job.isUsual("iss")) {
      job.token.claim("iss", policy.issuer().identifier());
    }
    return job;
  }

  private boolean isUsual(String claim) {
    return Objects.equals(usual.get(claim), staged.get(claim));
  }

  private void set(String claim, Object value) {
    String old = staged.get(claim);
    if (old != null && old.length() >= SHORTEST_NAME && value instanceof String text) {
      renamed.put(old, text);
    }
    token.claim(claim, value);
  }

  /** What a policy pins stands in other claims too, such as {@code sub}. */
  private void rename(Set<String> pinned) {
    staged.forEach((claim, value) -> {
      String now = renamed(value);
      if (!now.equals(value)
          && !OF_EACH_TOKEN.contains(claim)
          && !(pinned.contains(claim) && isUsual(claim))) {
        token.claim(claim, now);
      }
    });
  }

  private String renamed(String value) {
    return renamed.entrySet().stream()
        .sorted((a, b) -> Integer.compare(b.getKey().length(), a.getKey().length()))
        .reduce(
            value,
            (text, pair) -> text.replace(pair.getKey(), pair.getValue()),
            (one, other) -> other);
  }

  @Override
  public String toString() {
    return "a job for " + policy.name();
  }
}
