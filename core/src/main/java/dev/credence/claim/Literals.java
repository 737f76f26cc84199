package dev.credence.claim;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules for the values that a policy compares claims with. */
final class Literals {
  private Literals() {}

  static void requireLiteral(Object value, String parameter) {
    Objects.requireNonNull(value, parameter);
    if (value instanceof String string) {
      PolicyText.requireLiteral(string);
    } else if (!(value instanceof Boolean) && !(value instanceof BigInteger)) {
      throw new IllegalArgumentException(
          "A literal is a String, a Boolean or a BigInteger, not a " + value.getClass().getName());
    }
  }

  /** Copies in order; a value that is listed twice is most likely a slip for another one. */
  static Set<Object> requireDistinct(Collection<?> values, String parameter) {
    Set<Object> distinct = new LinkedHashSet<>();
    for (Object value : values) {
      requireLiteral(value, parameter);
      if (!distinct.add(value)) {
        throw new IllegalArgumentException(
            "The value " + render(value) + " is listed twice: remove one.");
      }
    }
    return distinct;
  }

  static Set<Object> requireOneType(Collection<?> values, String parameter) {
    Set<Object> distinct = requireDistinct(values, parameter);
    if (distinct.isEmpty()) {
      throw new IllegalArgumentException(
          "\"is one of\" needs at least one value: an empty list would match nothing.");
    }
    if (distinct.stream().map(Literals::typeOf).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "\"is one of\" needs values of one type, not: " + render(distinct));
    }
    return Collections.unmodifiableSet(distinct);
  }

  static ClaimType typeOf(Object literal) {
    if (literal instanceof String) {
      return ClaimType.STRING;
    }
    return literal instanceof Boolean ? ClaimType.BOOLEAN : ClaimType.INTEGER;
  }

  static String render(Collection<?> literals) {
    return literals.stream().map(Literals::render).collect(Collectors.joining(", "));
  }

  static String render(Object literal) {
    return literal instanceof String string ? PolicyText.quoted(string) : literal.toString();
  }
}
