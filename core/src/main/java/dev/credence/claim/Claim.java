package dev.credence.claim;

import dev.credence.internal.json.JsonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A claim that a token may carry: where it stands and which JSON type it has.
 *
 * <p>Holding one says nothing about any token. It is the start of a sentence that a policy is made
 * of, such as {@code GitHubActions.REF.is("refs/heads/main")}, and the key to read a verified token
 * with the right type. Most programs use the constants of a provider's class and make their own
 * only for claims that are not listed there:
 *
 * <pre>{@code
 * static final StringClaim TEAM = Claim.string("team");
 * static final StringClaim NAMESPACE = Claim.string("kubernetes.io", "namespace");
 * }</pre>
 *
 * <p>A claim's place is a list of member names, each taken literally, so a name with a dot in it
 * needs no escape and can't be mistaken for a nested claim. The type matters: a value of another
 * JSON type meets no requirement made from this claim, be it negated or not (RFC 7519 §4 leaves
 * types to the issuer, so they belong to the policy).
 *
 * <p>Two claims are equal when their path and type are. Immutable and thread-safe.
 *
 * @param <T> the Java type of this claim's values
 */
public abstract sealed class Claim<T>
    permits StringClaim, BooleanClaim, IntegerClaim, StringListClaim {
  private final List<String> path;
  private final String name;
  private final ClaimType type;
  private final int hash;

  Claim(ClaimType type, List<String> path) {
    this.type = type;
    this.path = path;
    this.name = name(path);
    this.hash = 31 * path.hashCode() + type.hashCode();
  }

  private static String name(List<String> path) {
    if (path.size() == 1) {
      return PolicyText.member(path.get(0));
    }
    return path.stream().map(PolicyText::member).collect(Collectors.joining("."));
  }

  /**
   * Returns a claim whose value is a JSON string.
   *
   * @param name the claim's name, taken literally
   * @param nested the names that lead on from there, when the claim is a member of an object
   * @return the claim
   * @throws IllegalArgumentException if a name is empty, longer than 8192 characters, not in
   *     Unicode normalization form C, or holds a control or invisible character
   */
  public static StringClaim string(String name, String... nested) {
    return new StringClaim(pathOf(name, nested));
  }

  /**
   * Returns a claim whose value is a JSON boolean. The string {@code "true"} is none.
   *
   * @param name the claim's name, taken literally
   * @param nested the names that lead on from there, when the claim is a member of an object
   * @return the claim
   * @throws IllegalArgumentException if a name is one that {@link #string} refuses
   */
  public static BooleanClaim bool(String name, String... nested) {
    return new BooleanClaim(pathOf(name, nested));
  }

  /**
   * Returns a claim whose value is a JSON number without fraction or exponent, exact at any size.
   * The string {@code "42"} is none, nor are {@code 42.0} and {@code 1e3}.
   *
   * @param name the claim's name, taken literally
   * @param nested the names that lead on from there, when the claim is a member of an object
   * @return the claim
   * @throws IllegalArgumentException if a name is one that {@link #string} refuses
   */
  public static IntegerClaim integer(String name, String... nested) {
    return new IntegerClaim(pathOf(name, nested));
  }

  /**
   * Returns a claim whose value is a JSON array of strings. A lone string is none, nor is an array
   * that also holds something else.
   *
   * @param name the claim's name, taken literally
   * @param nested the names that lead on from there, when the claim is a member of an object
   * @return the claim
   * @throws IllegalArgumentException if a name is one that {@link #string} refuses
   */
  public static StringListClaim strings(String name, String... nested) {
    return new StringListClaim(pathOf(name, nested));
  }

  private static List<String> pathOf(String name, String... nested) {
    if (Objects.requireNonNull(nested, "nested").length == 0) {
      return List.of(PolicyText.requireClaimName(name, "name"));
    }
    List<String> path = new ArrayList<>();
    path.add(PolicyText.requireClaimName(name, "name"));
    for (String member : nested) {
      path.add(PolicyText.requireClaimName(member, "nested"));
    }
    return List.copyOf(path);
  }

  /**
   * Returns where the claim stands: the member names from the claims set inwards.
   *
   * @return at least one name, unmodifiable
   */
  public final List<String> path() {
    return path;
  }

  /**
   * Returns the path for people: names joined by dots, a name in quotes when it holds a dot or
   * anything but ASCII letters, digits, {@code _}, {@code -}, {@code /} and {@code :}.
   *
   * @return the display name, such as {@code ref} or {@code "kubernetes.io".namespace}
   */
  public final String name() {
    return name;
  }

  /**
   * Returns the JSON type that this claim's value must have.
   *
   * @return the type
   */
  public final ClaimType type() {
    return type;
  }

  /**
   * Returns the JSON type for people.
   *
   * @return {@code string}, {@code boolean}, {@code integer} or {@code array of strings}
   */
  public final String typeName() {
    return type.displayName();
  }

  /**
   * Returns a JSON value as this claim's Java type, without converting anything.
   *
   * @param jsonValue a JSON value, null included
   * @return the Java value; empty when the JSON value is null or of another type
   */
  public final Optional<T> valueOf(Object jsonValue) {
    return Optional.ofNullable(read(Objects.requireNonNull(jsonValue, "jsonValue")));
  }

  abstract @Nullable T read(Object jsonValue);

  /**
   * Returns this claim's JSON value in a claims set, whatever its type.
   *
   * <p>Empty means absent and nothing else. A JSON null is there and is given as such. When
   * something on the way in is there but is no object, nobody can say that the claim is absent, and
   * a null is given as well, so that {@link #isAbsent()} refuses it like every other requirement.
   *
   * @param claims the claims of a token
   * @return the value, or empty when the claim is absent
   */
  public final Optional<Object> in(Map<String, Object> claims) {
    Object value = Objects.requireNonNull(claims, "claims");
    for (String member : path) {
      if (!(value instanceof Map<?, ?> members)) {
        return Optional.of(JsonNull.NULL);
      }
      value = members.get(member);
      if (value == null) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  /**
   * Requires the claim to be there with a value of its type. An empty string or array is a value,
   * null is none.
   *
   * @return the requirement, {@code ref is present}
   */
  public final Requirement isPresent() {
    return require(new ClaimMatcher.Present(type));
  }

  /**
   * Requires the token not to carry the claim at all. Null and empty values are refused.
   *
   * @return the requirement, {@code ref is absent}
   */
  public final Requirement isAbsent() {
    return require(new ClaimMatcher.Absent(type));
  }

  final Requirement require(ClaimMatcher matcher) {
    return new ClaimRequirement(this, matcher);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Claim<?> that && type == that.type && path.equals(that.path));
  }

  @Override
  public final int hashCode() {
    return hash;
  }

  /** Returns the name and the type, such as {@code ref (string)}. */
  @Override
  public final String toString() {
    return name + " (" + typeName() + ")";
  }
}
