package dev.credence.ci;

import dev.credence.claim.Claim;
import dev.credence.claim.ClaimFact;
import dev.credence.claim.Requirement;
import dev.credence.claim.StringClaim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words what a provider's documentation is certain of, so that a policy that could never match is
 * refused when it is built. A claim may always be absent.
 */
final class KnownClaims {
  private KnownClaims() {}

  static List<ClaimFact> types(Collection<Claim<?>> claims, ClaimFact... more) {
    List<ClaimFact> facts = new ArrayList<>();
    claims.forEach(claim -> facts.add(ClaimFact.type(claim)));
    facts.addAll(Arrays.asList(more));
    return facts;
  }

  static ClaimFact oneOf(StringClaim claim, String first, String... more) {
    List<String> values = new ArrayList<>(List.of(first));
    values.addAll(Arrays.asList(more));
    return new ClaimFact(
        Requirement.anyOf(claim.isOneOf(values), claim.isAbsent()),
        values.stream()
            .map(value -> "\"" + value + "\"")
            .collect(Collectors.joining(" or ", claim.name() + " is ", "")));
  }

  /** A full ref, such as {@code refs/heads/main}, or nothing. */
  static ClaimFact fullRef(StringClaim claim) {
    return new ClaimFact(
        Requirement.anyOf(claim.matches("refs/**"), claim.is(""), claim.isAbsent()),
        claim.name() + " starts with refs/, as in \"refs/heads/main\"");
  }
}
