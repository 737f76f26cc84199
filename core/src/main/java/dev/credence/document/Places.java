package dev.credence.document;

import dev.credence.ContradictoryPolicyException;
import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.Requirement;
import dev.credence.internal.json.LocatedValue;
import java.util.IdentityHashMap;
import java.util.List;

/** Where the requirements of one policy stand in its document. Not thread-safe. */
final class Places {
  private final IdentityHashMap<Requirement, Integer> offsets = new IdentityHashMap<>();

  /** Notes where a requirement comes from, and with it all that it is made of. */
  Requirement note(Requirement requirement, LocatedValue place) {
    offsets.putIfAbsent(requirement, place.offset());
    if (requirement instanceof AllOf all) {
      all.requirements().forEach(each -> note(each, place));
    } else if (requirement instanceof AnyOf any) {
      any.requirements().forEach(each -> note(each, place));
    }
    return requirement;
  }

  /** Gives a contradiction its places: that of the last requirement, and of the first before it. */
  Mistake locate(ContradictoryPolicyException refused, LocatedValue policy) {
    List<Integer> places =
        refused.contradiction().requirements().stream()
            .map(each -> offsets.getOrDefault(each, policy.offset()))
            .sorted()
            .toList();
    String problem = String.valueOf(refused.getMessage());
    if (places.isEmpty()) {
      return Mistake.at(policy, problem);
    }
    Integer last = places.get(places.size() - 1);
    return places.get(0).equals(last)
        ? Mistake.at(last, problem)
        : Mistake.again(last, problem, places.get(0));
  }
}
