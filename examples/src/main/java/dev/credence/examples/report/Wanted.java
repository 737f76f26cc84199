package dev.credence.examples.report;

import dev.credence.TrustPolicy;
import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** For each claim that a policy requires, values that meet the requirement. */
final class Wanted {
  private Wanted() {}

  /** One value for each claim; of alternatives the first. */
  static Map<String, Object> of(TrustPolicy policy) {
    Map<String, Object> values = new LinkedHashMap<>();
    policy.requirements().forEach(each -> collect(each, false, values::putIfAbsent));
    return values;
  }

  /** Every value that a policy would take of one claim, a glob giving one. */
  static List<Object> allOf(TrustPolicy policy, String claim) {
    List<Object> values = new ArrayList<>();
    BiConsumer<String, Object> keep =
        (name, value) -> {
          if (name.equals(claim)) {
            values.add(value);
          }
        };
    policy.requirements().forEach(each -> collect(each, true, keep));
    return values;
  }

  private static void collect(
      Requirement requirement, boolean all, BiConsumer<String, Object> values) {
    if (requirement instanceof AllOf every) {
      every.requirements().forEach(each -> collect(each, all, values));
    } else if (requirement instanceof AnyOf any) {
      any.requirements().stream()
          .limit(all ? Long.MAX_VALUE : 1)
          .forEach(each -> collect(each, all, values));
    } else if (requirement instanceof ClaimRequirement one) {
      samples(one.matcher()).stream()
          .limit(all ? Long.MAX_VALUE : 1)
          .forEach(value -> values.accept(one.claim().name(), value));
    }
  }

  private static List<Object> samples(ClaimMatcher matcher) {
    if (matcher instanceof ClaimMatcher.Literal literal) {
      return List.of(literal.value());
    }
    if (matcher instanceof ClaimMatcher.OneOf several) {
      return several.literals().stream().sorted((a, b) -> compare(a, b)).toList();
    }
    if (matcher instanceof ClaimMatcher.Matches glob) {
      return List.of(sample(glob.pattern()));
    }
    if (matcher instanceof ClaimMatcher.Contains list) {
      return samples(list.element()).stream().<Object>map(List::of).toList();
    }
    return List.of();
  }

  private static int compare(Object one, Object other) {
    return one.toString().compareTo(other.toString());
  }

  /** A text that a glob matches and that reads like a name, such as v1 for {@code v*}. */
  static String sample(String glob) {
    StringBuilder text = new StringBuilder();
    for (char c : glob.replace("**", "any/thing").toCharArray()) {
      switch (c) {
        case '*' -> text.append(endsInLetter(text) ? "1" : "any");
        case '?' -> text.append('x');
        default -> text.append(c);
      }
    }
    return text.toString();
  }

  private static boolean endsInLetter(CharSequence text) {
    return text.length() > 0 && Character.isLetter(text.charAt(text.length() - 1));
  }

  /** The value as a text, if it is one. */
  static Optional<String> text(Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
