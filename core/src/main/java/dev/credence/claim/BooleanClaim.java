package dev.credence.claim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim whose value is a JSON boolean.
 *
 * <p>The strings {@code "true"} and {@code "false"} are not booleans; an issuer that sends those
 * has a {@link StringClaim}. Immutable and thread-safe.
 */
public final class BooleanClaim extends Claim<Boolean> {
  BooleanClaim(List<String> path) {
    super(ClaimType.BOOLEAN, path);
  }

  @Override
  @Nullable Boolean read(Object jsonValue) {
    return (Boolean) ClaimType.BOOLEAN.read(jsonValue);
  }

  /**
   * Requires this boolean. An absent claim is neither.
   *
   * @param value the boolean to accept
   * @return the requirement, {@code protected is true}
   */
  public Requirement is(boolean value) {
    return require(new ClaimMatcher.Literal(value));
  }

  /**
   * Requires {@code true}.
   *
   * @return the requirement, {@code protected is true}
   */
  public Requirement isTrue() {
    return is(true);
  }

  /**
   * Requires {@code false}. An absent claim is not false.
   *
   * @return the requirement, {@code protected is false}
   */
  public Requirement isFalse() {
    return is(false);
  }
}
