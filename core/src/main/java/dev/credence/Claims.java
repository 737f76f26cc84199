package dev.credence;

import dev.credence.claim.Claim;
import dev.credence.internal.text.SafeText;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of a verified token, read through typed {@link Claim}s so that no type is ever
 * guessed: a string {@code "true"} is not a boolean, and a number is not a string.
 *
 * <p>Immutable and thread-safe.
 */
public final class Claims {
  private final Map<String, Object> members;

  Claims(Map<String, Object> members) {
    this.members = Objects.requireNonNull(members, "members");
  }

  /**
   * Returns the value of a claim.
   *
   * @param claim the claim with its type
   * @param <T> its Java type
   * @return the value, or empty if the claim is absent, null or of another JSON type
   */
  public <T> Optional<T> get(Claim<T> claim) {
    return claim.in(members).flatMap(claim::valueOf);
  }

  /**
   * Returns the names of all top-level claims, those that this library doesn't know included.
   *
   * @return an unmodifiable set in the token's order
   */
  public Set<String> names() {
    return members.keySet();
  }

  Map<String, Object> members() {
    return members;
  }

  /** Returns the names only: values belong into no log by accident. */
  @Override
  public String toString() {
    return "Claims" + names().stream().map(SafeText::name).toList();
  }
}
