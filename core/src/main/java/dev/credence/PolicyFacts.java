package dev.credence;

import dev.credence.claim.Claim;
import dev.credence.claim.ClaimFact;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds of every token that reaches a policy's requirements, whatever they are: it comes from
 * the policy's issuer, is meant for its audience and has a subject and times, or an earlier stage
 * has refused it.
 */
final class PolicyFacts {
  private static final ClaimFact SUBJECT =
      new ClaimFact(
          Requirement.allOf(Claim.string("sub").isPresent(), Claim.string("sub").isNot("")),
          "every token has a sub that is a string and not empty");

  private static final ClaimFact EXPIRY =
      new ClaimFact(Claim.integer("exp").isPresent(), "every token has an exp in seconds");

  private static final ClaimFact ISSUE =
      new ClaimFact(Claim.integer("iat").isPresent(), "every token has an iat in seconds");

  private PolicyFacts() {}

  /** Those on claims that the requirements are about; the others contradict none of them. */
  static List<ClaimFact> about(List<Requirement> requirements, Issuer issuer, String audience) {
    Set<String> names = new LinkedHashSet<>();
    for (Requirement requirement : requirements) {
      for (ClaimRequirement one : requirement.claimRequirements()) {
        names.add(one.claim().path().get(0));
      }
    }
    Set<ClaimFact> facts = new LinkedHashSet<>();
    for (String name : names) {
      switch (name) {
        case "iss" -> facts.add(issuer(issuer));
        case "aud" -> facts.add(audience(audience));
        case "sub" -> facts.add(SUBJECT);
        case "exp" -> facts.add(EXPIRY);
        case "iat" -> facts.add(ISSUE);
        default -> {}
      }
      facts.addAll(issuer.factsOn(name));
    }
    return List.copyOf(facts);
  }

  private static ClaimFact issuer(Issuer issuer) {
    return new ClaimFact(
        Claim.string("iss").is(issuer.identifier()),
        "the policy's issuer is \"" + issuer.identifier() + "\"");
  }

  /** One audience may stand in an array, beside others that are tolerated. */
  private static ClaimFact audience(String audience) {
    return new ClaimFact(
        Requirement.anyOf(alone(audience), Claim.strings("aud").isPresent()),
        "the policy's audience is \"" + audience + "\"");
  }

  /** An audience may be a text that no literal can be: then all that is known is that it is one. */
  private static Requirement alone(String audience) {
    try {
      return Claim.string("aud").is(audience);
    } catch (IllegalArgumentException noLiteral) {
      return Claim.string("aud").isPresent();
    }
  }
}
