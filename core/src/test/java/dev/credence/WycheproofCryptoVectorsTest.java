package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Wycheproof's mixed file: signed tokens with public keys, with secrets, and encrypted ones. */
class WycheproofCryptoVectorsTest {
  private static final String FILE = "json_web_crypto_test.json";

  @Test
  void every_asymmetric_case_agrees() throws Exception {
    List<WycheproofVectors.Case> cases = WycheproofVectors.asymmetricCases(FILE);
    assertThat(cases).hasSize(29);
    assertThat(cases).filteredOn(WycheproofVectors.Case::valid).hasSize(2);
    for (WycheproofVectors.Case vector : cases) {
      assertThat(WycheproofVectors.accepts(vector))
          .as("case %s", vector.id())
          .isEqualTo(vector.valid());
    }
  }

  @Test
  void every_encrypted_case_is_refused_by_its_form() throws Exception {
    List<String> tokens = WycheproofVectors.encryptedTokens(FILE);
    assertThat(tokens).hasSize(34);
    for (String token : tokens) {
      assertThat(TestPolicies.rejection(token).stage()).isEqualTo(Stage.FORMAT);
    }
  }
}
