package dev.credence.document;

import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.LocatedValue.Elements;
import dev.credence.internal.json.LocatedValue.Members;
import dev.credence.internal.json.LocatedValue.Scalar;
import java.util.HashMap;
import java.util.Map;

/** A JSON value without its places, as plain Java objects that are equal when the values are. */
final class CanonicalForm {
  private CanonicalForm() {}

  static Object of(LocatedValue value) {
    if (value instanceof Members object) {
      Map<String, Object> members = new HashMap<>();
      object.members().forEach((name, member) -> members.put(name, of(member.value())));
      return members;
    }
    if (value instanceof Elements array) {
      return array.elements().stream().map(CanonicalForm::of).toList();
    }
    return ((Scalar) value).value();
  }
}
