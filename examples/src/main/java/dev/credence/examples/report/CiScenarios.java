package dev.credence.examples.report;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.testkit.CiIssuer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What may knock in one CI, and how its tokens say so.
 *
 * @param name the CI
 * @param like an issuer of that CI, by which policies on it are recognised
 * @param fake mints the tokens
 * @param usual the job of the default branch that all others are compared with
 * @param fixed the jobs that may knock whatever the policies say
 * @param variable for claims that policies name values of, a job for each such value
 * @param whatRuns the claims that tell what runs rather than where, which a scenario decides
 * @param renamed texts that change together with the claims that a policy pins, old to new
 * @param <I> the fake CI
 */
record CiScenarios<I extends CiIssuer<I>>(
    String name,
    Issuer like,
    I fake,
    Scenario<I> usual,
    List<Scenario<I>> fixed,
    Map<String, Function<String, Scenario<I>>> variable,
    Set<String> whatRuns,
    UnaryOperator<Map<String, Object>> renamed) {

  /** Whether a policy is about this CI. */
  boolean covers(TrustPolicy policy) {
    return policy.issuer().identityClaims().equals(like.identityClaims());
  }

  /** The columns for some policies: the usual job, what their values call for, and the others. */
  List<Scenario<I>> columns(List<TrustPolicy> policies) {
    List<Scenario<I>> columns = new ArrayList<>();
    columns.add(usual);
    variable.forEach((claim, scenario) ->
        values(policies, claim).stream()
            .map(scenario)
            .filter(added -> columns.stream().noneMatch(c -> c.title().equals(added.title())))
            .forEach(columns::add));
    columns.addAll(fixed);
    return columns;
  }

  private static Set<String> values(List<TrustPolicy> policies, String claim) {
    Set<String> values = new LinkedHashSet<>();
    for (TrustPolicy policy : policies) {
      Wanted.allOf(policy, claim).forEach(value -> Wanted.text(value).ifPresent(values::add));
    }
    return values;
  }
}
