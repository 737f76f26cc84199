package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Documents with random damage are read, or refused with a place, and nothing else. */
class DamagedDocumentTest {
  private static final String DOCUMENT =
      """
      {
        "version": 1,
        "issuers": {"ours": {"identifier": "https://ci.example.com", "algorithms": ["ES256"]}},
        "policies": [
          {"name": "a", "issuer": "ours", "audience": "x", "clockSkew": "PT1M",
           "require": [{"anyOf": [{"claim": ["a", "b"], "isOneOf": [1, 2]},
                                  {"claim": "c", "isPresent": true, "type": "string"}]}]},
          {"name": "b", "provider": {"circleci": {"root": true}}, "audience": "x",
           "grants": ["deploy"], "require": [{"claim": "ref", "matches": "refs/*"}]},
          {"name": "c", "provider": "github-actions", "audience": "x",
           "require": [{"repository": "o/r", "id": 74, "ownerId": 65}]}
        ]
      }
      """;

  private static final List<String> PARTS =
      List.of(
          "",
          "{}",
          "[]",
          "null",
          "true",
          "7",
          "-7",
          "1e999",
          "\"x\"",
          "\"\"",
          "{\"x\": {}}",
          "\"name\"",
          "\"claim\": \"x\"",
          "\"\\ud800\"",
          ",",
          ":",
          "{",
          "}",
          "[",
          "]",
          "\"");

  private record Damage(double place, int length, String part) {}

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<Damage> damages =
        Combinators.combine(
                Arbitraries.doubles().between(0, 1),
                Arbitraries.integers().between(0, 30),
                Arbitraries.of(PARTS))
            .as(Damage::new);
    Arbitrary<String> anywhere =
        damages.list().ofMinSize(1).ofMaxSize(2).map(DamagedDocumentTest::damaged);
    return Arbitraries.oneOf(anywhere, Combinators.combine(damages, damages).as(this::revalued));
  }

  private static String damaged(List<Damage> damages) {
    String text = DOCUMENT;
    for (Damage damage : damages) {
      int from = (int) (damage.place() * text.length());
      int to = Math.min(text.length(), from + damage.length());
      text = text.substring(0, from) + damage.part() + text.substring(to);
    }
    return text;
  }

  /**
   * Puts other values behind a colon or into brackets, so that the JSON mostly stays well-formed.
   */
  private String revalued(Damage one, Damage other) {
    return revalued(revalued(DOCUMENT, one), other);
  }

  private static String revalued(String text, Damage damage) {
    int from = text.indexOf(": ", (int) (damage.place() * text.length()));
    if (from < 0) {
      return text;
    }
    int to = from + 2;
    for (int open = 0; to < text.length(); to++) {
      char c = text.charAt(to);
      if (open == 0 && (c == ',' || c == '}' || c == ']')) {
        break;
      }
      open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
    return text.substring(0, from + 2) + damage.part() + text.substring(to);
  }

  @Property(tries = 10_000)
  void damaged_document_is_read_or_refused_with_its_place(@ForAll("documents") String json) {
    try {
      assertThat(PolicyDocument.read(json).policies()).isNotEmpty();
    } catch (PolicyDocumentException refused) {
      assertThat(refused.line()).isPositive();
      assertThat(refused.column()).isPositive();
      assertThat(refused.getMessage().chars()).noneMatch(Character::isISOControl);
    }
  }
}
