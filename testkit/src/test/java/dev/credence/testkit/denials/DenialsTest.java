package dev.credence.testkit.denials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.Decision;
import dev.credence.Mismatch;
import dev.credence.NearMiss;
import dev.credence.Rejection;
import dev.credence.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of denials, each with its whole text. */
class DenialsTest {
  private static final List<Denial> ALL =
      Stream.of(GitHubDenials.ALL, OtherCiDenials.ALL, TokenDenials.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, String> TEXTS = texts();

  static Stream<Denial> denials() {
    return ALL.stream();
  }

  private static Map<String, String> texts() {
    if (DenialTexts.isUpdate()) {
      Map<String, String> texts = new LinkedHashMap<>();
      ALL.forEach(denial -> texts.put(denial.name(), text(denial, denial.token().get())));
      DenialTexts.write(texts);
    }
    return DenialTexts.read();
  }

  /** The key's id is new in each run. */
  private static String text(Denial denial, String token) {
    String text = denial.decision(token).explain();
    Optional<String> keyId = keyId(token);
    return keyId.isPresent() ? text.replace(keyId.get(), "<key id>") : text;
  }

  private static Optional<String> keyId(String token) {
    try {
      String header =
          new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
      int at = header.indexOf("\"kid\":\"") + 7;
      return at < 7 ? Optional.empty() : Optional.of(header.substring(at, header.indexOf('"', at)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException noHeader) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @MethodSource("denials")
  void denial_has_its_text(Denial denial) {
    assertThat(text(denial, denial.token().get())).isEqualTo(TEXTS.get(denial.name()));
  }

  @ParameterizedTest
  @MethodSource("denials")
  void no_text_holds_the_token(Denial denial) {
    String token = denial.token().get();
    Decision.Rejected rejected = denial.decision(token);
    List<String> parts =
        Arrays.stream(token.split("[.\\s]")).filter(part -> part.length() > 9).toList();
    for (String text :
        List.of(
            rejected.explain(),
            rejected.rejection().toJson(),
            rejected.rejection().publicMessage(),
            rejected.toString())) {
      assertThat(parts).noneMatch(text::contains);
    }
  }

  @ParameterizedTest
  @MethodSource("denials")
  void no_unverified_value_is_presented_as_a_fact(Denial denial) {
    String token = denial.token().get();
    Rejection rejection = denial.nearest(token);
    if (rejection.isVerified()) {
      assertThat(rejection.explain()).doesNotContain("unverified");
      return;
    }
    assertThat(rejection.toJson()).doesNotContain("\"found\"");
    if (rejection.mismatches().isEmpty()) {
      String text = rejection.explain().replace(rejection.policy().orElse(""), "");
      assertThat(values(token)).noneMatch(text::contains);
    } else {
      assertThat(rejection.explain())
          .contains("The signature was not checked: what the token says here is unverified.");
    }
  }

  /** Names and values of the token's claims, where it is one that can be read. */
  private static List<String> values(String token) {
    String[] parts = token.split("\\.");
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
      return Arrays.stream(new String(payload, StandardCharsets.UTF_8).split("\""))
          .filter(text -> text.length() > 7)
          .toList();
    } catch (IllegalArgumentException noClaims) {
      return List.of();
    }
  }

  @ParameterizedTest
  @MethodSource("denials")
  void caller_is_told_nothing_of_it(Denial denial) {
    Rejection rejection = denial.nearest(denial.token().get());
    assertThat(rejection.publicMessage())
        .isEqualTo("The token was not accepted. Reference: " + rejection.correlationId() + ".");
  }

  @Test
  void table_has_at_least_forty_denials_with_a_name_of_their_own_each() {
    assertThat(ALL).hasSizeGreaterThanOrEqualTo(40);
    assertThat(TEXTS.keySet())
        .containsExactlyElementsOf(ALL.stream().map(Denial::name).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void table_has_every_reason() {
    assertThat(
            ALL.stream()
                .map(denial -> denial.nearest(denial.token().get()).reason())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(RejectionReason.values());
  }

  @Test
  void table_has_every_kind_of_near_miss() {
    assertThat(
            ALL.stream()
                .flatMap(denial -> denial.nearest(denial.token().get()).mismatches().stream())
                .map(Mismatch::nearMiss)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(NearMiss.values());
  }
}
