package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WycheproofSignatureVectorsTest {
  private static final int ASYMMETRIC_CASES = 361;

  /** Cases that the file calls valid and that are refused here, with the reason. */
  private static final Map<Integer, String> REFUSED_THOUGH_VALID =
      Map.of(
          345, "the key is that of RFC 7520 §3.3, whose private half everybody knows",
          349, "the key is that of RFC 7520 §3.3, whose private half everybody knows",
          346, "the JWK pins PS256 and the header names PS384",
          350, "the JWK pins PS256 and the header names PS384",
          347, "the JWK names ES521, which is no registered algorithm",
          351, "the JWK names ES521, which is no registered algorithm");

  /** Invalid cases for which the key itself must be refused: its key_ops is only [encrypt]. */
  private static final List<Integer> REFUSED_FOR_KEY_OPS = List.of(355, 356);

  /** Valid signatures over an empty payload, which no later stage takes for a token. */
  private static final List<Integer> EMPTY_PAYLOAD = List.of(259, 264, 268, 272, 320, 325);

  @Test
  void every_asymmetric_case_agrees_but_for_the_listed_ones() throws Exception {
    List<WycheproofVectors.Case> cases =
        WycheproofVectors.asymmetricCases("json_web_signature_test.json");
    Map<Integer, String> disagreements = new TreeMap<>();
    List<Integer> accepted = new ArrayList<>();
    for (WycheproofVectors.Case vector : cases) {
      boolean accepts = WycheproofVectors.accepts(vector);
      boolean expected = vector.valid() && !REFUSED_THOUGH_VALID.containsKey(vector.id());
      if (accepts != expected) {
        disagreements.put(vector.id(), "expected " + expected + " but was " + accepts);
      }
      if (accepts) {
        accepted.add(vector.id());
      }
    }

    assertThat(disagreements).isEmpty();
    assertThat(cases).hasSize(ASYMMETRIC_CASES);
    assertThat(cases).extracting(WycheproofVectors.Case::id).doesNotHaveDuplicates();
    assertThat(cases)
        .filteredOn(vector -> REFUSED_THOUGH_VALID.containsKey(vector.id()))
        .hasSize(REFUSED_THOUGH_VALID.size())
        .allMatch(WycheproofVectors.Case::valid);
    assertThat(accepted)
        .containsAll(EMPTY_PAYLOAD)
        .doesNotContainAnyElementsOf(REFUSED_FOR_KEY_OPS);
  }

  @Test
  void key_for_encryption_only_is_no_usable_key() throws Exception {
    assertThat(WycheproofVectors.asymmetricCases("json_web_signature_test.json"))
        .filteredOn(vector -> REFUSED_FOR_KEY_OPS.contains(vector.id()))
        .hasSize(REFUSED_FOR_KEY_OPS.size())
        .allSatisfy(vector ->
            assertThat(UnusableKeys.problem(vector.keys()))
                .contains("its key_ops is [\"encrypt\"] where \"verify\" is required"));
  }
}
