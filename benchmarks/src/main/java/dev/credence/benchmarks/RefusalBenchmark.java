package dev.credence.benchmarks;

import dev.credence.Decision;
import dev.credence.TrustPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One refused token, evaluated again and again; nobody reads why. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class RefusalBenchmark {
  @Param("GARBAGE")
  public Refused refused;

  private TrustPolicy policy;
  private String token;

  @Setup
  public void setUp() throws Exception {
    Workload workload = Workload.of(TokenAlgorithm.RS256);
    policy = Policies.of(Policies.issuer(workload, workload.jwks()));
    token = refused.token(workload);
    Sanity.check(policy::verify, workload, workload.token());
    if (policy.evaluate(token).isTrusted()) {
      throw new IllegalStateException("It accepts " + refused);
    }
  }

  @Benchmark
  public Decision evaluate() throws Exception {
    return policy.evaluate(token);
  }
}
