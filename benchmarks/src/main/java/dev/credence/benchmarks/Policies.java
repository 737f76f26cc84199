package dev.credence.benchmarks;

import dev.credence.Issuer;
import dev.credence.TrustPolicy;
import dev.credence.claim.Requirement;
import dev.credence.keys.KeySource;
import java.util.Arrays;

/** Credence's policies for the {@link Workload}. */
final class Policies {
  private Policies() {}

  static Issuer issuer(Workload workload, String jwks) {
    return Issuer.builder(Workload.ISSUER)
        .algorithms(workload.algorithm().credence())
        .keys(KeySource.ofJwks(jwks))
        .build();
  }

  /** The policy that trusts the workload's token. */
  static TrustPolicy of(Issuer issuer) {
    Requirement[] all =
        Workload.requirements().entrySet().stream()
            .map(entry -> entry.getKey().is(entry.getValue()))
            .toArray(Requirement[]::new);
    return TrustPolicy.named("production-deploy")
        .issuer(issuer)
        .audience(Workload.AUDIENCE)
        .require(all[0], Arrays.copyOfRange(all, 1, all.length))
        .build();
  }
}
