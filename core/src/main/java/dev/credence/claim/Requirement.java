package dev.credence.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a policy asks of a token's claims, as data: one claim with one matcher, or several
 * requirements of which all or any must be met.
 *
 * <p>Requirements come from a {@link Claim}'s methods and are joined here:
 *
 * <pre>{@code
 * Requirement.anyOf(REF.is("refs/heads/main"), REF.matches("refs/heads/release-*"))
 * }</pre>
 *
 * <p>Holding one proves nothing about a token. Whether it is met says nothing either unless the
 * claims are those of a verified token; a policy sees to that. There is no negation of a whole
 * requirement, so the absence of a claim can meet nothing but {@link Claim#isAbsent()}.
 *
 * <p>The kinds are closed, so code that inspects a policy can handle every one: {@link
 * ClaimRequirement}, {@link AllOf} and {@link AnyOf}. Equality is by value. Immutable and
 * thread-safe.
 */
public sealed interface Requirement permits ClaimRequirement, AllOf, AnyOf {

  /**
   * Requires all of these.
   *
   * @param first a requirement
   * @param second another requirement
   * @param more further requirements
   * @return a requirement that is met when each one is
   */
  static Requirement allOf(Requirement first, Requirement second, Requirement... more) {
    return new AllOf(listOf(first, second, more));
  }

  /**
   * Requires at least one of these.
   *
   * @param first a requirement
   * @param second another requirement
   * @param more further requirements
   * @return a requirement that is met when one or more of them are
   */
  static Requirement anyOf(Requirement first, Requirement second, Requirement... more) {
    return new AnyOf(listOf(first, second, more));
  }

  private static List<Requirement> listOf(
      Requirement first, Requirement second, Requirement... more) {
    List<Requirement> requirements = new ArrayList<>();
    requirements.add(Objects.requireNonNull(first, "first"));
    requirements.add(Objects.requireNonNull(second, "second"));
    for (Requirement requirement : Objects.requireNonNull(more, "more")) {
      requirements.add(Objects.requireNonNull(requirement, "more"));
    }
    return requirements;
  }

  /**
   * Tells whether claims meet this requirement. Never throws.
   *
   * @param claims the claims of a token, as JSON values
   * @return true when they do
   */
  boolean isMetBy(Map<String, Object> claims);

  /**
   * Returns what is asked of single claims here, in the order it was written.
   *
   * @return this requirement itself, or those that it joins, at every depth; unmodifiable and never
   *     empty
   */
  List<ClaimRequirement> claimRequirements();

  /**
   * Returns this requirement in the words it was written in, with every value whole.
   *
   * @return a phrase such as {@code ref is "refs/heads/main"} or {@code any of (…; …)}
   */
  String describe();
}
