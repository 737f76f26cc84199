package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.keys.JwksKeySource;
import org.junit.jupiter.api.Test;

/** Policies over one issuer share its keys without anyone's doing. */
class SharedKeysTest {
  private static final String ISSUER = "https://two-policies.example";

  @Test
  void issuers_of_one_identifier_share_one_source() {
    assertThat(Issuer.of(ISSUER).keys())
        .isSameAs(Issuer.of(ISSUER).keys())
        .isSameAs(Issuer.builder(ISSUER).build().keys())
        .isSameAs(JwksKeySource.shared(ISSUER));
  }

  @Test
  void issuers_of_other_identifiers_do_not() {
    assertThat(Issuer.of(ISSUER).keys()).isNotSameAs(Issuer.of(ISSUER + "/").keys());
  }
}
