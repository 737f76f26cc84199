package dev.credence.claim;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One claim and what it must be.
 *
 * <p>The claim decides where to look and which type is right; the matcher decides on the value
 * found there. Immutable and thread-safe.
 *
 * @param claim the claim to look at
 * @param matcher what its value must be, of the same type as the claim
 */
public record ClaimRequirement(Claim<?> claim, ClaimMatcher matcher) implements Requirement {
  /**
   * Checks that both are of one type; a requirement that no value can meet is a mistake.
   *
   * @param claim the claim to look at
   * @param matcher what its value must be
   * @throws IllegalArgumentException if the matcher is for values of another type than the claim's
   */
  public ClaimRequirement {
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(matcher, "matcher");
    if (claim.type() != matcher.type()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The claim %s is of type %s, and \"%s\" asks for a value of type %s: declare the"
                  + " claim with the type that its issuer gives it.",
              claim.name(),
              claim.typeName(),
              matcher.describe(),
              matcher.type().displayName()));
    }
  }

  @Override
  public boolean isMetBy(Map<String, Object> claims) {
    return claim.in(claims).map(matcher::matches).orElseGet(matcher::matchesAbsence);
  }

  @Override
  public List<ClaimRequirement> claimRequirements() {
    return List.of(this);
  }

  @Override
  public String describe() {
    return claim.name() + " " + matcher.describe();
  }

  /** Returns {@link #describe()}. */
  @Override
  public String toString() {
    return describe();
  }
}
