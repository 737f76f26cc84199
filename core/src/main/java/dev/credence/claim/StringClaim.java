package dev.credence.claim;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A claim whose value is a JSON string.
 *
 * <p>Strings are compared whole, case-sensitively and code point by code point (RFC 7519 §7.3 and
 * §2, StringOrURI). A literal may be empty; it may not be longer than 8192 characters, hold a
 * control or invisible character or a lone surrogate, or be written in anything but Unicode
 * normalization form C. Immutable and thread-safe.
 */
public final class StringClaim extends Claim<String> {
  StringClaim(List<String> path) {
    super(ClaimType.STRING, path);
  }

  @Override
  @Nullable String read(Object jsonValue) {
    return (String) ClaimType.STRING.read(jsonValue);
  }

  /**
   * Requires exactly this string. Wildcards have no meaning here.
   *
   * @param value the only string to accept; may be empty
   * @return the requirement, {@code ref is "refs/heads/main"}
   * @throws IllegalArgumentException if the value is one that a literal can't be
   */
  public Requirement is(String value) {
    return require(literal(value));
  }

  /**
   * Requires the claim to be there as a string, and to be another one than this. An absent claim
   * and a value of another type are refused.
   *
   * @param value the string to refuse; may be empty
   * @return the requirement, {@code event_name is not "pull_request"}
   * @throws IllegalArgumentException if the value is one that a literal can't be
   */
  public Requirement isNot(String value) {
    return require(new ClaimMatcher.Not(literal(value)));
  }

  /**
   * Requires exactly one of these strings.
   *
   * @param first a string to accept
   * @param more other strings to accept
   * @return the requirement, {@code ref is one of "a", "b"}
   * @throws IllegalArgumentException if a value is given twice, or is one that a literal can't be
   */
  public Requirement isOneOf(String first, String... more) {
    return require(ClaimMatcher.OneOf.of(first, more));
  }

  /**
   * Requires exactly one of these strings.
   *
   * @param values the strings to accept, at least one
   * @return the requirement, {@code ref is one of "a", "b"}
   * @throws IllegalArgumentException if there is none, a value is given twice, or is one that a
   *     literal can't be
   */
  public Requirement isOneOf(Collection<String> values) {
    return require(ClaimMatcher.OneOf.of(values));
  }

  /**
   * Requires the claim to be there as a string, and to be none of these. An absent claim and a
   * value of another type are refused.
   *
   * @param first a string to refuse
   * @param more other strings to refuse
   * @return the requirement, {@code event_name is none of "a", "b"}
   * @throws IllegalArgumentException if a value is given twice, or is one that a literal can't be
   */
  public Requirement isNoneOf(String first, String... more) {
    return require(new ClaimMatcher.Not(ClaimMatcher.OneOf.of(first, more)));
  }

  /**
   * Requires the whole string to match a {@link Glob}.
   *
   * <p>There is no negated form: {@code *} stops at {@code /} and {@code :}, which makes a glob
   * strict about what it accepts and would make its negation lax about what it refuses.
   *
   * @param glob the pattern, such as {@code refs/heads/release-*}
   * @return the requirement, {@code ref matches "refs/heads/release-*"}
   * @throws IllegalArgumentException if the pattern is one that {@link Glob#of} refuses
   */
  public Requirement matches(String glob) {
    return require(new ClaimMatcher.Matches(Glob.of(Objects.requireNonNull(glob, "glob"))));
  }

  private static ClaimMatcher.Literal literal(String value) {
    return new ClaimMatcher.Literal(Objects.requireNonNull(value, "value"));
  }
}
