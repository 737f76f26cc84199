package dev.credence;

import dev.credence.claim.AnyOf;
import dev.credence.claim.Claim;
import dev.credence.claim.ClaimFact;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  static List<ClaimFact> about(
      List<ClaimRequirement> requirements, Issuer issuer, String audience) {
    List<ClaimFact> facts = new ArrayList<>();
    for (Use used : uses(requirements)) {
      String name = used.claim().path().get(0);
      switch (name) {
        case "iss" -> facts.add(issuer(issuer));
        case "aud" -> facts.add(audience(audience));
        case "sub" -> facts.add(SUBJECT);
        case "exp" -> facts.add(EXPIRY);
        case "iat" -> facts.add(ISSUE);
        default -> {}
      }
      for (ClaimFact fact : issuer.factsOn(name)) {
        if (!isTypeOf(fact, used) && !isAmong(facts, fact)) {
          facts.add(fact);
        }
      }
    }
    return facts;
  }

  /** How a name is used: by one claim, or by several that differ in type or path. */
  private record Use(Claim<?> claim, boolean isOnly) {}

  private static Collection<Use> uses(List<ClaimRequirement> requirements) {
    Map<String, Use> uses = new LinkedHashMap<>();
    for (ClaimRequirement one : requirements) {
      String name = one.claim().path().get(0);
      Use known = uses.get(name);
      if (known == null) {
        uses.put(name, new Use(one.claim(), true));
      } else if (known.isOnly() && !known.claim().equals(one.claim())) {
        uses.put(name, new Use(one.claim(), false));
      }
    }
    return uses.values();
  }

  /** A fact on several names comes once for each, as the very same object. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isAmong(List<ClaimFact> facts, ClaimFact fact) {
    for (ClaimFact known : facts) {
      if (known == fact) {
        return true;
      }
    }
    return false;
  }

  /** Of a claim that is only required with its right type, the type contradicts nothing. */
  private static boolean isTypeOf(ClaimFact fact, Use used) {
    return used.isOnly()
        && fact.holds() instanceof AnyOf any
        && any.requirements().size() == 2
        && any.requirements().get(0) instanceof ClaimRequirement first
        && first.matcher() instanceof ClaimMatcher.Present
        && first.claim().equals(used.claim())
        && any.requirements().get(1) instanceof ClaimRequirement second
        && second.matcher() instanceof ClaimMatcher.Absent
        && second.claim().equals(used.claim());
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
