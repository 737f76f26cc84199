package dev.credence.document;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * One way to write something: an object with exactly these members, and what they make.
 *
 * @param <T> what the form makes
 * @param fields the members
 * @param names their names
 * @param make makes it; throws {@link IllegalArgumentException} for values that are none
 * @param template what the issuers of this form look like, with fields in braces; empty where they
 *     look like others' and for what is no issuer
 */
record Form<T>(
    List<Field> fields, List<String> names, Function<Arguments, T> make, String template) {
  static <T> Form<T> of(Function<Arguments, T> make, Field... fields) {
    List<Field> all = List.of(fields);
    return new Form<>(all, all.stream().map(Field::name).toList(), make, "");
  }

  Form<T> lookingLike(String issuer) {
    return new Form<>(fields, names, make, issuer);
  }

  boolean isMadeOf(Collection<String> given) {
    return given.size() == names.size() && given.containsAll(names);
  }
}
