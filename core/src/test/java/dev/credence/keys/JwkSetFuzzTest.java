package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.credence.FuzzedText;
import dev.credence.internal.jose.TestJson;
import java.util.List;
import java.util.Map;

/** Any text as a key set. */
class JwkSetFuzzTest {
  private static final List<String> SECRETS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  @FuzzTest
  @DictionaryEntries({
    "\"kty\":\"oct\",\"k\":\"AA\"",
    "\"d\":\"AA\"",
    "\"use\":\"enc\"",
    "\"key_ops\":[\"encrypt\"]",
    "\"alg\":\"HS256\"",
    "\"alg\":\"ES256\"",
    "\"crv\":\"P-384\"",
    "\"kty\":\"AKP\"",
    "\"revoked\":",
    "\"e\":\"AQ\"",
    "\"keys\":[",
    "null",
    ",{",
    "\"kid\":\"a\""
  })
  void usable_key_is_public_sound_and_the_only_one_of_its_id_and_type(byte[] input)
      throws Exception {
    String text = FuzzedText.of(input);
    KeySet set;
    try {
      set = KeySet.parse(text);
    } catch (IllegalArgumentException refused) {
      FuzzedText.requireHarmless(refused.getMessage(), false);
      return;
    }
    assertThat(set.keys()).isNotEmpty();
    for (VerificationKey key : set.keys()) {
      requireSound(key);
    }
    for (String id : set.ids()) {
      assertThat(set.withId(id))
          .extracting(key -> key.publicMembers().get("kty"))
          .doesNotHaveDuplicates();
      requireFromPublicEntry(text, id);
    }
    KeySet again = KeySet.parse(TestJson.write(set.publicJwks()));
    assertThat(again.skipped()).isEmpty();
    assertThat(again.idsOfKeysNotIn(set)).isEmpty();
    assertThat(again.ids()).isEqualTo(set.ids());
  }

  /** Nimbus, which reads these members by its own rules, finds a public key of fair size. */
  private static void requireSound(VerificationKey key) throws Exception {
    Map<String, Object> members = key.publicMembers();
    assertThat(members.keySet()).doesNotContainAnyElementsOf(SECRETS);
    assertThat(key.algorithms()).isNotEmpty();
    JWK read = JWK.parse(members);
    assertThat(read.isPrivate()).isFalse();
    assertThat(read.size())
        .isGreaterThanOrEqualTo(read.getKeyType().getValue().equals("RSA") ? 2048 : 255);
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      assertThat(key.verifies(algorithm, new byte[8], new byte[256])).isFalse();
    }
  }

  /** Some entry of the document has this id, and is for signatures and without a secret. */
  private static void requireFromPublicEntry(String text, String id) throws Exception {
    List<?> entries = (List<?>) JSONObjectUtils.parse(text).get("keys");
    assertThat(entries)
        .anyMatch(entry ->
            entry instanceof Map<?, ?> jwk
                && id.equals(jwk.get("kid"))
                && SECRETS.stream().noneMatch(jwk::containsKey)
                && !"enc".equals(jwk.get("use"))
                && !"oct".equals(jwk.get("kty")));
  }
}
