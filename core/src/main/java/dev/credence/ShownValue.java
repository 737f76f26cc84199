package dev.credence;

import dev.credence.claim.ClaimMatcher;
import dev.credence.internal.text.SafeText;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Shows what a token says so that its first difference from what is required is to be seen. */
final class ShownValue {
  private ShownValue() {}

  static String of(ClaimMatcher matcher, @Nullable Object found) {
    if (matcher instanceof ClaimMatcher.Matches pattern && found instanceof String text) {
      return SafeText.quote(text, pattern.glob().matchingLength(text));
    }
    if (matcher instanceof ClaimMatcher.Literal literal) {
      return of(literal.literals(), found);
    }
    return matcher instanceof ClaimMatcher.OneOf several
        ? of(several.literals(), found)
        : shown(found);
  }

  /** A value that is none of those required. */
  static String of(Collection<?> required, @Nullable Object found) {
    if (!(found instanceof String text)) {
      return shown(found);
    }
    int same = 0;
    for (Object one : required) {
      same = Math.max(same, one instanceof String literal ? sameLength(literal, text) : 0);
    }
    return SafeText.quote(text, same);
  }

  private static int sameLength(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  private static String shown(@Nullable Object found) {
    return found == null ? Mismatch.ABSENT : SafeText.quote(found);
  }
}
