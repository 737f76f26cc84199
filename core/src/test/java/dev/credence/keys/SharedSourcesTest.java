package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SharedSourcesTest {
  private static final String ISSUER = "https://shared.example";

  @Test
  void same_issuer_has_the_same_source() {
    JwksKeySource source = JwksKeySource.shared(ISSUER);

    assertThat(JwksKeySource.shared(new String(ISSUER))).isSameAs(source);
  }

  @Test
  void issuer_that_is_spelt_otherwise_has_another_source() {
    JwksKeySource source = JwksKeySource.shared(ISSUER);

    assertThat(JwksKeySource.shared(ISSUER + "/")).isNotSameAs(source);
    assertThat(JwksKeySource.shared("https://Shared.example")).isNotSameAs(source);
  }

  @Test
  void source_for_one_user_is_not_shared() {
    JwksKeySource source = JwksKeySource.shared(ISSUER);

    try (JwksKeySource own = JwksKeySource.discovery(ISSUER);
        JwksKeySource other = JwksKeySource.discovery(ISSUER)) {
      assertThat(own).isNotSameAs(source).isNotSameAs(other);
    }
  }

  @Test
  void one_user_can_not_close_what_others_use() {
    JwksKeySource source = JwksKeySource.shared(ISSUER);

    source.close();

    assertThat(source.status().state()).isEqualTo(KeyStatus.State.EMPTY);
    assertThat(JwksKeySource.shared(ISSUER)).isSameAs(source);
  }

  @Test
  void issuer_that_can_not_be_fetched_is_refused() {
    assertThatThrownBy(() -> JwksKeySource.shared("http://shared.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must begin with https://");
  }
}
