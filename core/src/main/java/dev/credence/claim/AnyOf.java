package dev.credence.claim;

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
    requirements.forEach(requirement -> Objects.requireNonNull(requirement, "requirements"));
    requirements = List.copyOf(requirements);
    if (requirements.isEmpty()) {
      throw new IllegalArgumentException(
          "\"any of\" needs at least one requirement: an empty list would be met by no token.");
    }
  }

  @Override
  public boolean isMetBy(Map<String, Object> claims) {
    return requirements.stream().anyMatch(requirement -> requirement.isMetBy(claims));
  }

  @Override
  public List<ClaimRequirement> claimRequirements() {
    return requirements.stream()
        .flatMap(requirement -> requirement.claimRequirements().stream())
        .toList();
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
