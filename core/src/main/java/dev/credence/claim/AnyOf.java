package dev.credence.claim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Requirements of which at least one must be met, as {@link Requirement#anyOf} joins them.
 *
 * <p>There is no empty one, which would refuse every token. Nested ones are kept as they were
 * written. Immutable and thread-safe.
 *
 * @param requirements the requirements in the order written, at least one; unmodifiable
 */
public record AnyOf(List<Requirement> requirements) implements Requirement {
  /**
   * Copies the requirements.
   *
   * @param requirements the requirements, at least one
   * @throws IllegalArgumentException if there is none
   */
  public AnyOf {
    Objects.requireNonNull(requirements, "requirements");
    for (Requirement requirement : requirements) {
      Objects.requireNonNull(requirement, "requirements");
    }
    requirements = List.copyOf(requirements);
    if (requirements.isEmpty()) {
      throw new IllegalArgumentException(
          "\"any of\" needs at least one requirement: an empty list would be met by no token.");
    }
  }

  @Override
  public boolean isMetBy(Map<String, Object> claims) {
    for (Requirement requirement : requirements) {
      if (requirement.isMetBy(claims)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<ClaimRequirement> claimRequirements() {
    List<ClaimRequirement> all = new ArrayList<>();
    for (Requirement requirement : requirements) {
      all.addAll(requirement.claimRequirements());
    }
    return Collections.unmodifiableList(all);
  }

  @Override
  public String describe() {
    return requirements.stream()
        .map(Requirement::describe)
        .collect(Collectors.joining("; ", "any of (", ")"));
  }

  /** Returns {@link #describe()}. */
  @Override
  public String toString() {
    return describe();
  }
}
