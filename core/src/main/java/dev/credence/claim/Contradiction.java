package dev.credence.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requirements that no token can meet together: with each other, or with what is known of the
 * tokens that they are about.
 *
 * <p>One is only found where it is certain: requirements that some token could meet never make one.
 * Not every contradiction is found: three patterns are compared in pairs, that a pattern leaves
 * nothing but values that are refused is not noticed, and the search through alternatives is
 * bounded. Immutable and thread-safe.
 */
public final class Contradiction {
  private final List<Requirement> requirements;
  private final List<ClaimFact> facts;

  private Contradiction(List<Requirement> requirements, List<ClaimFact> facts) {
    this.requirements = List.copyOf(requirements);
    this.facts = List.copyOf(facts);
  }

  /**
   * Finds a contradiction.
   *
   * @param requirements requirements of which all must hold
   * @param facts what is known of the claims that they are about
   * @return the fewest of both that contradict each other, the first ones where there are several;
   *     empty where none is found
   */
  public static Optional<Contradiction> among(
      Collection<Requirement> requirements, Collection<ClaimFact> facts) {
    List<Requirement> conjuncts = new ArrayList<>();
    for (Requirement each : requirements) {
      collectConjuncts(each, conjuncts);
    }
    return isRefuted(thatMeetOthers(conjuncts, facts), facts)
        ? Optional.of(smallest(new ArrayList<>(conjuncts), new ArrayList<>(facts)))
        : Optional.empty();
  }

  /**
   * Leaves out what is about a claim that nothing else is about, which most requirements are: such
   * a one contradicts nothing but itself.
   */
  private static List<Requirement> thatMeetOthers(
      List<Requirement> conjuncts, Collection<ClaimFact> facts) {
    Set<String> used = new HashSet<>();
    Set<String> usedAgain = new HashSet<>();
    for (Requirement each : conjuncts) {
      noteNames(each, used, usedAgain);
    }
    for (ClaimFact fact : facts) {
      noteNames(fact.holds(), used, usedAgain);
    }
    List<Requirement> meeting = new ArrayList<>();
    for (Requirement each : conjuncts) {
      if (!(each instanceof ClaimRequirement one)
          || usedAgain.contains(HeldRequirements.nameOf(one))
          || !HeldRequirements.canHoldAlone(one)) {
        meeting.add(each);
      }
    }
    return meeting;
  }

  private static void noteNames(Requirement requirement, Set<String> used, Set<String> usedAgain) {
    for (ClaimRequirement each : requirement.claimRequirements()) {
      String name = HeldRequirements.nameOf(each);
      if (!used.add(name)) {
        usedAgain.add(name);
      }
    }
  }

  /** What must hold in any case, one by one: the smaller, the better can a place be told. */
  private static void collectConjuncts(Requirement requirement, List<Requirement> conjuncts) {
    if (requirement instanceof AllOf all) {
      for (Requirement each : all.requirements()) {
        collectConjuncts(each, conjuncts);
      }
    } else if (requirement instanceof AnyOf any && any.requirements().size() == 1) {
      collectConjuncts(any.requirements().get(0), conjuncts);
    } else {
      conjuncts.add(requirement);
    }
  }

  private static boolean isRefuted(Collection<Requirement> some, Collection<ClaimFact> facts) {
    if (some.isEmpty() && facts.isEmpty()) {
      return false;
    }
    List<Requirement> all = new ArrayList<>(some);
    for (ClaimFact fact : facts) {
      all.add(fact.holds());
    }
    return Refutation.of(all);
  }

  /** Leaves out whatever the contradiction does without. */
  private static Contradiction smallest(List<Requirement> requirements, List<ClaimFact> facts) {
    for (int i = facts.size() - 1; i >= 0; i--) {
      ClaimFact without = facts.remove(i);
      if (!isRefuted(requirements, facts)) {
        facts.add(i, without);
      }
    }
    for (int i = requirements.size() - 1; i >= 0; i--) {
      Requirement without = requirements.remove(i);
      if (!isRefuted(requirements, facts)) {
        requirements.add(i, without);
      }
    }
    return new Contradiction(requirements, facts);
  }

  /**
   * Returns the requirements that contradict each other, or facts.
   *
   * @return the requirements in their order, {@link AllOf} taken apart; unmodifiable
   */
  public List<Requirement> requirements() {
    return requirements;
  }

  /**
   * Returns the facts that these requirements contradict.
   *
   * @return the facts; empty where the requirements contradict each other
   */
  public List<ClaimFact> facts() {
    return facts;
  }

  /**
   * Returns what contradicts what.
   *
   * @return a phrase such as {@code ref is "a" and ref is "b" can never both hold}
   */
  public String describe() {
    String because =
        facts.isEmpty()
            ? ""
            : facts.stream().map(ClaimFact::words).collect(Collectors.joining(" and ", ": ", ""));
    return requirements.stream().map(Requirement::describe).collect(Collectors.joining(" and "))
        + switch (requirements.size()) {
          case 1 -> " can never hold";
          case 2 -> " can never both hold";
          default -> " can never all hold";
        }
        + because;
  }

  /** Returns {@link #describe()}. */
  @Override
  public String toString() {
    return describe();
  }
}
