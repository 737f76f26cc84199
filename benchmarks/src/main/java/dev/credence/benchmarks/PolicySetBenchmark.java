package dev.credence.benchmarks;

import dev.credence.Decision;
import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.TrustPolicySet;
import dev.credence.ci.GitHubActions;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One accepted token among policies of as many repositories, of which one trusts it. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class PolicySetBenchmark {
  @Param({"1", "100", "10000", "100000"})
  public int policies;

  private TrustPolicySet set;
  private String token;

  @Setup
  public void setUp() throws Exception {
    Workload workload = Workload.of(TokenAlgorithm.RS256);
    Issuer issuer = Policies.issuer(workload, workload.jwks());
    List<TrustPolicy> all = new ArrayList<>();
    for (int i = 1; i < policies; i++) {
      all.add(ofOtherRepository(i, issuer));
    }
    all.add(Policies.of(issuer));
    set = TrustPolicySet.of(all);
    token = workload.token();
    Sanity.check(set::verify, workload, token);
  }

  private static TrustPolicy ofOtherRepository(int number, Issuer issuer) {
    return TrustPolicy.named("deploy-" + number)
        .issuer(issuer)
        .audience(Workload.AUDIENCE)
        .require(
            GitHubActions.REPOSITORY_ID.is(Integer.toString(1_000 + number)),
            GitHubActions.REPOSITORY_OWNER_ID.is("65"),
            GitHubActions.ENVIRONMENT.is("production"),
            GitHubActions.REF.is("refs/heads/main"),
            GitHubActions.EVENT_NAME.is("push"))
        .build();
  }

  @Benchmark
  public Decision evaluate() throws Exception {
    return set.evaluate(token);
  }
}
