package dev.credence.document;

import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.LocatedValue.Member;
import dev.credence.internal.json.LocatedValue.Members;
import dev.credence.internal.text.SafeText;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of a document with what messages call it.
 *
 * @param what a noun with its article, such as {@code A policy}
 * @param object the object
 */
record Fields(String what, Members object) {

  static Fields of(String what, LocatedValue value) {
    if (value instanceof Members object) {
      return new Fields(what, object);
    }
    throw Mistake.at(value, what + " is an object; this is " + Values.shown(value));
  }

  /** Refuses every member that isn't known, with the known one that is nearest. */
  Fields requireOnly(Set<String> known) {
    for (Member member : object.members().values()) {
      if (!known.contains(member.name())) {
        throw unknown(member, known);
      }
    }
    return this;
  }

  Mistake unknown(Member member, Collection<String> known) {
    return Mistake.at(
        member.offset(),
        what
            + " has no member \""
            + SafeText.name(member.name())
            + "\""
            + Names.nearestOrAll(member.name(), "it may have", known));
  }

  LocatedValue require(String name) {
    LocatedValue value = find(name);
    if (value == null) {
      throw Mistake.at(object, what + " needs the member \"" + name + "\"");
    }
    return value;
  }

  @Nullable LocatedValue find(String name) {
    Member member = object.members().get(name);
    return member == null ? null : member.value();
  }

  boolean has(String name) {
    return object.members().containsKey(name);
  }

  boolean hasAnyOf(Set<String> names) {
    for (String name : object.members().keySet()) {
      if (names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Where a member that is there has its name. */
  int placeOf(String name) {
    Member member = object.members().get(name);
    return member == null ? object.offset() : member.offset();
  }
}
