package dev.credence.testkit.ci;

import dev.credence.claim.Claim;
import dev.credence.claim.ClaimRequirement;
import dev.credence.testkit.CiToken;
import dev.credence.testkit.InconsistentToken;
import dev.credence.testkit.TokenClaims;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One claim of a token left out, or given another value; claims within objects included. */
final class ClaimChange {
  /** A token with a longer one is refused before its claims are looked at. */
  private static final int LONGEST_NUMBER = 20;

  private ClaimChange() {}

  static String without(CiToken<?> token, Claim<?> claim) {
    InconsistentToken changed = token.inconsistent();
    String first = claim.path().get(0);
    if (claim.path().size() == 1) {
      return changed.without(first).sign();
    }
    Map<String, Object> claims = TokenClaims.of(token);
    parentOf(claim, claims).remove(last(claim));
    return changed.claim(first, claims.get(first)).sign();
  }

  static String with(CiToken<?> token, Claim<?> claim, @Nullable Object value) {
    Map<String, Object> claims = TokenClaims.of(token);
    parentOf(claim, claims).put(last(claim), value);
    String first = claim.path().get(0);
    return token.inconsistent().claim(first, claims.get(first)).sign();
  }

  /** The value in each other JSON type, null included, as like the original as the type allows. */
  static Stream<@Nullable Object> inOtherTypes(CiToken<?> token, ClaimRequirement requirement) {
    Object value = valueOf(token, requirement.claim());
    List<@Nullable Object> others = new ArrayList<>();
    others.add(null);
    others.add(Map.of("value", value));
    switch (requirement.claim().type()) {
      case STRING -> others.addAll(List.of(List.of(value), true, digitsOr74(value)));
      case BOOLEAN -> others.addAll(List.of(value.toString(), List.of(value), 0, 1));
      case INTEGER ->
          others.addAll(
              List.of(value.toString(), List.of(value), ((BigDecimal) value).setScale(1), true));
      case STRING_LIST -> {
        List<Object> mixed = new ArrayList<>((List<?>) value);
        mixed.add(1);
        others.addAll(List.of(((List<?>) value).get(0), mixed, List.of(value), true));
      }
    }
    return others.stream();
  }

  /** Other values of the claim's own type, but for those that meet the requirement as well. */
  static Stream<Object> otherValues(CiToken<?> token, ClaimRequirement requirement) {
    Object value = valueOf(token, requirement.claim());
    Stream<Object> candidates =
        switch (requirement.claim().type()) {
          case STRING -> otherStrings((String) value);
          case BOOLEAN -> Stream.of(!(Boolean) value);
          case INTEGER ->
              Stream.of(((BigDecimal) value).add(BigDecimal.ONE), ((BigDecimal) value).negate());
          case STRING_LIST -> Stream.of(List.of(), eachChanged((List<?>) value));
        };
    return candidates.filter(other -> !requirement.matcher().matches(other));
  }

  private static Stream<Object> otherStrings(String value) {
    return Stream.of(value + "x", "x" + value, "", " " + value, value + "/", flipped(value), "*");
  }

  private static String flipped(String value) {
    StringBuilder text = new StringBuilder();
    value
        .chars()
        .map(c -> Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c))
        .forEach(c -> text.append((char) c));
    return text.toString();
  }

  private static List<String> eachChanged(List<?> values) {
    return values.stream().map(value -> value + "x").toList();
  }

  private static Object digitsOr74(Object value) {
    String text = (String) value;
    boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number && text.length() <= LONGEST_NUMBER ? new BigDecimal(text) : 74;
  }

  private static Object valueOf(CiToken<?> token, Claim<?> claim) {
    Optional<Object> value = claim.in(TokenClaims.of(token));
    return value.orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> parentOf(
      Claim<?> claim, Map<String, Object> claims) {
    Map<String, @Nullable Object> parent = (Map<String, @Nullable Object>) (Map<?, ?>) claims;
    for (String member : claim.path().subList(0, claim.path().size() - 1)) {
      parent = (Map<String, @Nullable Object>) parent.get(member);
    }
    return parent;
  }

  private static String last(Claim<?> claim) {
    return claim.path().get(claim.path().size() - 1);
  }
}
