package dev.credence.claim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Proves that requirements can never hold together, by trying one alternative after the other.
 * Gives up after a bounded number of tries: what is not refuted then passes for possible.
 */
final class Refutation {
  private static final int TRIES = 2_000;

  private int triesLeft = TRIES;

  private Refutation() {}

  /** Tells whether it is proven that no claims meet all of these. */
  static boolean of(Collection<Requirement> requirements) {
    return !new Refutation().isPossible(requirements, new HeldRequirements());
  }

  private boolean isPossible(Collection<Requirement> requirements, HeldRequirements held) {
    if (triesLeft-- <= 0) {
      return true;
    }
    List<AnyOf> alternatives = new ArrayList<>(2);
    return holdAll(requirements, held, alternatives) && isAnyPossible(alternatives, held);
  }

  /** Holds what must hold in any case and collects where there is a choice. */
  private static boolean holdAll(
      Collection<Requirement> requirements, HeldRequirements held, List<AnyOf> alternatives) {
    Deque<Requirement> ahead = new ArrayDeque<>(requirements);
    while (!ahead.isEmpty()) {
      Requirement next = ahead.remove();
      if (next instanceof AllOf all) {
        ahead.addAll(all.requirements());
      } else if (next instanceof AnyOf any) {
        alternatives.add(any);
      } else if (!held.add((ClaimRequirement) next)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAnyPossible(List<AnyOf> alternatives, HeldRequirements held) {
    if (alternatives.size() == 1) {
      return !firstPossible(alternatives.get(0), held, 1).isEmpty();
    }
    List<AnyOf> open = new ArrayList<>();
    for (AnyOf any : alternatives) {
      List<Requirement> possible = firstPossible(any, held, 2);
      if (possible.isEmpty()) {
        return false;
      }
      if (possible.size() > 1) {
        open.add(any);
      } else if (possible.get(0) instanceof ClaimRequirement one) {
        held.addPossible(one);
      } else if (!holdAll(possible, held, open)) {
        return false;
      }
    }
    return open.isEmpty() || isAnyBranchPossible(open, held);
  }

  private List<Requirement> firstPossible(AnyOf any, HeldRequirements held, int sought) {
    List<Requirement> possible = new ArrayList<>(sought);
    for (Requirement each : any.requirements()) {
      if (isPossible(each, held)) {
        possible.add(each);
        if (possible.size() == sought) {
          break;
        }
      }
    }
    return possible;
  }

  private boolean isPossible(Requirement each, HeldRequirements held) {
    return each instanceof ClaimRequirement one
        ? held.canAdd(one)
        : isPossible(List.of(each), held.copy());
  }

  private boolean isAnyBranchPossible(List<AnyOf> open, HeldRequirements held) {
    List<Requirement> rest = new ArrayList<>(open.subList(1, open.size()));
    for (Requirement branch : open.get(0).requirements()) {
      rest.add(0, branch);
      if (isPossible(rest, held.copy())) {
        return true;
      }
      rest.remove(0);
    }
    return false;
  }
}
