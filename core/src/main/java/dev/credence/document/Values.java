package dev.credence.document;

import dev.credence.internal.json.JsonNull;
import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.LocatedValue.Elements;
import dev.credence.internal.json.LocatedValue.Scalar;
import dev.credence.internal.text.SafeText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the values of a document's members. Nothing is converted: a number is no string, and a
 * string with a number in it is no number.
 */
final class Values {
  private static final String DURATION_CHARACTERS = "0123456789PDTHMS.";

  private Values() {}

  static String text(String member, LocatedValue value) {
    if (value instanceof Scalar scalar && scalar.value() instanceof String text) {
      return text;
    }
    throw expected(member, "is a string", value);
  }

  static BigInteger wholeNumber(String member, LocatedValue value) {
    if (value instanceof Scalar scalar && scalar.value() instanceof BigDecimal number) {
      // Only scale 0, as for the claims of a token: 74.0 and 1e3 are written in another way.
      if (number.scale() == 0) {
        return number.unscaledValue();
      }
    }
    throw expected(member, "is a whole number without quotes, fraction and exponent", value);
  }

  static long id(String member, LocatedValue value) {
    BigInteger number = wholeNumber(member, value);
    if (number.bitLength() >= Long.SIZE) {
      throw expected(member, "is a number of at most 64 bits", value);
    }
    return number.longValue();
  }

  /** Some members can only be true: what false would mean is said by leaving them out. */
  static void requireTrue(String member, LocatedValue value) {
    if (!(value instanceof Scalar scalar) || !Boolean.TRUE.equals(scalar.value())) {
      throw expected(member, "is true or left out", value);
    }
  }

  static Duration duration(String member, LocatedValue value) {
    String form = "is a duration such as \"PT30S\", \"PT5M\" or \"PT1H\" (ISO 8601)";
    if (!(value instanceof Scalar scalar) || !(scalar.value() instanceof String text)) {
      throw expected(member, form, value);
    }
    boolean plain = text.chars().allMatch(c -> DURATION_CHARACTERS.indexOf(c) >= 0);
    try {
      if (plain) {
        return Duration.parse(text);
      }
    } catch (DateTimeException notOne) {
      // Told below, in the same words as for a text of other characters.
    }
    throw expected(member, form, value);
  }

  /** The elements of an array that has some: an empty one would read as a condition and be none. */
  static List<LocatedValue> elements(String member, String kind, LocatedValue value) {
    if (!(value instanceof Elements array)) {
      throw expected(member, "is an array of " + kind, value);
    }
    if (array.elements().isEmpty()) {
      throw Mistake.at(value, quoted(member) + " has at least one element; this array is empty");
    }
    return array.elements();
  }

  static Set<String> distinctTexts(String member, LocatedValue value) {
    Set<String> texts = new LinkedHashSet<>();
    for (LocatedValue element : elements(member, "strings", value)) {
      String text = text("each element of " + quoted(member), element);
      if (!texts.add(text)) {
        throw Mistake.at(
            element, quoted(member) + " lists " + SafeText.quote(text) + " twice: remove one");
      }
    }
    return texts;
  }

  /** A scalar as a policy's literal: a String, Boolean or BigInteger. */
  static Object literal(String member, LocatedValue value) {
    if (value instanceof Scalar scalar) {
      if (scalar.value() instanceof String || scalar.value() instanceof Boolean) {
        return scalar.value();
      }
      if (scalar.value() instanceof BigDecimal) {
        return wholeNumber(member, value);
      }
    }
    String instead = value instanceof Elements ? "; for several values there is \"isOneOf\"" : "";
    throw Mistake.at(
        value,
        sentence(member)
            + " is a string, boolean or whole number; this is "
            + shown(value)
            + instead);
  }

  static Set<Object> distinctLiterals(String member, LocatedValue value) {
    Set<Object> literals = new LinkedHashSet<>();
    Set<Class<?>> types = new HashSet<>();
    for (LocatedValue element : elements(member, "values", value)) {
      Object literal = literal("each element of " + quoted(member), element);
      if (!literals.add(literal)) {
        throw Mistake.at(
            element, quoted(member) + " lists " + SafeText.quote(literal) + " twice: remove one");
      }
      types.add(literal.getClass());
      if (types.size() > 1) {
        throw Mistake.at(
            element,
            quoted(member)
                + " has values of one type; this is "
                + shown(element)
                + " behind others");
      }
    }
    return literals;
  }

  static Mistake expected(String member, String form, LocatedValue value) {
    return Mistake.at(value, sentence(member) + " " + form + "; this is " + shown(value));
  }

  /** What stands somewhere, for people. */
  static String shown(LocatedValue value) {
    if (!(value instanceof Scalar scalar)) {
      return value instanceof Elements ? "an array" : "an object";
    }
    if (scalar.value() instanceof String text) {
      return "the string " + SafeText.quote(text);
    }
    return scalar.value() instanceof Boolean || scalar.value() == JsonNull.NULL
        ? scalar.value().toString()
        : "the number " + SafeText.quote(scalar.value());
  }

  private static String sentence(String member) {
    return member.startsWith("each ") ? "E" + member.substring(1) : quoted(member);
  }

  static String quoted(String member) {
    return '"' + member + '"';
  }
}
