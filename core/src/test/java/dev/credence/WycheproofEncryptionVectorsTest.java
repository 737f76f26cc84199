package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Encrypted tokens, valid ones included, are no tokens here: none passes the first stage. */
class WycheproofEncryptionVectorsTest {
  private static final int CASES = 139;

  @Test
  void every_jwe_is_refused_by_its_form() throws Exception {
    List<String> tokens = WycheproofVectors.encryptedTokens("json_web_encryption_test.json");
    assertThat(tokens).hasSize(CASES);
    for (String token : tokens) {
      Rejection rejection = TestPolicies.rejection(token);
      assertThat(rejection.stage()).isEqualTo(Stage.FORMAT);
      assertThat(rejection.reason())
          .isIn(RejectionReason.MALFORMED, RejectionReason.HEADER_FORBIDDEN);
    }
  }
}
