package dev.credence.internal.json;

/**
 * How much of a JSON text {@link StrictJson} is willing to read.
 *
 * <p>Reaching a limit is fine, passing it refuses the text. Lengths are in UTF-16 units; those of
 * strings and names are counted after their escapes have been resolved. Immutable.
 *
 * @param maxLength the longest text, in characters; at most 16 777 216
 * @param maxDepth the deepest nesting of objects and arrays, the outermost object being level 1; at
 *     most 64, so that no thread's stack is too small
 * @param maxMembers the most members, in all objects together
 * @param maxNumberLength the longest number in characters, and the most digits that it may have
 *     when it is written out without an exponent; at most 1 000
 * @param maxStringLength the longest string or member name, in characters
 * @param maxArrayLength the most elements of any one array
 */
public record JsonLimits(
    int maxLength,
    int maxDepth,
    int maxMembers,
    int maxNumberLength,
    int maxStringLength,
    int maxArrayLength) {

  /** For the header of a token: small and flat. */
  public static final JsonLimits TOKEN_HEADER = new JsonLimits(4_096, 4, 64, 20, 4_096, 64);

  /** For the claims of a token. */
  public static final JsonLimits TOKEN_CLAIMS = new JsonLimits(65_536, 8, 256, 20, 8_192, 256);

  /** For a JWK set, certificate chains included. */
  public static final JsonLimits KEY_SET = new JsonLimits(131_072, 8, 4_096, 20, 16_384, 256);

  /** For an OpenID Connect discovery document. */
  public static final JsonLimits DISCOVERY = new JsonLimits(65_536, 8, 512, 20, 8_192, 1_024);

  /** For what a token endpoint answers. */
  public static final JsonLimits TOKEN_ANSWER = new JsonLimits(65_536, 8, 256, 20, 65_536, 256);

  static final int MOST_CHARACTERS = 1 << 24;
  static final int MOST_LEVELS = 64;
  static final int MOST_DIGITS = 1_000;

  /**
   * Checks each limit against its ceiling.
   *
   * @param maxLength the longest text
   * @param maxDepth the deepest nesting
   * @param maxMembers the most members
   * @param maxNumberLength the longest number
   * @param maxStringLength the longest string or name
   * @param maxArrayLength the most elements of an array
   * @throws IllegalArgumentException if a limit is less than one or above its own ceiling
   */
  public JsonLimits {
    requireWithin(MOST_CHARACTERS, maxLength, "maxLength");
    requireWithin(MOST_LEVELS, maxDepth, "maxDepth");
    requireWithin(Integer.MAX_VALUE, maxMembers, "maxMembers");
    requireWithin(MOST_DIGITS, maxNumberLength, "maxNumberLength");
    requireWithin(Integer.MAX_VALUE, maxStringLength, "maxStringLength");
    requireWithin(Integer.MAX_VALUE, maxArrayLength, "maxArrayLength");
  }

  private static void requireWithin(int ceiling, int limit, String name) {
    if (limit < 1 || limit > ceiling) {
      throw new IllegalArgumentException(
          name + " must be between 1 and " + ceiling + ", but is " + limit);
    }
  }
}
