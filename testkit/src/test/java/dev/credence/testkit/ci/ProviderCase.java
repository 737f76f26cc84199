package dev.credence.testkit.ci;

import dev.credence.TrustPolicy;
import dev.credence.claim.ClaimRequirement;
import dev.credence.testkit.CiIssuer;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.TestClock;
import dev.credence.testkit.TokenClaims;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One provider's sound policy, and a token that it accepts.
 *
 * @param name what reports call the case: the provider, and behind a comma what sets this one apart
 *     from others of the same provider that are about the same job
 * @param policy the policy under test, with the keys of {@code issuer}
 * @param issuer the fake CI, which mints for the policy's audience
 * @param sample mints the token that the policy accepts
 */
record ProviderCase(
    String name, TrustPolicy policy, CiIssuer<?> issuer, Supplier<CiToken<?>> sample) {
  /** All cases go by one clock, so that no token of one is expired for another. */
  static final TestClock CLOCK = TestClock.atPresent();

  static <I extends CiIssuer<I>> ProviderCase of(
      String name, Supplier<I> ci, Function<I, CiToken<?>> sample, TrustPolicy sound) {
    I issuer = ci.get().clock(CLOCK).audience(sound.audience());
    TrustPolicy policy = sound.withKeys(issuer.keys()).withClock(CLOCK);
    return new ProviderCase(name, policy, issuer, () -> sample.apply(issuer));
  }

  /** The name up to the comma. */
  String provider() {
    int comma = name.indexOf(',');
    return comma < 0 ? name : name.substring(0, comma);
  }

  CiToken<?> token() {
    return sample.get();
  }

  /**
   * What the policy asks of claims that the sample has, so that a change of one must be noticed.
   */
  List<ClaimRequirement> restsOn() {
    return metBySample(requirement -> !requirement.matcher().matchesAbsence());
  }

  /** What the policy asks not to be there. */
  List<ClaimRequirement> restsOnAbsenceOf() {
    return metBySample(requirement -> requirement.matcher().matchesAbsence());
  }

  private List<ClaimRequirement> metBySample(Predicate<ClaimRequirement> kind) {
    Map<String, Object> claims = TokenClaims.of(token());
    return policy.requirements().stream()
        .flatMap(requirement -> requirement.claimRequirements().stream())
        .filter(kind.and(requirement -> requirement.isMetBy(claims)))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
