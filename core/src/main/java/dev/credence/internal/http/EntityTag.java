package dev.credence.internal.http;

import org.jspecify.annotations.Nullable;

/** The version of a document by its server's word (RFC 9110 §8.8.3). */
public final class EntityTag {
  private static final int MAX_LENGTH = 256;

  private EntityTag() {}

  /**
   * The tag of a response, fit to be sent back as it is.
   *
   * @return null when there is none, or one that is malformed or longer than 256 characters
   */
  public static @Nullable String of(FetchResult response) {
    return response.headers().firstValue("ETag").filter(EntityTag::isValid).orElse(null);
  }

  private static boolean isValid(String tag) {
    String opaque = tag.startsWith("W/") ? tag.substring(2) : tag;
    return tag.length() <= MAX_LENGTH
        && opaque.length() >= 2
        && opaque.startsWith("\"")
        && opaque.endsWith("\"")
        && opaque.substring(1, opaque.length() - 1).chars().allMatch(EntityTag::isTagCharacter);
  }

  private static boolean isTagCharacter(int c) {
    return c > ' ' && c < 0x7f && c != '"';
  }
}
