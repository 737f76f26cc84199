package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.jose.JwsAlgorithm;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureAlgorithmTest {

  @ParameterizedTest
  @EnumSource
  void jose_name_leads_back_to_the_algorithm(SignatureAlgorithm algorithm) {
    assertThat(SignatureAlgorithm.fromJoseName(algorithm.joseName())).contains(algorithm);
  }

  @Test
  void both_names_of_ed25519_are_known() {
    assertThat(SignatureAlgorithm.fromJoseName("Ed25519")).contains(SignatureAlgorithm.ED25519);
    assertThat(SignatureAlgorithm.fromJoseName("EdDSA")).contains(SignatureAlgorithm.ED25519);
    assertThat(SignatureAlgorithm.ED25519.joseName()).isEqualTo("Ed25519");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "None",
        "nOnE",
        "HS256",
        "HS384",
        "HS512",
        "rs256",
        "RS256 ",
        "Rs256",
        "ES256K",
        "ED25519",
        "ed25519",
        "Ed448",
        "RSA1_5",
        "dir",
        "",
        "ML-DSA-65",
        "ＲＳ256"
      })
  void any_other_name_is_no_algorithm(String name) {
    assertThat(SignatureAlgorithm.fromJoseName(name)).isEmpty();
  }

  @Test
  void public_and_internal_algorithms_are_the_same() {
    assertThat(Arrays.stream(SignatureAlgorithm.values()).map(Enum::name))
        .containsExactlyElementsOf(Arrays.stream(JwsAlgorithm.values()).map(Enum::name).toList());
  }
}
