package dev.credence.document;

import dev.credence.internal.json.LocatedValue.Member;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The forms that an object may have.
 *
 * @param <T> what the forms make
 * @param all the forms; no two with the same members
 * @param names the names of all their members
 */
record Forms<T>(List<Form<T>> all, Set<String> names) {
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is copied
  static <T> Forms<T> of(Form<T>... forms) {
    List<Form<T>> all = List.of(forms);
    Set<String> names = new LinkedHashSet<>();
    for (Form<T> form : all) {
      names.addAll(form.names());
    }
    return new Forms<>(all, Collections.unmodifiableSet(names));
  }

  /** What an object makes, by the form that has its members. */
  T read(Fields fields) {
    fields.requireOnly(names);
    Form<T> form = with(fields.object().members().keySet());
    if (form == null) {
      throw incomplete(fields);
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Field field : form.fields()) {
      arguments.put(field.name(), field.read(fields.require(field.name())));
    }
    return Mistake.locate(fields.object(), () -> form.make().apply(new Arguments(arguments)));
  }

  private @Nullable Form<T> with(Set<String> members) {
    for (Form<T> form : all) {
      if (form.isMadeOf(members)) {
        return form;
      }
    }
    return null;
  }

  /** Every member is known, but together they are no form: too few, or of several forms. */
  private Mistake incomplete(Fields fields) {
    Set<String> given = fields.object().members().keySet();
    Optional<Form<T>> nearest =
        all.stream()
            .filter(form -> form.names().containsAll(given))
            .min(Comparator.comparingInt(form -> form.fields().size()));
    if (nearest.isEmpty()) {
      Member stray = stray(fields);
      return Mistake.at(
          stray.offset(),
          "\"" + stray.name() + "\" does not go with " + others(given, stray) + described());
    }
    if (given.isEmpty()) {
      return Mistake.at(fields.object(), fields.what() + " needs parameters" + described());
    }
    List<String> missing =
        nearest.get().names().stream().filter(name -> !given.contains(name)).toList();
    return Mistake.at(
        fields.object(),
        Names.listed(given, "and")
            + (given.size() == 1 ? " needs " : " need ")
            + Names.listed(missing, "and")
            + " beside "
            + (given.size() == 1 ? "it" : "them"));
  }

  /** The first member that no form has together with those before it. */
  private Member stray(Fields fields) {
    Set<String> before = new LinkedHashSet<>();
    Member last = null;
    for (Member member : fields.object().members().values()) {
      before.add(member.name());
      last = member;
      if (all.stream().noneMatch(form -> form.names().containsAll(before))) {
        return member;
      }
    }
    return Objects.requireNonNull(last);
  }

  private static String others(Set<String> given, Member stray) {
    return Names.listed(given.stream().filter(name -> !name.equals(stray.name())).toList(), "and");
  }

  private String described() {
    return all.stream()
        .filter(form -> !form.fields().isEmpty())
        .map(form -> Names.listed(form.names(), "and"))
        .collect(Collectors.joining("; or ", "; write ", ""));
  }
}
