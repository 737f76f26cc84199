package dev.credence;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One difference between what a policy requires of a claim and what the token says.
 *
 * <p>All texts are made for people. What the policy requires is shown whole; what the token says is
 * quoted, escaped and cut at 64 characters, around the first difference where that lies behind, so
 * it is safe to print and unfit to parse. Immutable and thread-safe.
 */
public final class Mismatch {
  static final String ABSENT = "absent";

  private final String claim;
  private final String required;
  private final String found;
  private final @Nullable NearMiss nearMiss;
  private final @Nullable ProposedChange change;

  Mismatch(String claim, String required, String found) {
    this(claim, required, found, null, null);
  }

  Mismatch(
      String claim,
      String required,
      String found,
      @Nullable NearMiss nearMiss,
      @Nullable ProposedChange change) {
    this.claim = Objects.requireNonNull(claim, "claim");
    this.required = Objects.requireNonNull(required, "required");
    this.found = Objects.requireNonNull(found, "found");
    this.nearMiss = nearMiss;
    this.change = change;
  }

  /**
   * Returns the claim's name; members of a nested claim are joined with dots.
   *
   * @return the name, such as {@code ref}
   */
  public String claim() {
    return claim;
  }

  /**
   * Returns what the policy requires, in the words of the policy's own methods.
   *
   * @return the requirement, such as {@code is "refs/heads/main"}
   */
  public String required() {
    return required;
  }

  /**
   * Returns what the token says, escaped and cut at 64 characters, or {@code absent}. Where a
   * longer text differs from what is required further on only, it is cut in front as well.
   *
   * @return the value as JSON, such as {@code "refs/heads/dev"}
   */
  public String found() {
    return found;
  }

  /**
   * Returns how the claim only just misses what is required.
   *
   * @return the kind of near miss, or empty if the value is simply another
   */
  public Optional<NearMiss> nearMiss() {
    return Optional.ofNullable(nearMiss);
  }

  /** This mismatch as one of several alternatives. */
  Mismatch requiredBy(String alternative) {
    return new Mismatch(claim, alternative + required, found, nearMiss, change);
  }

  /** What would mend this mismatch alone; whether to propose it hangs on the others. */
  @Nullable ProposedChange change() {
    return change;
  }

  /** The near miss is no part of this: it follows from the rest. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Mismatch that
        && claim.equals(that.claim)
        && required.equals(that.required)
        && found.equals(that.found);
  }

  @Override
  public int hashCode() {
    return Objects.hash(claim, required, found);
  }

  @Override
  public String toString() {
    return claim + " " + required + ", found " + found;
  }
}
