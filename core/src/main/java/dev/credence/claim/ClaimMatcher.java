package dev.credence.claim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one claim must be, as data: a closed set of kinds that can be told apart, compared, rendered
 * and written down.
 *
 * <p>Most programs never name a matcher; they write {@code REF.is("refs/heads/main")} on a {@link
 * Claim} and get a {@link Requirement}. Code that inspects policies finds here everything that can
 * stand in one. A further kind is a new major version, for code that must handle them all.
 *
 * <p>A matcher decides on one value, of one JSON type. A value of another type, null included,
 * never matches, not even a negated matcher. Immutable and thread-safe.
 */
public sealed interface ClaimMatcher {

  /**
   * Returns the JSON type of the values that this matcher can match.
   *
   * @return the type; the same as that of the claim it stands with
   */
  ClaimType type();

  /**
   * Tells whether a value that is there matches. Never throws.
   *
   * @param jsonValue a JSON value, null included
   * @return true when the value is of this matcher's type and is what the matcher asks for
   */
  boolean matches(Object jsonValue);

  /**
   * Tells whether the claim's absence matches.
   *
   * @return true for {@link Absent} only
   */
  default boolean matchesAbsence() {
    return false;
  }

  /**
   * Returns this matcher in the words it was written in, with every value whole.
   *
   * @return a phrase to follow a claim's name, such as {@code is "refs/heads/main"}
   */
  String describe();

  /**
   * Exactly one value.
   *
   * @param value a {@link String}, {@link Boolean} or {@link BigInteger}
   */
  record Literal(Object value) implements ClaimMatcher {
    /**
     * Checks the value.
     *
     * @param value the value
     * @throws IllegalArgumentException if it is of another type, or a string that {@link
     *     StringClaim} refuses as a literal
     */
    public Literal {
      Literals.requireLiteral(value, "value");
    }

    /**
     * Returns the only value that matches.
     *
     * @return a set of one, of the same kind as {@link OneOf#literals()}
     */
    public Set<Object> literals() {
      return Set.of(value);
    }

    @Override
    public ClaimType type() {
      return Literals.typeOf(value);
    }

    @Override
    public boolean matches(Object jsonValue) {
      return value.equals(type().read(jsonValue));
    }

