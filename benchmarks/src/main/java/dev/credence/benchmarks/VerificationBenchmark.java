package dev.credence.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One accepted token, verified again and again. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class VerificationBenchmark {
  @Param("RS256")
  public TokenAlgorithm algorithm;

  @Param({"RAW", "CREDENCE"})
  public Subject subject;

  private Verifier verifier;
  private String token;

  @Setup
  public void setUp() throws Exception {
    Workload workload = Workload.of(algorithm);
    token = workload.token();
    verifier = subject.verifier(workload);
    Sanity.check(verifier, workload, token);
  }

  @Benchmark
  public Object verify() throws Exception {
    return verifier.verify(token);
  }
}
