package dev.credence.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.json.JsonNull;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ClaimPropertiesTest {
  private static final StringClaim STRING = Claim.string(ClaimsOf.NAME);

  @Provide
  Arbitrary<Object> jsonValues() {
    return Arbitraries.oneOf(
        texts().map(text -> (Object) text),
        Arbitraries.of(true, false).map(value -> (Object) value),
        Arbitraries.bigDecimals().map(value -> (Object) value),
        Arbitraries.bigIntegers().map(BigDecimal::new).map(value -> (Object) value),
        Arbitraries.just(JsonNull.NULL),
        texts().list().ofMaxSize(4).map(value -> (Object) List.copyOf(value)),
        texts().map(text -> (Object) Map.of("a", text)));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("ab").ofMaxLength(3),
        Arbitraries.of("", "é", "ⓐ", "😀", "ab"));
  }

  @Provide
  Arbitrary<String> anyText() {
    return Arbitraries.strings().ofMaxLength(12);
  }

  @Property
  void is_not_means_a_string_that_is_another(
      @ForAll("jsonValues") Object value, @ForAll("texts") String literal) {
    Map<String, Object> claims = ClaimsOf.value(value);

    assertThat(STRING.isNot(literal).isMetBy(claims))
        .isEqualTo(value instanceof String && !STRING.is(literal).isMetBy(claims));
  }

  @Property
  void is_none_of_means_to_be_not_each(
      @ForAll("jsonValues") Object value, @ForAll("texts") String a, @ForAll("texts") String b) {
    Assume.that(!a.equals(b));
    Map<String, Object> claims = ClaimsOf.value(value);

    assertThat(STRING.isNoneOf(a, b).isMetBy(claims))
        .isEqualTo(Requirement.allOf(STRING.isNot(a), STRING.isNot(b)).isMetBy(claims));
  }

  @Property
  void is_one_of_means_to_be_any(
      @ForAll("jsonValues") Object value, @ForAll("texts") String a, @ForAll("texts") String b) {
    Assume.that(!a.equals(b));
    Map<String, Object> claims = ClaimsOf.value(value);

    assertThat(STRING.isOneOf(a, b).isMetBy(claims))
        .isEqualTo(Requirement.anyOf(STRING.is(a), STRING.is(b)).isMetBy(claims));
  }

  @Property
  void literal_accepts_its_own_code_points_only(
      @ForAll("anyText") String literal, @ForAll("anyText") String value) {
    Assume.that(isLiteral(literal));
    Requirement is = STRING.is(literal);

    assertThat(is.isMetBy(ClaimsOf.value(value)))
        .isEqualTo(
            literal.codePoints().boxed().toList().equals(value.codePoints().boxed().toList()));
    assertThat(is.isMetBy(ClaimsOf.value(literal))).isTrue();
    String decomposed = Normalizer.normalize(literal, Normalizer.Form.NFD);
    assertThat(is.isMetBy(ClaimsOf.value(decomposed))).isEqualTo(decomposed.equals(literal));
  }

  private static boolean isLiteral(String text) {
    try {
      STRING.is(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Property
  void at_most_one_of_present_and_absent_is_met(@ForAll("jsonValues") Object value) {
    Map<String, Object> claims = ClaimsOf.value(value);
    List<Claim<?>> kinds =
        List.of(
            STRING,
            Claim.bool(ClaimsOf.NAME),
            Claim.integer(ClaimsOf.NAME),
            Claim.strings(ClaimsOf.NAME));

    assertThat(kinds).noneMatch(claim -> claim.isAbsent().isMetBy(claims));
    assertThat(kinds.stream().filter(claim -> claim.isPresent().isMetBy(claims)).count())
        .isLessThanOrEqualTo(1);
  }
}
