package dev.credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProvidersTest {
  @Test
  void provider_is_found_by_its_own_name() {
    assertThat(Providers.all()).extracting(Provider::name).isEqualTo(Providers.NAMES);
  }

  @Test
  void names_are_listed_in_order() {
    assertThat(Providers.NAMES).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void name_of_none_finds_none() {
    assertThat(Providers.named("GitHub-Actions")).isNull();
  }
}
