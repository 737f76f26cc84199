package dev.credence;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final OnDemand<Words> words;

  /** What there is to say of a mismatch. */
  record Words(
      String required, String found, @Nullable NearMiss nearMiss, @Nullable ProposedChange change) {
    Words(String required, String found, @Nullable NearMiss nearMiss) {
      this(required, found, nearMiss, null);
    }

    Words {
      Objects.requireNonNull(required, "required");
      Objects.requireNonNull(found, "found");
    }
  }

  Mismatch(String claim, String required, String found) {
    this(claim, required, found, null, null);
  }

  Mismatch(
      String claim,
      String required,
      String found,
      @Nullable NearMiss nearMiss,
      @Nullable ProposedChange change) {
    this(claim, new Words(required, found, nearMiss, change));
  }

  private Mismatch(String claim, Words words) {
    this(claim, OnDemand.from(() -> words));
  }

  private Mismatch(String claim, OnDemand<Words> words) {
    this.claim = Objects.requireNonNull(claim, "claim");
    this.words = words;
  }

  /**
   * A mismatch whose words are made when somebody asks for them, for refusals that strangers cause
   * in numbers.
   *
   * @param source makes the same words each time, of values that don't change; must not hold the
   *     token
   */
  static Mismatch inWordsOf(String claim, Supplier<Words> source) {
    return new Mismatch(claim, OnDemand.from(source));
  }

  private Words words() {
    return words.get();
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
    return words().required();
  }

  /**
   * Returns what the token says, escaped and cut at 64 characters, or {@code absent}. Where a
   * longer text differs from what is required further on only, it is cut in front as well.
   *
   * @return the value as JSON, such as {@code "refs/heads/dev"}
   */
  public String found() {
    return words().found();
  }

  /**
   * Returns how the claim only just misses what is required.
   *
   * @return the kind of near miss, or empty if the value is simply another
   */
  public Optional<NearMiss> nearMiss() {
    return Optional.ofNullable(words().nearMiss());
  }

  /** This mismatch as one of several alternatives. */
  Mismatch requiredBy(String alternative) {
    return inWordsOf(
        claim,
        () -> new Words(alternative + required(), found(), words().nearMiss(), words().change()));
  }

  /** What would mend this mismatch alone; whether to propose it hangs on the others. */
  @Nullable ProposedChange change() {
    return words().change();
  }

  /** The near miss is no part of this: it follows from the rest. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Mismatch that
        && claim.equals(that.claim)
        && required().equals(that.required())
        && found().equals(that.found());
  }

  @Override
  public int hashCode() {
    return Objects.hash(claim, required(), found());
  }

  @Override
  public String toString() {
    return claim + " " + required() + ", found " + found();
  }
}
