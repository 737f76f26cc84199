package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeySourceTest {

  @Test
  void fixed_keys_are_always_at_hand() throws Exception {
    KeySet keys = KeySet.parse(JwksDocuments.keySet("a"));
    KeySource source = KeySource.of(keys);

    assertThat(source.current().toCompletableFuture()).isCompletedWithValue(keys);
    assertThat(Answers.keys(source.newerThan(keys, "b"))).isSameAs(keys);
    assertThat(source).hasToString(keys.toString());
  }

  @Test
  void literal_key_set_is_read_at_once() throws Exception {
    KeySource source = KeySource.ofJwks(JwksDocuments.keySet("a"));

    assertThat(Answers.keys(source.current()).ids()).containsExactly("a");
  }

  @Test
  void unusable_literal_key_set_is_refused_at_once() {
    assertThatThrownBy(() -> KeySource.ofJwks("{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("These keys can't be used: the JWK set has no array named keys.");
  }
}
