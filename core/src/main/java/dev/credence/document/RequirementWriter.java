package dev.credence.document;

import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.Claim;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimMatcher.Absent;
import dev.credence.claim.ClaimMatcher.Contains;
import dev.credence.claim.ClaimMatcher.Literal;
import dev.credence.claim.ClaimMatcher.Matches;
import dev.credence.claim.ClaimMatcher.Not;
import dev.credence.claim.ClaimMatcher.OneOf;
import dev.credence.claim.ClaimMatcher.Present;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.ClaimType;
import dev.credence.claim.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes requirements, by a helper of the policy's provider where that makes the very same. */
final class RequirementWriter {
  private final List<Form<Requirement>> helpers;

  RequirementWriter(Optional<Provider> provider) {
    this.helpers = provider.map(p -> p.helpers().all()).orElse(List.of());
  }

  List<Object> writeAll(List<Requirement> requirements) {
    return requirements.stream().map(this::write).toList();
  }

  private Object write(Requirement requirement) {
    return helpers.stream()
        .flatMap(form -> ReadBack.members(form, requirement).stream())
        .findFirst()
        .orElseGet(() -> plain(requirement));
  }

  private Map<String, Object> plain(Requirement requirement) {
    if (requirement instanceof ClaimRequirement one) {
      return claim(one);
    }
    return requirement instanceof AnyOf any
        ? Map.of(RequirementReader.ANY_OF, writeAll(any.requirements()))
        : Map.of(RequirementReader.ALL_OF, writeAll(((AllOf) requirement).requirements()));
  }

  private static Map<String, Object> claim(ClaimRequirement one) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put(ClaimReader.CLAIM, path(one.claim()));
    addMatcher(written, one.matcher());
    return written;
  }

  private static Object path(Claim<?> claim) {
    return claim.path().size() == 1 ? claim.path().get(0) : claim.path();
  }

  private static void addMatcher(Map<String, Object> written, ClaimMatcher matcher) {
    if (matcher instanceof Not not) {
      addNegated(written, not);
    } else if (matcher instanceof Literal literal) {
      written.put(ClaimReader.IS, literal.value());
    } else if (matcher instanceof OneOf several) {
      written.put(ClaimReader.IS_ONE_OF, List.copyOf(several.literals()));
    } else if (matcher instanceof Matches glob) {
      written.put(ClaimReader.MATCHES, glob.pattern());
    } else if (matcher instanceof Contains contains) {
      addElement(written, contains.element());
    } else if (matcher instanceof Present present) {
      written.put(ClaimReader.TYPE, nameOf(present.type()));
      written.put(ClaimReader.IS_PRESENT, true);
    } else {
      addAbsent(written, (Absent) matcher);
    }
  }

  private static void addNegated(Map<String, Object> written, Not not) {
    if (not.refused() instanceof OneOf several) {
      written.put(ClaimReader.IS_NONE_OF, List.copyOf(several.literals()));
    } else {
      written.put(ClaimReader.IS_NOT, ((Literal) not.refused()).value());
    }
  }

  private static void addElement(Map<String, Object> written, ClaimMatcher element) {
    if (element instanceof Matches glob) {
      written.put(ClaimReader.CONTAINS_MATCHING, glob.pattern());
    } else {
      written.put(ClaimReader.CONTAINS, ((Literal) element).value());
    }
  }

  private static void addAbsent(Map<String, Object> written, Absent absent) {
    if (absent.type() != ClaimType.STRING) {
      written.put(ClaimReader.TYPE, nameOf(absent.type()));
    }
    written.put(ClaimReader.IS_ABSENT, true);
  }

  private static String nameOf(ClaimType type) {
    return ClaimReader.TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
