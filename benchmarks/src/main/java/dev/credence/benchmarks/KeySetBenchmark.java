package dev.credence.benchmarks;

import dev.credence.Decision;
import dev.credence.TrustPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One accepted token whose key is the last of so many. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class KeySetBenchmark {
  @Param({"1", "8", "64"})
  public int keys;

  private TrustPolicy policy;
  private String token;

  @Setup
  public void setUp() throws Exception {
    Workload workload = Workload.of(TokenAlgorithm.RS256);
    policy = Policies.of(Policies.issuer(workload, workload.jwksWithOthers(keys)));
    token = workload.token();
    Sanity.check(policy::verify, workload, token);
  }

  @Benchmark
  public Decision evaluate() throws Exception {
    return policy.evaluate(token);
  }
}
