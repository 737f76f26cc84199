package dev.credence.claim;

import java.util.Objects;

/**
 * Something that is known of the claims of every token of an issuer, such as that {@code ref_type}
 * is {@code branch} or {@code tag}. It has no part in any decision: it is there to refuse a policy
 * that could never trust a token, when that policy is built. Immutable and thread-safe.
 *
 * @param holds what holds of every token
 * @param words the same as a phrase for people, such as {@code ref_type is "branch" or "tag"}
 */
public record ClaimFact(Requirement holds, String words) {
  /**
   * Checks that both are there.
   *
   * @param holds what holds of every token
   * @param words the same as a phrase for people
   */
  public ClaimFact {
    Objects.requireNonNull(holds, "holds");
    Objects.requireNonNull(words, "words");
  }

  /**
   * Returns the fact that a claim has its type wherever it is there.
   *
   * @param claim the claim with its type
   * @return the fact, {@code repository_id is a string}
   */
  public static ClaimFact type(Claim<?> claim) {
    String article = "aeiou".indexOf(claim.typeName().charAt(0)) < 0 ? "a " : "an ";
    return new ClaimFact(
        Requirement.anyOf(claim.isPresent(), claim.isAbsent()),
        claim.name() + " is " + article + claim.typeName());
  }
}
