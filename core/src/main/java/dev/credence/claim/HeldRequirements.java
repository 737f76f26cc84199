package dev.credence.claim;

import dev.credence.claim.ClaimMatcher.Absent;
import dev.credence.claim.ClaimMatcher.Literal;
import dev.credence.claim.ClaimMatcher.Matches;
import dev.credence.claim.ClaimMatcher.OneOf;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requirements on single claims that are taken to hold together, as long as none is found to be
 * incompatible. What can't be told is compatible: of patterns only pairs are compared, and that a
 * pattern leaves nothing but refused values goes unnoticed. Not thread-safe.
 */
final class HeldRequirements {
  private final Map<String, List<ClaimRequirement>> byName;

  HeldRequirements() {
    this.byName = new HashMap<>(4);
  }

  private HeldRequirements(Map<String, List<ClaimRequirement>> byName) {
    this.byName = byName;
  }

  HeldRequirements copy() {
    Map<String, List<ClaimRequirement>> copy = new HashMap<>();
    byName.forEach((name, held) -> copy.put(name, new ArrayList<>(held)));
    return new HeldRequirements(copy);
  }

  /** Adds a requirement, or tells by false that it can't hold with those that are there. */
  boolean add(ClaimRequirement added) {
    boolean possible = canAdd(added);
    addPossible(added);
    return possible;
  }

  /** Adds a requirement of which {@link #canAdd} has told that it can be. */
  void addPossible(ClaimRequirement added) {
    byName.computeIfAbsent(nameOf(added), name -> new ArrayList<>(2)).add(added);
  }

  /** Tells whether a requirement can hold with those that are there. */
  boolean canAdd(ClaimRequirement added) {
    List<ClaimMatcher> same = new ArrayList<>(2);
    same.add(added.matcher());
    for (ClaimRequirement one : byName.getOrDefault(nameOf(added), List.of())) {
      if (one.claim().path().equals(added.claim().path())) {
        same.add(one.matcher());
      } else if (!canNest(one, added)) {
        return false;
      }
    }
    return canHoldOfOneValue(same);
  }

  /** Requirements on claims of different names can always hold together. */
  static String nameOf(ClaimRequirement one) {
    return one.claim().path().get(0);
  }

  /** A claim that has a value of its own is no object with others in it, nor is an absent one. */
  private static boolean canNest(ClaimRequirement one, ClaimRequirement other) {
    boolean nested =
        isInside(one.claim().path(), other.claim().path())
            || isInside(other.claim().path(), one.claim().path());
    return !nested || (one.matcher() instanceof Absent && other.matcher() instanceof Absent);
  }

  private static boolean isInside(List<String> outer, List<String> inner) {
    return outer.size() < inner.size() && inner.subList(0, outer.size()).equals(outer);
  }

  /** Tells whether a requirement can hold at all. */
  static boolean canHoldAlone(ClaimRequirement one) {
    return one.matcher().type() != ClaimType.BOOLEAN || canHoldOfOneValue(List.of(one.matcher()));
  }

  private static boolean canHoldOfOneValue(List<ClaimMatcher> matchers) {
    ClaimMatcher first = matchers.get(0);
    if (matchers.size() == 1 && first.type() != ClaimType.BOOLEAN) {
      return true; // of texts, numbers and lists there are always others
    }
    for (ClaimMatcher matcher : matchers) {
      boolean alike = matcher.matchesAbsence() == first.matchesAbsence();
      if (!alike || (matcher.type() != first.type() && !matcher.matchesAbsence())) {
        return false;
      }
    }
    if (first.matchesAbsence()) {
      return true;
    }
    if (first.type() == ClaimType.BOOLEAN) {
      return anyMatchesAll(Set.of(true, false), matchers);
    }
    for (ClaimMatcher matcher : matchers) {
      if (matcher instanceof Literal literal) {
        return anyMatchesAll(literal.literals(), matchers);
      }
      if (matcher instanceof OneOf several) {
        return anyMatchesAll(several.literals(), matchers);
      }
    }
    return patternsOverlap(matchers);
  }

  private static boolean anyMatchesAll(Set<?> values, List<ClaimMatcher> matchers) {
    for (Object value : values) {
      if (matchesAll(
          value instanceof BigInteger number ? new BigDecimal(number) : value, matchers)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matchesAll(Object value, List<ClaimMatcher> matchers) {
    for (ClaimMatcher matcher : matchers) {
      if (!matcher.matches(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean patternsOverlap(List<ClaimMatcher> matchers) {
    List<Glob> globs = new ArrayList<>(2);
    for (ClaimMatcher matcher : matchers) {
      if (matcher instanceof Matches pattern) {
        for (Glob other : globs) {
          if (!GlobOverlap.exists(other, pattern.glob())) {
            return false;
          }
        }
        globs.add(pattern.glob());
      }
    }
    return true;
  }
}
