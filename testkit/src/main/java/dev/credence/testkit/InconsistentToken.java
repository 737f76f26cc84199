package dev.credence.testkit;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token that no CI would issue, about to be signed with a fake CI's key: for testing what a
 * policy does about it. Not thread-safe.
 *
 * {@snippet class="snippets.TestkitSnippetsTest" region="inconsistent"}
 */
public final class InconsistentToken {
  private final SigningKey key;
  private final Map<String, Object> header;
  private final Map<String, Object> claims;

  InconsistentToken(SigningKey key, Map<String, Object> header, Map<String, Object> claims) {
    this.key = key;
    this.header = header;
    this.claims = claims;
  }

  /**
   * Sets a claim.
   *
   * @param name the claim
   * @param value a String, Boolean, Number, List, Map or null
   * @return this token
   */
  public InconsistentToken claim(String name, @Nullable Object value) {
    claims.put(Objects.requireNonNull(name, "name"), value);
    return this;
  }

  /**
   * Leaves a claim out.
   *
   * @param name the claim
   * @return this token
   * @throws IllegalArgumentException if the token has no such claim, so that a test can't leave out
   *     nothing by a misspelt name
   */
  public InconsistentToken without(String name) {
    if (!claims.containsKey(name)) {
      throw new IllegalArgumentException(
          "The token has no claim \"" + name + "\" to leave out; it has " + claims.keySet());
    }
    claims.remove(name);
    return this;
  }

  /**
   * Sets a member of the header. The signature stays that of the issuer's key, whatever it says.
   *
   * @param name the member
   * @param value a String, Boolean, Number, List, Map or null
   * @return this token
   */
  public InconsistentToken header(String name, @Nullable Object value) {
    header.put(Objects.requireNonNull(name, "name"), value);
    return this;
  }

  /**
   * Signs the token.
   *
   * @return the token in compact serialization
   */
  public String sign() {
    return key.sign(header, claims);
  }
}
