package dev.credence.document;

import dev.credence.claim.Claim;
import dev.credence.claim.ClaimType;
import dev.credence.claim.Glob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the policies of one document have in common, each made and kept once: a large document
 * writes the same few claims, globs and audiences in thousands of policies. Not thread-safe.
 */
final class SharedParts {
  private final Map<ClaimType, Map<List<String>, Claim<?>>> claims = new HashMap<>();
  private final Map<String, Glob> globs = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  /** The claim at a path; throws {@link IllegalArgumentException} for names that are none. */
  Claim<?> claim(ClaimType type, List<String> path) {
    Map<List<String>, Claim<?>> ofType = claims.computeIfAbsent(type, t -> new HashMap<>());
    Claim<?> claim = ofType.get(path);
    if (claim == null) {
      claim = make(type, path);
      ofType.put(path, claim);
    }
    return claim;
  }

  private static Claim<?> make(ClaimType type, List<String> path) {
    String name = path.get(0);
    String[] nested = path.subList(1, path.size()).toArray(new String[0]);
    return switch (type) {
      case STRING -> Claim.string(name, nested);
      case BOOLEAN -> Claim.bool(name, nested);
      case INTEGER -> Claim.integer(name, nested);
      case STRING_LIST -> Claim.strings(name, nested);
    };
  }

  /** The glob of a pattern; throws {@link IllegalArgumentException} for one that is none. */
  Glob glob(String pattern) {
    Glob glob = globs.get(pattern);
    if (glob == null) {
      glob = Glob.of(pattern);
      globs.put(pattern, glob);
    }
    return glob;
  }

  String text(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
