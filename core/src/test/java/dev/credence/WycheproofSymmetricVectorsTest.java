package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens under shared secrets: no key can be had from their sets, and no algorithm is known. */
class WycheproofSymmetricVectorsTest {
  /**
   * Cases whose spelling alone refuses them. The file has two more that it calls invalid for their
   * padding, 367 and 370, which are byte for byte the valid 357; and it calls 372 and 373 valid,
   * which have a question mark in their base64url.
   */
  private static final List<Integer> MISSPELLED =
      List.of(360, 361, 362, 363, 364, 365, 366, 368, 369, 371, 372, 373, 374, 375);

  @ParameterizedTest
  @CsvSource({
    "json_web_signature_test.json, 40",
    "json_web_key_test.json, 15",
    "json_web_crypto_test.json, 20"
  })
  void no_symmetric_case_is_accepted_valid_or_not(String file, int count) throws Exception {
    List<WycheproofVectors.Case> cases = WycheproofVectors.symmetricCases(file);
    assertThat(cases).hasSize(count).anyMatch(WycheproofVectors.Case::valid);
    for (WycheproofVectors.Case vector : cases) {
      assertThat(WycheproofVectors.accepts(vector)).as("case %s", vector.id()).isFalse();
    }
  }

  @Test
  void misspelled_base64url_is_refused_before_any_key_is_looked_for() throws Exception {
    Map<Boolean, List<Integer>> read = Map.of(true, new ArrayList<>(), false, new ArrayList<>());
    for (WycheproofVectors.Case vector :
        WycheproofVectors.symmetricCases("json_web_signature_test.json")) {
      if (vector.id() >= 357) {
        read.get(CompactJws.parse(vector.jws()) instanceof Outcome.Passed).add(vector.id());
      }
    }
    assertThat(read.get(false)).isEqualTo(MISSPELLED);
    assertThat(read.get(true)).containsExactly(357, 358, 359, 367, 370, 376, 377);
  }
}
