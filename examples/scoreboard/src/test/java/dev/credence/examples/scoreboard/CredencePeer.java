package dev.credence.examples.scoreboard;

import dev.credence.Issuer;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.testkit.AttackScene;
import dev.credence.testkit.TokenVerifier;

/** Credence itself. */
final class CredencePeer {
  private CredencePeer() {}

  static Peer peer() {
    return new Peer(
        "Credence",
        "as built",
        "`TrustPolicy` with discovery, one algorithm, lifetime of an hour, audience and a"
            + " requirement for each job claim; `ReplayGuard.inMemory` where tokens are good for"
            + " one use",
        CredencePeer::verifier);
  }

  static TokenVerifier verifier(AttackScene scene) {
    Requirement[] requirements =
        scene.requiredClaims().entrySet().stream()
            .map(claim -> Claim.string(claim.getKey()).is(claim.getValue()))
            .toArray(Requirement[]::new);
    TrustPolicy.Builder policy =
        TrustPolicy.named("scoreboard")
            .issuer(
                Issuer.builder(scene.issuer())
                    .algorithms(scene.algorithm())
                    .maxLifetime(scene.maxLifetime())
                    .keys(scene.discoveredKeysBuilder().build())
                    .build())
            .audience(scene.audience())
            .require(requirements[0], requirements)
            .clockSkew(scene.skew())
            .clock(scene.clock());
    return (scene.isSingleUse() ? policy.onlyOnce(ReplayGuard.inMemory(1_000)) : policy).build()
        ::verify;
  }
}
