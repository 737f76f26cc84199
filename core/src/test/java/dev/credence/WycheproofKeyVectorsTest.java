package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WycheproofKeyVectorsTest {
  /** What each case must come to: the empty string for accepted, else why its key is refused. */
  private static final Map<Integer, String> EXPECTED =
      Map.ofEntries(
          Map.entry(5, ""),
          Map.entry(6, "its use is \"enc\" where \"sig\" is required"),
          Map.entry(7, "its modulus comes from a broken generator (ROCA, CVE-2017-15361)"),
          Map.entry(8, "its modulus has 1024 bits where 2048 to 8192 are required"),
          Map.entry(9, "its public exponent must be odd, at least 3 and below 2^32"),
          Map.entry(19, "its alg is \"ES521\", which no key of its kty and crv can check"),
          Map.entry(20, "its alg is \"ES224\", which no key of its kty and crv can check"),
          Map.entry(21, "its use is \"enc\" where \"sig\" is required"),
          Map.entry(22, "its x and y are no point of the curve P-256"),
          Map.entry(23, "its alg is \"ES256\", which no key of its kty and crv can check"),
          Map.entry(24, "its alg is \"ES256\", which no key of its kty and crv can check"));

  @Test
  void every_asymmetric_case_agrees_for_the_expected_reason() throws Exception {
    List<WycheproofVectors.Case> cases =
        WycheproofVectors.asymmetricCases("json_web_key_test.json");

    for (WycheproofVectors.Case vector : cases) {
      String expected = EXPECTED.get(vector.id());
      assertThat(expected).as("case %s", vector.id()).isNotNull();
      assertThat(WycheproofVectors.accepts(vector))
          .as("case %s", vector.id())
          .isEqualTo(vector.valid())
          .isEqualTo(expected.isEmpty());
      if (!expected.isEmpty()) {
        assertThat(UnusableKeys.problem(vector.keys())).contains(expected);
      }
    }
    assertThat(cases.stream().map(WycheproofVectors.Case::id).collect(Collectors.toSet()))
        .isEqualTo(EXPECTED.keySet())
        .hasSize(11);
    assertThat(cases).hasSize(11);
  }
}
