package dev.credence.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.internal.jose.JwsAlgorithm;
import dev.credence.internal.jose.TestJson;
import dev.credence.internal.jose.TestKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySetTest {
  private static final byte[] INPUT = "a.b".getBytes(US_ASCII);
  private static final Map<String, Object> RSA = TestKeys.jwk("one", JwsAlgorithm.RS256);
  private static final Map<String, Object> EC = TestKeys.jwk("one", JwsAlgorithm.ES256);
  private static final Map<String, Object> ED = TestKeys.jwk("two", JwsAlgorithm.ED25519);

  @Test
  void keys_are_found_by_their_exact_id() {
    KeySet keys = KeySet.parse(TestJson.keySet(RSA, EC, ED));

    assertThat(keys.withId("one")).hasSize(2);
    assertThat(keys.withId("two")).singleElement().isSameAs(keys.keys().get(2));
    assertThat(keys.withId("One")).isEmpty();
    assertThat(keys.withId("")).isEmpty();
    assertThat(keys.ids()).containsExactly("one", "two");
    assertThat(keys.skipped()).isEmpty();
  }

  @Test
  void keys_that_share_an_id_each_verify_their_own_algorithm() {
    KeySet keys = KeySet.parse(TestJson.keySet(RSA, EC));
    byte[] byRsa = TestKeys.signature(JwsAlgorithm.RS256, INPUT);
    byte[] byEc = TestKeys.signature(JwsAlgorithm.ES256, INPUT);

    VerificationKey rsa = keys.withId("one").get(0);
    VerificationKey ec = keys.withId("one").get(1);

    assertThat(rsa.supports(SignatureAlgorithm.RS256)).isTrue();
    assertThat(rsa.supports(SignatureAlgorithm.ES256)).isFalse();
    assertThat(rsa.verifies(SignatureAlgorithm.RS256, INPUT, byRsa)).isTrue();
    assertThat(rsa.verifies(SignatureAlgorithm.ES256, INPUT, byEc)).isFalse();
    assertThat(ec.verifies(SignatureAlgorithm.ES256, INPUT, byEc)).isTrue();
    assertThat(ec.verifies(SignatureAlgorithm.RS256, INPUT, byRsa)).isFalse();
  }

  @Test
  void pinned_algorithm_is_the_only_one_that_verifies() {
    VerificationKey pinned = KeySet.parse(TestJson.keySet(RSA)).keys().get(0);

    assertThat(pinned.algorithms()).containsExactly(SignatureAlgorithm.RS256);
    assertThat(
            pinned.verifies(
                SignatureAlgorithm.RS512, INPUT, TestKeys.signature(JwsAlgorithm.RS512, INPUT)))
        .isFalse();
    assertThat(
            pinned.verifies(
                SignatureAlgorithm.PS256, INPUT, TestKeys.signature(JwsAlgorithm.PS256, INPUT)))
        .isFalse();
  }

  @Test
  void key_without_id_is_kept_but_found_by_none() {
    KeySet keys = KeySet.parse(TestJson.keySet(JwksDocuments.without(RSA, "kid")));

    assertThat(keys.keys()).singleElement().satisfies(key -> assertThat(key.id()).isEmpty());
    assertThat(keys.ids()).isEmpty();
  }

  @Test
  void skipped_entries_are_listed_with_their_reason() {
    KeySet keys =
        KeySet.parse(
            TestJson.keySet(
                RSA,
                Map.of("kid", "new", "kty", "AKP"),
                Map.of("kid", "shared", "kty", "oct", "k", "c2VjcmV0")));

    assertThat(keys.skipped())
        .containsExactly(
            new SkippedKey("new", "its kty is \"AKP\"; known: RSA, EC and OKP", false),
            new SkippedKey(
                "shared", "it is symmetric: whoever reads this set can sign with it", true));
  }

  @Test
  void unusable_document_is_refused_with_the_reason() {
    assertThatThrownBy(() -> KeySet.parse("{\"keys\":[]}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("These keys can't be used: the JWK set is empty.")
        .hasNoCause();
  }

  @Test
  void collections_can_not_be_changed() {
    KeySet keys = KeySet.parse(TestJson.keySet(RSA));

    assertThat(keys.keys()).isUnmodifiable();
    assertThat(keys.skipped()).isUnmodifiable();
    assertThat(keys.withId("one")).isUnmodifiable();
    assertThatThrownBy(() -> keys.ids().clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> keys.keys().get(0).algorithms().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void text_shows_id_type_and_size_and_no_key_material() {
    assertThat(KeySet.parse(TestJson.keySet(RSA, ED, 5)))
        .hasToString(
            "KeySet[VerificationKey[\"one\", RSA 2048 bits], VerificationKey[\"two\", OKP"
                + " Ed25519]] and 1 skipped");
  }
}
