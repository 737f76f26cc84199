package dev.credence.document;

import dev.credence.Issuer;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values with which a form makes a given requirement or issuer. They are guessed from
 * what is there and then proven, by making it anew: a form that makes anything else is not used.
 */
final class ReadBack {
  private ReadBack() {}

  static Optional<Map<String, Object>> members(Form<Requirement> form, Requirement requirement) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : form.fields()) {
      Object value = literal(field, requirement);
      if (value == null) {
        return Optional.empty();
      }
      values.put(field.name(), value);
    }
    return make(form, values).filter(requirement::equals).map(same -> values);
  }

  private static @Nullable Object literal(Field field, Requirement requirement) {
    if (field.kind() == Field.Kind.TRUE) {
      return true;
    }
    for (ClaimRequirement one : requirement.claimRequirements()) {
      if (one.claim().equals(field.claim())
          && one.matcher() instanceof ClaimMatcher.Literal literal
          && literal.value() instanceof String text) {
        return field.kind() == Field.Kind.ID ? id(text) : text;
      }
    }
    return null;
  }

  private static @Nullable Long id(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  static Optional<Map<String, Object>> parameters(Form<Issuer> form, Issuer issuer) {
    return form.template().isEmpty()
        ? Optional.empty()
        : Template.match(form.template(), issuer.identifier())
            .map(values -> withFlags(form, values))
            .filter(values -> make(form, values).filter(i -> areAlike(i, issuer)).isPresent());
  }

  private static Map<String, Object> withFlags(Form<Issuer> form, Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Field field : form.fields()) {
      all.put(field.name(), field.kind() == Field.Kind.TRUE ? true : values.get(field.name()));
    }
    return all;
  }

  private static boolean areAlike(Issuer one, Issuer other) {
    return one.identifier().equals(other.identifier())
        && one.algorithms().equals(other.algorithms())
        && one.tokenTypeNames().equals(other.tokenTypeNames())
        && one.maxLifetime().equals(other.maxLifetime());
  }

  private static <T> Optional<T> make(Form<T> form, Map<String, Object> values) {
    try {
      return Optional.of(form.make().apply(new Arguments(values)));
    } catch (IllegalArgumentException notOfThisForm) {
      return Optional.empty();
    }
  }
}
