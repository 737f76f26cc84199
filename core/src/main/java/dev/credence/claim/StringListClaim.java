package dev.credence.claim;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A claim whose value is a JSON array of strings.
 *
 * <p>A lone string is not such an array, nor is an array that also holds a number or a null: both
 * are values of another type and meet no requirement. An empty array is a value; it is present and
 * contains nothing. Immutable and thread-safe.
 */
public final class StringListClaim extends Claim<List<String>> {
  StringListClaim(List<String> path) {
    super(ClaimType.STRING_LIST, path);
  }

  @Override
  @SuppressWarnings("unchecked")
  @Nullable List<String> read(Object jsonValue) {
    return (List<String>) ClaimType.STRING_LIST.read(jsonValue);
  }

  /**
   * Requires this string to be one of the array's elements, whatever the others are. To require
   * several, require each of them.
   *
   * @param element the element that must be there
   * @return the requirement, {@code context-ids contains "b3a1"}
   * @throws IllegalArgumentException if the element is one that a {@linkplain StringClaim literal}
   *     can't be
   */
  public Requirement contains(String element) {
    Objects.requireNonNull(element, "element");
    return require(new ClaimMatcher.Contains(new ClaimMatcher.Literal(element)));
  }

  /**
   * Requires at least one of the array's elements to match a {@link Glob} as a whole.
   *
   * @param glob the pattern, such as {@code team-*}
   * @return the requirement, {@code groups contains matching "team-*"}
   * @throws IllegalArgumentException if the pattern is one that {@link Glob#of} refuses
   */
  public Requirement containsMatching(String glob) {
    Objects.requireNonNull(glob, "glob");
    return require(new ClaimMatcher.Contains(new ClaimMatcher.Matches(Glob.of(glob))));
  }
}
