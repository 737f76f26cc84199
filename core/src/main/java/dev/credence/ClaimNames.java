package dev.credence;

import dev.credence.claim.Requirement;
import dev.credence.internal.text.ControlCharacters;
import dev.credence.internal.text.SafeText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The top-level claim names that a policy rests on. A token may not carry another name that folds
 * to one of them ({@code SUB}, or {@code ſub} with a long s): a reader that ignores case would see
 * other claims than this library does. Nor may the text claims a policy rests on hold control
 * characters.
 */
final class ClaimNames {
  private static final List<String> REGISTERED =
      List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

  /** Never modified; a {@code HashSet} since its lookup takes half the time of {@code Set.of}'s. */
  private final Set<String> used;

  private final Map<String, String> byFold;

  /** Whether each name is its own fold, so that no other name that is its own is like one. */
  private final boolean arePlain;

  private ClaimNames(Set<String> used) {
    this.used = new HashSet<>(used);
    Map<String, String> folds = new HashMap<>();
    used.forEach(name -> folds.put(fold(name), name));
    this.byFold = Map.copyOf(folds);
    this.arePlain = used.stream().allMatch(ClaimNames::isPlain);
  }

  static ClaimNames usedBy(List<Requirement> requirements) {
    Set<String> names = new HashSet<>(REGISTERED);
    for (Requirement requirement : requirements) {
      requirement.claimRequirements().forEach(one -> names.add(one.claim().path().get(0)));
    }
    return new ClaimNames(names);
  }

  <T> Outcome<T> check(Claims claims, T passed) {
    Map<String, Object> members = claims.members();
    for (String name : members.keySet()) {
      if (used.contains(name)) {
        Object value = Objects.requireNonNull(members.get(name));
        if (holdsControlCharacters(value)) {
          return refused(RejectionReason.CLAIM_INVALID, name, "has no control characters", value);
        }
        continue;
      }
      String meant = meantBy(name);
      if (meant != null) {
        return refused(RejectionReason.CLAIM_AMBIGUOUS, meant, "is the only name like it", name);
      }
    }
    return Outcome.passed(passed);
  }

  /** The name in use that another name folds to, or null. */
  private @Nullable String meantBy(String name) {
    if (isPlain(name)) {
      return arePlain ? null : byFold.get(name);
    }
    return byFold.get(fold(name));
  }

  private static <T> Outcome<T> refused(
      RejectionReason reason, String claim, String required, Object found) {
    return Outcome.refused(
        Stage.REGISTERED_CLAIMS, reason, new Mismatch(claim, required, SafeText.quote(found)));
  }

  /** Looks into arrays and objects: a requirement may be about any text within. */
  private static boolean holdsControlCharacters(Object value) {
    if (value instanceof List<?> elements) {
      return elements.stream().anyMatch(ClaimNames::holdsControlCharacters);
    }
    if (value instanceof Map<?, ?> members) {
      return members.values().stream().anyMatch(ClaimNames::holdsControlCharacters);
    }
    return value instanceof String text && ControlCharacters.anyIn(text);
  }

  /** Tells whether a name is its own fold, which nearly all are, without building the fold. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > 0x7f || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  /** Folds by code point, so that neither a locale nor a length-changing mapping plays a part. */
  static String fold(String name) {
    return name.codePoints()
        .map(Character::toUpperCase)
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
