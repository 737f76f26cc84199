package dev.credence;

import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Glob;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Recognises the usual mistakes behind a mismatch. It never decides anything. */
final class NearMisses {
  private NearMisses() {}

  /** What is nearly right about a claim that does not meet a requirement, or null. */
  static @Nullable NearMiss of(ClaimRequirement requirement, @Nullable Object found) {
    if (found == null) {
      boolean environment = requirement.claim().name().equals("environment");
      return environment && !requirement.matcher().matchesAbsence()
          ? NearMiss.NO_ENVIRONMENT
          : null;
    }
    if (requirement.matcher() instanceof ClaimMatcher.Matches pattern) {
      return ofPattern(pattern.pattern(), found);
    }
    for (Object literal : LiteralIndex.literals(requirement)) {
      NearMiss miss = ofLiteral(literal, found);
      if (miss != null) {
        return miss;
      }
    }
    return null;
  }

  /** What is nearly right about a text that should be exactly another, or null. */
  static @Nullable NearMiss ofText(String required, @Nullable Object found) {
    if (!(found instanceof String text)) {
      return null;
    }
    if (ClaimNames.fold(required).equals(ClaimNames.fold(text))) {
      return NearMiss.CASE;
    }
    return withoutSlash(required).equals(withoutSlash(text)) ? NearMiss.TRAILING_SLASH : null;
  }

  private static @Nullable NearMiss ofLiteral(Object literal, Object found) {
    if (!(literal instanceof String required)) {
      return found instanceof String text && text.equals(literal.toString())
          ? NearMiss.STRING_FOUND
          : null;
    }
    if (!(found instanceof String text)) {
      return required.equals(plain(found)) ? NearMiss.STRING_REQUIRED : null;
    }
    NearMiss miss = ofText(required, text);
    if (miss != null) {
      return miss;
    }
    if (isMatchedBy(required, text)) {
      return NearMiss.WILDCARD_IN_EXACT_VALUE;
    }
    return required.equals(withoutIds(text)) ? NearMiss.IDS_IN_SUBJECT : null;
  }

  private static @Nullable NearMiss ofPattern(String pattern, Object found) {
    if (!(found instanceof String text)) {
      return null;
    }
    if (isMatchedBy(ClaimNames.fold(pattern), ClaimNames.fold(text))) {
      return NearMiss.CASE;
    }
    if (isMatchedBy(pattern, withoutIds(text))) {
      return NearMiss.IDS_IN_SUBJECT;
    }
    return isMatchedBy(pattern.replace("**", "*").replace("*", "**"), text)
        ? NearMiss.ASTERISK_STOPS_AT_SLASH
        : null;
  }

  private static boolean isMatchedBy(String pattern, String text) {
    try {
      return Glob.of(pattern).matches(text);
    } catch (IllegalArgumentException noPattern) {
      return false;
    }
  }

  private static String plain(Object found) {
    return found instanceof Boolean || (found instanceof BigDecimal number && number.scale() == 0)
        ? found.toString()
        : "";
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Takes {@code @} and the digits behind it out of the repository part of a subject. */
  private static String withoutIds(String subject) {
    int end = subject.indexOf(':', "repo:".length());
    if (!subject.startsWith("repo:") || end < 0) {
      return subject;
    }
    StringBuilder names = new StringBuilder();
    int at = 0;
    while (at < end) {
      char c = subject.charAt(at);
      if (c == '@') {
        at++;
        while (at < end && Character.isDigit(subject.charAt(at))) {
          at++;
        }
      } else {
        names.append(c);
        at++;
      }
    }
    return names.append(subject, end, subject.length()).toString();
  }
}
