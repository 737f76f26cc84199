package dev.credence;

import dev.credence.claim.Requirement;
import dev.credence.internal.text.ControlCharacters;
import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy expects of a token once its issuer is known. Immutable. */
record Expectations(
    String audience,
    Set<String> toleratedAudiences,
    Duration clockSkew,
    Duration maxLifetime,
    InstantSource clock,
    List<Requirement> requirements,
    ClaimNames names,
    @Nullable ReplayGuard replayGuard) {

  /** Allowance for clocks that disagree, where a policy sets none. */
  static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(30);

  /** Most that clocks may be allowed to disagree. */
  static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);

  /** Longest lifetime that can be configured; the legacy tokens of Kubernetes live for a year. */
  static final Duration MAX_LIFETIME = Duration.ofDays(400);

  Expectations {
    toleratedAudiences = Set.copyOf(toleratedAudiences);
    requirements = List.copyOf(requirements);
  }

  Expectations withClock(InstantSource other) {
    return new Expectations(
        audience,
        toleratedAudiences,
        clockSkew,
        maxLifetime,
        other,
        requirements,
        names,
        replayGuard);
  }

  Expectations withoutReplayGuard() {
    return new Expectations(
        audience, toleratedAudiences, clockSkew, maxLifetime, clock, requirements, names, null);
  }

  /** Tells whether all but the requirements and the replay guard is the same. */
  @SuppressWarnings("ReferenceEquality") // two clocks that are equal may still go differently
  boolean validateLike(Expectations other) {
    return audience.equals(other.audience)
        && toleratedAudiences.equals(other.toleratedAudiences)
        && clockSkew.equals(other.clockSkew)
        && maxLifetime.equals(other.maxLifetime)
        && clock == other.clock
        && names.used().equals(other.names.used());
  }

  Instant now() {
    return clock.instant();
  }

  static Duration requireSkew(Duration skew) {
    Objects.requireNonNull(skew, "skew");
    if (skew.isNegative() || skew.compareTo(MAX_CLOCK_SKEW) > 0) {
      throw new IllegalArgumentException(
          "The clock skew is from 0 to " + MAX_CLOCK_SKEW + "; this is " + skew);
    }
    return skew;
  }

  static Duration requireLifetime(Duration lifetime) {
    Objects.requireNonNull(lifetime, "lifetime");
    if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException(
          "The longest lifetime is more than 0 and at most "
              + MAX_LIFETIME
              + "; this is "
              + lifetime);
    }
    return lifetime;
  }

  static String requireAudience(String audience) {
    Objects.requireNonNull(audience, "audience");
    if (audience.isBlank() || ControlCharacters.anyIn(audience)) {
      throw new IllegalArgumentException(
          "An audience is a text without control characters that names this service, such as"
              + " \"https://deploy.example.com\"; this is "
              + SafeText.quote(audience));
    }
    return audience;
  }
}
