package dev.credence.testkit;

import dev.credence.Issuer;
import dev.credence.ReplayGuard;
import dev.credence.TrustPolicy;
import dev.credence.claim.Claim;
import dev.credence.claim.Requirement;
import dev.credence.keys.JwksKeySource;
import dev.credence.keys.KeySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A policy that trusts exactly what a scene says. */
final class CredenceUnderAttack implements AutoCloseable {
  /** Less than the usual, since slow servers are waited for in earnest. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<JwksKeySource> opened = new ArrayList<>();

  TokenVerifier verifier(AttackScene scene) {
    return policy(scene)::verify;
  }

  TrustPolicy policy(AttackScene scene) {
    List<Requirement> requirements = new ArrayList<>();
    scene.requiredClaims().forEach((name, value) -> requirements.add(Claim.string(name).is(value)));
    TrustPolicy.Builder policy =
        TrustPolicy.named("under-attack")
            .issuer(
                Issuer.builder(scene.issuer())
                    .algorithms(scene.algorithm())
                    .maxLifetime(scene.maxLifetime())
                    .keys(keys(scene))
                    .build())
            .audience(scene.audience())
            .require(
                requirements.get(0),
                requirements.subList(1, requirements.size()).toArray(new Requirement[0]))
            .clockSkew(scene.skew())
            .clock(scene.clock());
    return (scene.isSingleUse() ? policy.onlyOnce(ReplayGuard.inMemory(1_000)) : policy).build();
  }

  private KeySource keys(AttackScene scene) {
    if (!scene.isFetched()) {
      return KeySource.ofJwks(scene.jwks());
    }
    JwksKeySource source = scene.discoveredKeysBuilder().totalTimeout(PATIENCE).build();
    opened.add(source);
    return source;
  }

  @Override
  public void close() {
    opened.forEach(JwksKeySource::close);
  }
}
