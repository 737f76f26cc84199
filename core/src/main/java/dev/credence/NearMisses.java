package dev.credence;

import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Glob;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognises the usual mistakes behind a mismatch. It never decides anything. */
final class NearMisses {
  private static final String BRANCHES = "refs/heads/";

  private NearMisses() {}

  /** What is nearly right about a claim, and what to change where that can be told. */
  record Near(NearMiss miss, @Nullable ProposedChange change) {}

  /** What is nearly right about a claim that does not meet a requirement, or null. */
  static @Nullable Near of(ClaimRequirement requirement, @Nullable Object found) {
    if (found == null) {
      boolean environment = requirement.claim().name().equals("environment");
      return environment && !requirement.matcher().matchesAbsence()
          ? new Near(NearMiss.NO_ENVIRONMENT, SafeChanges.declaringEnvironment(requirement))
          : null;
    }
    if (requirement.matcher() instanceof ClaimMatcher.Matches pattern) {
      return found instanceof String text ? ofPattern(requirement, pattern.pattern(), text) : null;
    }
    for (Object literal : LiteralIndex.literals(requirement)) {
      Near near = ofLiteral(requirement, literal, found);
      if (near != null) {
        return near;
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

  /** What is nearly right about an issuer that is none of those known, or null. */
  static @Nullable NearMiss ofIssuer(Collection<String> known, @Nullable Object named) {
    NearMiss misspelt =
        known.stream()
            .map(identifier -> ofText(identifier, named))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    String host = named instanceof String text ? host(text) : "";
    if (misspelt != null || host.isEmpty()) {
      return misspelt;
    }
    return known.stream().anyMatch(identifier -> host(identifier).equals(host))
        ? NearMiss.OTHER_TENANT
        : NearMiss.OTHER_PROVIDER;
  }

  private static String host(String issuer) {
    String scheme = "https://";
    int end = issuer.indexOf('/', scheme.length());
    return issuer.startsWith(scheme)
        ? issuer.substring(scheme.length(), end < 0 ? issuer.length() : end)
        : "";
  }

  private static @Nullable Near ofLiteral(
      ClaimRequirement requirement, Object literal, Object found) {
    if (!(literal instanceof String required)) {
      return found instanceof String text && text.equals(literal.toString())
          ? new Near(NearMiss.STRING_FOUND, SafeChanges.asString(requirement, text))
          : null;
    }
    if (!(found instanceof String text)) {
      return required.equals(plain(found))
          ? new Near(NearMiss.STRING_REQUIRED, SafeChanges.asPlain(requirement, found))
          : null;
    }
    NearMiss miss = ofText(required, text);
    if (miss != null) {
      return new Near(miss, SafeChanges.asFound(requirement, required, text));
    }
    if (areOneBranch(required, text)) {
      return new Near(
          NearMiss.SHORT_BRANCH_NAME, SafeChanges.asBranch(requirement, required, text));
    }
    if (isMatchedBy(required, text)) {
      return new Near(
          NearMiss.WILDCARD_IN_EXACT_VALUE, SafeChanges.asPattern(requirement, required));
    }
    NearMiss ids = ofSubjects(required, text);
    return ids == null ? null : new Near(ids, SafeChanges.idsInsteadOf(requirement));
  }

  private static boolean areOneBranch(String required, String found) {
    return found.equals(BRANCHES + required) || required.equals(BRANCHES + found);
  }

  private static @Nullable NearMiss ofSubjects(String required, String found) {
    if (required.equals(SubjectIds.withoutIds(found))) {
      return NearMiss.IDS_IN_SUBJECT;
    }
    return found.equals(SubjectIds.withoutIds(required)) ? NearMiss.NO_IDS_IN_SUBJECT : null;
  }

  private static @Nullable Near ofPattern(
      ClaimRequirement requirement, String pattern, String found) {
    if (isMatchedBy(ClaimNames.fold(pattern), ClaimNames.fold(found))) {
      return new Near(NearMiss.CASE, null);
    }
    if (isMatchedBy(BRANCHES + pattern, found) || isShortOf(pattern, found)) {
      return new Near(
          NearMiss.SHORT_BRANCH_NAME, SafeChanges.asBranchPattern(requirement, pattern, found));
    }
    if (isMatchedBy(pattern, SubjectIds.withoutIds(found))) {
      return new Near(NearMiss.IDS_IN_SUBJECT, SafeChanges.idsInsteadOf(requirement));
    }
    if (isMatchedBy(SubjectIds.withoutIds(pattern), found)) {
      return new Near(NearMiss.NO_IDS_IN_SUBJECT, SafeChanges.idsInsteadOf(requirement));
    }
    String wider = overSlashes(pattern, found);
    return wider == null
        ? null
        : new Near(
            NearMiss.ASTERISK_STOPS_AT_SLASH,
            SafeChanges.asWiderPattern(requirement, pattern, wider));
  }

  private static boolean isShortOf(String pattern, String found) {
    return pattern.startsWith(BRANCHES) && isMatchedBy(pattern, BRANCHES + found);
  }

  /** The pattern with as few of its single asterisks doubled as it takes, or null. */
  private static @Nullable String overSlashes(String pattern, String found) {
    return Stream.concat(
            singleAsterisks(pattern)
                .mapToObj(at -> pattern.substring(0, at) + '*' + pattern.substring(at)),
            Stream.of(pattern.replace("**", "*").replace("*", "**")))
        .filter(wider -> isMatchedBy(wider, found))
        .findFirst()
        .orElse(null);
  }

  private static IntStream singleAsterisks(String pattern) {
    return IntStream.range(0, pattern.length())
        .filter(at ->
            pattern.charAt(at) == '*'
                && (at == 0 || pattern.charAt(at - 1) != '*')
                && !pattern.startsWith("*", at + 1));
  }

  private static boolean isMatchedBy(String pattern, String text) {
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      return false; // no glob: making one would only throw
    }
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
}
