package dev.credence;

import dev.credence.audit.AuditListener;
import dev.credence.audit.CorrelationIds;
import dev.credence.claim.ClaimFact;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Contradiction;
import dev.credence.claim.Requirement;
import dev.credence.internal.text.ControlCharacters;
import dev.credence.internal.text.SafeText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects a policy. Its steps are handed out one by one, so each field is set when it is read. */
final class PolicyBuilder
    implements TrustPolicy.NeedsIssuer,
        TrustPolicy.NeedsAudience,
        TrustPolicy.NeedsRequirement,
        TrustPolicy.Builder {
  private static final int MAX_NAME_LENGTH = 100;

  private final String name;
  private @Nullable Issuer issuer;
  private @Nullable String audience;
  private final List<Requirement> requirements = new ArrayList<>();
  private final Set<String> toleratedAudiences = new LinkedHashSet<>();
  private final Set<String> grants = new LinkedHashSet<>();
  private Duration clockSkew = Expectations.DEFAULT_CLOCK_SKEW;
  private @Nullable Duration maxLifetime;
  private InstantSource clock = InstantSource.system();
  private @Nullable ReplayGuard replayGuard;
  private AuditTrail trail = AuditTrail.NONE;

  private PolicyBuilder(String name) {
    this.name = name;
  }

  static PolicyBuilder named(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank() || name.length() > MAX_NAME_LENGTH || ControlCharacters.anyIn(name)) {
      throw new IllegalArgumentException(
          "A policy's name has 1 to "
              + MAX_NAME_LENGTH
              + " characters, none of them a control"
              + " character, such as \"production-deploy\"; this is "
              + SafeText.quote(name));
    }
    return new PolicyBuilder(name);
  }

  @Override
  public PolicyBuilder issuer(Issuer value) {
    this.issuer = Objects.requireNonNull(value, "issuer");
    return this;
  }

  @Override
  public PolicyBuilder audience(String value) {
    this.audience = Expectations.requireAudience(value);
    return this;
  }

  @Override
  public PolicyBuilder require(Requirement first, Requirement... more) {
    requirements.add(Objects.requireNonNull(first, "first"));
    for (Requirement requirement : more) {
      requirements.add(Objects.requireNonNull(requirement, "more"));
    }
    return this;
  }

  @Override
  public PolicyBuilder tolerateAudiences(String first, String... more) {
    toleratedAudiences.add(Expectations.requireAudience(first));
    for (String other : more) {
      toleratedAudiences.add(Expectations.requireAudience(other));
    }
    return this;
  }

  @Override
  public PolicyBuilder clockSkew(Duration skew) {
    this.clockSkew = Expectations.requireSkew(skew);
    return this;
  }

  @Override
  public PolicyBuilder maxLifetime(Duration lifetime) {
    Duration granted = chosenIssuer().maxLifetime();
    if (Expectations.requireLifetime(lifetime).compareTo(granted) > 0) {
      throw new IllegalArgumentException(
          "A policy can shorten the "
              + granted
              + " that its issuer is trusted to grant, not"
              + " lengthen it to "
              + lifetime
              + "; see Issuer.Builder.maxLifetime");
    }
    this.maxLifetime = lifetime;
    return this;
  }

  @Override
  public PolicyBuilder clock(InstantSource value) {
    this.clock = Objects.requireNonNull(value, "clock");
    return this;
  }

  @Override
  public PolicyBuilder onlyOnce(ReplayGuard guard) {
    this.replayGuard = Objects.requireNonNull(guard, "guard");
    return this;
  }

  @Override
  public PolicyBuilder grants(String first, String... more) {
    grant(first);
    for (String label : more) {
      grant(label);
    }
    return this;
  }

  private void grant(String label) {
    Objects.requireNonNull(label, "label");
    if (label.isBlank() || ControlCharacters.anyIn(label) || !grants.add(label)) {
      throw new IllegalArgumentException(
          "What a policy grants is a text without control characters, given once, such as"
              + " \"deployer\"; this is "
              + SafeText.quote(label));
    }
  }

  @Override
  public PolicyBuilder audit(AuditListener listener) {
    this.trail = trail.telling(listener);
    return this;
  }

  @Override
  public PolicyBuilder correlationIds(CorrelationIds ids) {
    this.trail = trail.identifyingBy(ids);
    return this;
  }

  @Override
  public TrustPolicy build() {
    List<ClaimRequirement> claims = new ArrayList<>();
    for (Requirement requirement : requirements) {
      claims.addAll(requirement.claimRequirements());
    }
    requirePossible(claims);
    Set<String> granted = Collections.unmodifiableSet(new LinkedHashSet<>(grants));
    return new TrustPolicy(name, chosenIssuer(), granted, expectations(claims), trail);
  }

  private void requirePossible(List<ClaimRequirement> claims) {
    List<ClaimFact> facts =
        PolicyFacts.about(claims, chosenIssuer(), Objects.requireNonNull(audience, "audience"));
    Optional<Contradiction> found = Contradiction.among(requirements, facts);
    if (found.isPresent()) {
      throw new ContradictoryPolicyException(name, found.get());
    }
  }

  private Expectations expectations(List<ClaimRequirement> claims) {
    return new Expectations(
        Objects.requireNonNull(audience, "audience"),
        toleratedAudiences,
        clockSkew,
        maxLifetime == null ? chosenIssuer().maxLifetime() : maxLifetime,
        clock,
        requirements,
        ClaimNames.usedBy(claims),
        replayGuard);
  }

  private Issuer chosenIssuer() {
    return Objects.requireNonNull(issuer, "issuer");
  }
}
