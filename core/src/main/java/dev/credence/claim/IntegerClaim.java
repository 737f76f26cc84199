package dev.credence.claim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A claim whose value is a JSON number without fraction or exponent.
 *
 * <p>Numbers are exact at any size, so ids beyond 2<sup>53</sup> that a floating-point parser would
 * make equal stay different. {@code "42"} is a string, and {@code 42.0} and {@code 1e3} are no
 * integers. Immutable and thread-safe.
 */
public final class IntegerClaim extends Claim<BigInteger> {
  IntegerClaim(List<String> path) {
    super(ClaimType.INTEGER, path);
  }

  @Override
  @Nullable BigInteger read(Object jsonValue) {
    return (BigInteger) ClaimType.INTEGER.read(jsonValue);
  }

  /**
   * Requires exactly this number.
   *
   * @param value the only number to accept
   * @return the requirement, {@code project_id is 74}
   */
  public Requirement is(long value) {
    return is(BigInteger.valueOf(value));
  }

  /**
   * Requires exactly this number.
   *
   * @param value the only number to accept
   * @return the requirement, {@code project_id is 74}
   */
  public Requirement is(BigInteger value) {
    return require(literal(value));
  }

  /**
   * Requires the claim to be there as an integer, and to be another one than this. An absent claim
   * and a value of another type are refused.
   *
   * @param value the number to refuse
   * @return the requirement, {@code project_id is not 74}
   */
  public Requirement isNot(long value) {
    return isNot(BigInteger.valueOf(value));
  }

  /**
   * Requires the claim to be there as an integer, and to be another one than this. An absent claim
   * and a value of another type are refused.
   *
   * @param value the number to refuse
   * @return the requirement, {@code project_id is not 74}
   */
  public Requirement isNot(BigInteger value) {
    return require(new ClaimMatcher.Not(literal(value)));
  }

  /**
   * Requires exactly one of these numbers.
   *
   * @param first a number to accept
   * @param more other numbers to accept
   * @return the requirement, {@code project_id is one of 74, 75}
   * @throws IllegalArgumentException if a number is given twice
   */
  public Requirement isOneOf(long first, long... more) {
    List<BigInteger> values = new ArrayList<>();
    values.add(BigInteger.valueOf(first));
    for (long value : Objects.requireNonNull(more, "more")) {
      values.add(BigInteger.valueOf(value));
    }
    return isOneOf(values);
  }

  /**
   * Requires exactly one of these numbers.
   *
   * @param values the numbers to accept, at least one
   * @return the requirement, {@code project_id is one of 74, 75}
   * @throws IllegalArgumentException if there is none, or a number is given twice
   */
  public Requirement isOneOf(Collection<BigInteger> values) {
    return require(ClaimMatcher.OneOf.of(values));
  }

  private static ClaimMatcher.Literal literal(BigInteger value) {
    return new ClaimMatcher.Literal(Objects.requireNonNull(value, "value"));
  }
}
