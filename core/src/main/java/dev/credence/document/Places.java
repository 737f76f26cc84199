package dev.credence.document;

import dev.credence.ContradictoryPolicyException;
import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.Requirement;
import dev.credence.internal.json.LocatedValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Where the requirements of one policy stand in its document. Not thread-safe. */
final class Places {
  private final List<Requirement> noted = new ArrayList<>();
  private final List<LocatedValue> places = new ArrayList<>();

  /** Notes where a requirement comes from, and with it all that it is made of. */
  Requirement note(Requirement requirement, LocatedValue place) {
    noted.add(requirement);
    places.add(place);
    return requirement;
  }

  /** Gives a contradiction its places: that of the last requirement, and of the first before it. */
  Mistake locate(ContradictoryPolicyException refused, LocatedValue policy) {
    IdentityHashMap<Requirement, Integer> offsets = offsets();
    List<Integer> found =
        refused.contradiction().requirements().stream()
            .map(each -> offsets.getOrDefault(each, policy.offset()))
            .sorted()
            .toList();
    String problem = String.valueOf(refused.getMessage());
    if (found.isEmpty()) {
      return Mistake.at(policy, problem);
    }
    Integer last = found.get(found.size() - 1);
    return found.get(0).equals(last)
        ? Mistake.at(last, problem)
        : Mistake.again(last, problem, found.get(0));
  }

  /** By the very object: equal requirements may stand in several places. */
  private IdentityHashMap<Requirement, Integer> offsets() {
    IdentityHashMap<Requirement, Integer> offsets = new IdentityHashMap<>();
    for (int i = 0; i < noted.size(); i++) {
      note(noted.get(i), places.get(i).offset(), offsets);
    }
    return offsets;
  }

  private static void note(
      Requirement requirement, int offset, IdentityHashMap<Requirement, Integer> offsets) {
    offsets.putIfAbsent(requirement, offset);
    if (requirement instanceof AllOf all) {
      all.requirements().forEach(each -> note(each, offset, offsets));
    } else if (requirement instanceof AnyOf any) {
      any.requirements().forEach(each -> note(each, offset, offsets));
    }
  }
}