    @Override
    public String describe() {
      return "is " + Literals.render(value);
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  /**
   * Exactly one out of several values of one type. The order they are written in is kept for
   * rendering and is no part of equality.
   *
   * @param literals the values, each a {@link String}, {@link Boolean} or {@link BigInteger};
   *     unmodifiable
   */
  record OneOf(Set<Object> literals) implements ClaimMatcher {
    /**
     * Copies and checks the values.
     *
     * @param literals the values, at least one, of one type
     * @throws IllegalArgumentException if there is none, if they differ in type, or if one is a
     *     value that {@link Literal} refuses
     */
    public OneOf {
      literals = Literals.requireOneType(Objects.requireNonNull(literals, "literals"), "literals");
    }

    static OneOf of(Collection<?> values) {
      return new OneOf(
          Literals.requireDistinct(Objects.requireNonNull(values, "values"), "values"));
    }

    static OneOf of(String first, String... more) {
      List<Object> values = new ArrayList<>();
      values.add(Objects.requireNonNull(first, "first"));
      for (String value : Objects.requireNonNull(more, "more")) {
        values.add(Objects.requireNonNull(value, "more"));
      }
      return of(values);
    }

    @Override
    public ClaimType type() {
      return Literals.typeOf(literals.iterator().next());
    }

    @Override
    public boolean matches(Object jsonValue) {
      return literals.contains(type().read(jsonValue));
    }

    @Override
    public String describe() {
      return "is one of " + Literals.render(literals);
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  /**
   * A string that matches a glob as a whole.
   *
   * @param glob the compiled pattern
   */
  record Matches(Glob glob) implements ClaimMatcher {
    /**
     * Checks that there is a glob.
     *
     * @param glob the compiled pattern
     */
    public Matches {
      Objects.requireNonNull(glob, "glob");
    }

    /**
     * Returns the pattern as it was written.
     *
     * @return the pattern, such as {@code refs/heads/release-*}
     */
    public String pattern() {
      return glob.pattern();
    }

    @Override
    public ClaimType type() {
      return ClaimType.STRING;
    }

    @Override
    public boolean matches(Object jsonValue) {
      return jsonValue instanceof String string && glob.matches(string);
    }

    @Override
    public String describe() {
      return "matches " + PolicyText.quoted(pattern());
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  /**
   * A value that is there, has the right type, and is not what another matcher accepts.
   *
   * @param refused the values to refuse: a {@link Literal} or a {@link OneOf}
   */
  record Not(ClaimMatcher refused) implements ClaimMatcher {
    /**
     * Checks what is negated.
     *
     * @param refused the values to refuse
     * @throws IllegalArgumentException if it is anything but a {@link Literal} or a {@link OneOf}
     */
    public Not {
      Objects.requireNonNull(refused, "refused");
      if (!(refused instanceof Literal) && !(refused instanceof OneOf)) {
        throw new IllegalArgumentException(
            "Only \"is\" and \"is one of\" can be negated, not: " + refused.describe());
      }
    }

    @Override
    public ClaimType type() {
      return refused.type();
    }

    @Override
    public boolean matches(Object jsonValue) {
      return type().read(jsonValue) != null && !refused.matches(jsonValue);
    }

    @Override
    public String describe() {
      return refused instanceof OneOf several
          ? "is none of " + Literals.render(several.literals())
          : "is not " + Literals.render(((Literal) refused).value());
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  /**
   * Any value of the type; null is none.
   *
   * @param type the type that the value must have
   */
  record Present(ClaimType type) implements ClaimMatcher {
    /**
     * Checks that there is a type.
     *
     * @param type the type that the value must have
     */
    public Present {
      Objects.requireNonNull(type, "type");
    }

    @Override
    public boolean matches(Object jsonValue) {
      return type.read(jsonValue) != null;
    }

    @Override
    public String describe() {
      return "is present";
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  /**
   * No value at all: matches the claim's absence, and nothing that is there.
   *
   * @param type the type of the claim that must be absent
   */
  record Absent(ClaimType type) implements ClaimMatcher {
    /**
     * Checks that there is a type.
     *
     * @param type the type of the claim
     */
    public Absent {
      Objects.requireNonNull(type, "type");
    }

    @Override
    public boolean matches(Object jsonValue) {
      return false;
    }

    @Override
    public boolean matchesAbsence() {
      return true;
    }

    @Override
    public String describe() {
      return "is absent";
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  /**
   * An array of strings with at least one element that another matcher accepts.
   *
   * @param element what the element must be: a {@link Literal} string or a {@link Matches}
   */
  record Contains(ClaimMatcher element) implements ClaimMatcher {
    /**
     * Checks what the element must be.
     *
     * @param element what an element must be
     * @throws IllegalArgumentException if it is anything but a {@link Literal} string or a {@link
     *     Matches}
     */
    public Contains {
      Objects.requireNonNull(element, "element");
      boolean literalString = element instanceof Literal && element.type() == ClaimType.STRING;
      if (!literalString && !(element instanceof Matches)) {
        throw new IllegalArgumentException(
            "An element can be required to be a string or to match a glob, not: "
                + element.describe());
      }
    }

    @Override
    public ClaimType type() {
      return ClaimType.STRING_LIST;
    }

    @Override
    public boolean matches(Object jsonValue) {
      return type().read(jsonValue) instanceof List<?> strings
          && strings.stream().anyMatch(element::matches);
    }

    @Override
    public String describe() {
      return element instanceof Matches glob
          ? "contains matching " + PolicyText.quoted(glob.pattern())
          : "contains " + Literals.render(((Literal) element).value());
    }

    @Override
    public String toString() {
      return describe();
    }
  }
}
