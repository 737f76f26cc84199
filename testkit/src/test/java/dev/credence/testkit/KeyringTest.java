package dev.credence.testkit;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.credence.Decision;
import dev.credence.RejectionReason;
import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.KeySet;
import dev.credence.keys.KeySource;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.keys.SkippedKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every form of rotation, as a policy sees it that has the keys of one moment and no others. */
class KeyringTest {
  private static final String AUDIENCE = "https://deploy.example.com";

  private final GitHubActionsIssuer issuer = CiIssuer.gitHubActions().audience(AUDIENCE);
  private final Keyring keyring = issuer.keyring();
  private final String first = keyring.signingKeyId();
  private final TrustPolicy policy =
      TrustPolicy.named("deploy")
          .issuer(GitHubActions.issuer())
          .audience(AUDIENCE)
          .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
          .build();

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void untouched_keyring_publishes_the_key_that_signs() throws Exception {
    assertThat(keyring.publishedKeyIds()).containsExactly(first);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void rotated_keyring_still_publishes_the_old_key() throws Exception {
    String oldToken = token();
    String oldSet = issuer.jwks();
    keyring.rotate();
    String next = keyring.signingKeyId();

    assertThat(next).isNotEqualTo(first);
    assertThat(keyring.publishedKeyIds()).containsExactly(next, first);
    assertThat(decision(oldToken, issuer.jwks())).isTrusted();
    assertThat(decision(token(), issuer.jwks())).isTrusted();
    assertThat(decision(token(), oldSet)).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
  }

  @Test
  void announced_key_is_published_before_it_signs() throws Exception {
    keyring.announce();
    String announced = keyring.publishedKeyIds().get(0);
    String set = issuer.jwks();
    assertThat(keyring.signingKeyId()).isEqualTo(first);
    assertThat(decision(token(), set)).isTrusted();

    keyring.signWithNewest();
    assertThat(keyring.signingKeyId()).isEqualTo(announced);
    assertThat(decision(token(), set)).isTrusted();
  }

  @Test
  void key_that_signs_before_it_is_published_is_unknown() throws Exception {
    keyring.signBeforePublishing();
    String early = token();
    assertThat(keyring.publishedKeyIds()).containsExactly(first);
    assertThat(decision(early, issuer.jwks())).isRejectedBecause(RejectionReason.KEY_UNKNOWN);

    keyring.publish().publish();
    assertThat(keyring.publishedKeyIds()).containsExactly(keyring.signingKeyId(), first);
    assertThat(decision(early, issuer.jwks())).isTrusted();
  }

  @Test
  void replaced_key_is_gone_at_once() throws Exception {
    String oldToken = token();
    keyring.replace();

    assertThat(keyring.publishedKeyIds()).containsExactly(keyring.signingKeyId());
    assertThat(decision(oldToken, issuer.jwks())).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void key_replaced_under_the_same_id_verifies_no_old_token() throws Exception {
    String oldToken = token();
    String oldSet = issuer.jwks();
    keyring.replaceUnderSameId();

    assertThat(keyring.signingKeyId()).isEqualTo(first);
    assertThat(keyring.publishedKeyIds()).containsExactly(first);
    assertThat(decision(oldToken, issuer.jwks()))
        .isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
    assertThat(decision(token(), oldSet)).isRejectedBecause(RejectionReason.SIGNATURE_INVALID);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void retired_keys_are_no_longer_published() throws Exception {
    String oldToken = token();
    keyring.rotate().rotate().retireOthers();

    assertThat(keyring.publishedKeyIds()).containsExactly(keyring.signingKeyId());
    assertThat(decision(oldToken, issuer.jwks())).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void rolled_back_keyring_is_as_it_was_before_the_last_change() throws Exception {
    String before = issuer.jwks();
    keyring.rotate();
    String newToken = token();
    keyring.addDecoys(3).rollBack();
    assertThat(decision(newToken, issuer.jwks())).isTrusted();

    keyring.rollBack();
    assertThat(issuer.jwks()).isEqualTo(before);
    assertThat(keyring.signingKeyId()).isEqualTo(first);
    assertThat(decision(newToken, issuer.jwks())).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
    assertThatThrownBy(keyring::rollBack)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Nothing was changed that could be taken back");
  }

  @Test
  void withdrawn_key_still_signs_but_is_unknown() throws Exception {
    keyring.rotate();
    String newKey = keyring.signingKeyId();
    keyring.withdraw(newKey);

    assertThat(keyring.publishedKeyIds()).containsExactly(first);
    assertThat(decision(token(), issuer.jwks())).isRejectedBecause(RejectionReason.KEY_UNKNOWN);
    keyring.signWith(first);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void revoked_key_is_published_and_refused() throws Exception {
    String oldToken = token();
    keyring.rotate().revoke(first);

    assertThat(keyring.publishedKeyIds()).containsExactly(keyring.signingKeyId(), first);
    assertThat(KeySet.parse(issuer.jwks()).skipped())
        .containsExactly(new SkippedKey(first, "it is marked as revoked", false));
    assertThat(decision(oldToken, issuer.jwks())).isRejectedBecause(RejectionReason.KEY_UNSUITABLE);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void leaked_key_is_published_with_its_secret_and_refused() throws Exception {
    String oldToken = token();
    keyring.rotate().leak(first);

    assertThat(issuer.jwks()).contains("\"d\":\"").contains("\"qi\":\"");
    assertThat(KeySet.parse(issuer.jwks()).skipped())
        .extracting(SkippedKey::id, SkippedKey::exposesSecret)
        .containsExactly(tuple(first, true));
    assertThat(decision(oldToken, issuer.jwks())).isRejectedBecause(RejectionReason.KEY_UNSUITABLE);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void unknown_key_is_not_in_the_ring() {
    String message = "The keyring has no key \"other\"; published are [" + first + "]";
    assertThatThrownBy(() -> keyring.withdraw("other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> keyring.revoke("other")).hasMessage(message);
    assertThatThrownBy(() -> keyring.leak("other")).hasMessage(message);
    assertThatThrownBy(() -> keyring.signWith("other")).hasMessage(message);
    assertThat(keyring.publishedKeyIds()).containsExactly(first);
  }

  @Test
  void flapping_keyring_shows_each_fetch_another_key() throws Exception {
    URI url = issuer.server().keys().url();
    keyring.flap(3);
    List<KeySet> fetched = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      fetched.add(KeySet.parse(RawClient.get(url).bodyText()));
      assertThat(keyring.publishedKeyIds()).containsExactlyElementsOf(fetched.get(i).ids());
    }

    List<String> ids = fetched.stream().map(set -> set.keys().get(0).id().orElseThrow()).toList();
    assertThat(ids.subList(0, 3)).doesNotHaveDuplicates().startsWith(first);
    assertThat(ids.subList(3, 6)).isEqualTo(ids.subList(0, 3));
    assertThat(decision(token(), fetched.get(0))).isTrusted();
    assertThat(decision(token(), fetched.get(1))).isRejectedBecause(RejectionReason.KEY_UNKNOWN);

    keyring.signWith(ids.get(1));
    assertThat(decision(token(), fetched.get(1))).isTrusted();
  }

  @Test
  void flapping_ends_when_it_is_rolled_back() throws Exception {
    String before = issuer.jwks();
    keyring.flap(2).rollBack();

    assertThat(issuer.jwks()).isEqualTo(before);
    assertThat(RawClient.get(issuer.server().keys().url()).bodyText()).isEqualTo(before);
    assertThatThrownBy(() -> keyring.flap(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("It takes 2 keys to flap, not 1");
  }

  @Test
  void decoys_are_published_and_sign_nothing() throws Exception {
    keyring.addDecoys(20);

    assertThat(keyring.publishedKeyIds()).hasSize(21).doesNotHaveDuplicates().endsWith(first);
    assertThat(KeySet.parse(issuer.jwks()).keys()).hasSize(21);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
    assertThat(
            decision(
                issuer.pushToMain().inconsistent().header("kid", "decoy-7").sign(), issuer.jwks()))
        .isRejectedBecause(RejectionReason.KEY_UNSUITABLE);
  }

  @Test
  void thousands_of_decoys_take_no_time_and_make_the_set_too_large() {
    keyring.addDecoys(10_000);

    assertThat(keyring.publishedKeyIds()).hasSize(10_001);
    assertThat(issuer.jwks()).hasSizeGreaterThan(1_000_000);
  }

  @Test
  void duplicate_id_costs_the_key() throws Exception {
    keyring.announce().duplicateId();

    assertThat(keyring.publishedKeyIds()).filteredOn(first::equals).hasSize(2);
    assertThat(decision(token(), issuer.jwks())).isRejectedBecause(RejectionReason.KEY_UNSUITABLE);
    keyring.signWithNewest();
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void entry_of_any_kind_is_published_first() throws Exception {
    keyring.addEntry(Map.of("kty", "oct", "k", "c2VjcmV0", "kid", "shared")).addEntry(7);

    assertThat(issuer.jwks()).startsWith("{\"keys\":[7,{");
    assertThat(keyring.publishedKeyIds()).containsExactly("shared", first);
    assertThat(decision(token(), issuer.jwks())).isTrusted();
  }

  @Test
  void keys_taken_before_a_change_stay_as_they_were() throws Exception {
    KeySource before = issuer.keys();
    keyring.replace();

    assertThat(policy.withKeys(before).evaluate(token()))
        .isRejectedBecause(RejectionReason.KEY_UNKNOWN);
  }

  @Test
  void other_keys_of_a_ci_stay_published() {
    AwsOutboundIssuer aws = CiIssuer.awsOutbound();
    assertThat(aws.keyring().publishedKeyIds()).containsExactly("EC384_0", "RSA_0");
    aws.keyring().replace();

    assertThat(aws.keyring().publishedKeyIds())
        .containsExactly(aws.keyring().signingKeyId(), "RSA_0")
        .doesNotContain("EC384_0");
  }

  @Test
  void new_keys_are_named_as_the_ci_names_its_keys() {
    GitLabIssuer gitLab = CiIssuer.gitLab();
    gitLab.keyring().rotate();

    assertThat(gitLab.keyring().signingKeyId()).hasSize(43);
    assertThat(gitLab.signingKey().id())
        .isEqualTo(KeyIds.jwkThumbprint(gitLab.signingKey().publicKey()));
  }

  @Test
  void discovery_follows_the_keys() throws Exception {
    KubernetesIssuer cluster = CiIssuer.kubernetes();
    try (cluster) {
      URI discovery = cluster.server().discovery().url();
      assertThat(RawClient.get(discovery).bodyText()).contains("[\"RS256\"]");
      cluster.signingWith(SignatureAlgorithm.ES256);

      assertThat(RawClient.get(discovery).bodyText()).contains("[\"ES256\"]");
    }
  }

  @Test
  void text_has_ids_and_no_key_material() {
    assertThat(keyring).hasToString("Keyring[signs with " + first + ", publishes [" + first + "]]");
  }

  @Test
  void tokens_minted_during_rotations_are_verified_by_what_was_published() throws Exception {
    CompletableFuture<Void> rotating =
        CompletableFuture.runAsync(() -> IntStream.range(0, 5).forEach(i -> keyring.rotate()));
    List<String> tokens = new ArrayList<>();
    do {
      tokens.add(token());
    } while (!rotating.isDone());
    rotating.get();

    for (String token : tokens) {
      assertThat(decision(token, issuer.jwks())).isTrusted();
    }
  }

  private String token() {
    return issuer.pushToMain().sign();
  }

  private Decision decision(String token, String jwks) throws Exception {
    return decision(token, KeySet.parse(jwks));
  }

  private Decision decision(String token, KeySet keys) throws Exception {
    return policy.withKeys(KeySource.of(keys)).evaluate(token);
  }
}
