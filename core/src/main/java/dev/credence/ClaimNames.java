package dev.credence;

import dev.credence.claim.ClaimRequirement;
import dev.credence.internal.json.StrictJson;
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

  /** The names in use that aren't their own folds, which hardly any policy has. */
  private final Map<String, String> byFold;

  private ClaimNames(Set<String> used, Map<String, String> byFold) {
    this.used = used;
    this.byFold = byFold;
  }

  static ClaimNames usedBy(List<ClaimRequirement> requirements) {
    Set<String> names = new HashSet<>(REGISTERED);
    Map<String, String> byFold = new HashMap<>(0);
    for (ClaimRequirement requirement : requirements) {
      String name = requirement.claim().path().get(0);
      if (names.add(name) && !isPlain(name)) {
        byFold.put(fold(name), name);
      }
    }
    return new ClaimNames(names, byFold.isEmpty() ? Map.of() : byFold);
  }

  /** The names that decide. */
  Set<String> used() {
    return used;
  }

  <T> Outcome<T> check(Claims claims, T passed) {
    Map<String, Object> members = claims.members();
    if (byFold.isEmpty() && StrictJson.areKnownPlain(members)) {
      // Every name is its own fold, and no text has control characters.
      return Outcome.passed(passed);
    }
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
      return byFold.isEmpty() ? null : byFold.get(name);
    }
    String fold = fold(name);
    return used.contains(fold) ? fold : byFold.get(fold);
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
