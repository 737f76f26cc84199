package dev.credence.testkit;

import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.KeySet;
import dev.credence.keys.SkippedKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PoisonEntryTest {
  private static final String AUDIENCE = "https://deploy.example.com";

  private final GitHubActionsIssuer issuer = CiIssuer.gitHubActions().audience(AUDIENCE);

  @Test
  void there_are_sixteen_kinds() {
    assertThat(PoisonEntry.values()).hasSize(16);
  }

  @ParameterizedTest
  @EnumSource
  void poison_never_costs_the_good_key(PoisonEntry kind) throws Exception {
    issuer.keyring().poison(kind);
    TrustPolicy policy =
        TrustPolicy.named("deploy")
            .issuer(GitHubActions.issuer())
            .audience(AUDIENCE)
            .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
            .build();

    assertThat(policy.withKeys(issuer.keys()).evaluate(issuer.pushToMain().sign())).isTrusted();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BAD_CERTIFICATE", "USE_AND_OPERATIONS_CONFLICT"})
  void poison_is_skipped_and_comes_first(PoisonEntry kind) {
    issuer.keyring().poison(kind);
    KeySet keys = KeySet.parse(issuer.jwks());

    assertThat(keys.keys()).hasSize(1);
    assertThat(keys.skipped()).hasSize(1).allSatisfy(one -> assertThat(one.reason()).isNotBlank());
    assertThat(issuer.jwks())
        .doesNotStartWith("{\"keys\":[" + JsonText.of(issuer.jwk(issuer.signingKey())));
  }

  @Test
  void poison_that_no_reader_has_to_mind_is_a_sound_key_otherwise() {
    issuer.keyring().poison(PoisonEntry.BAD_CERTIFICATE);

    assertThat(KeySet.parse(issuer.jwks()).ids()).contains(PoisonEntry.BAD_CERTIFICATE.keyId());
  }

  @Test
  void all_poison_at_once_leaves_the_good_key() {
    issuer.keyring().poison(PoisonEntry.values());

    assertThat(KeySet.parse(issuer.jwks()).ids()).contains(issuer.keyring().signingKeyId());
    assertThat(KeySet.parse(issuer.jwks()).skipped())
        .extracting(SkippedKey::id)
        .contains("poison-unknown-key-type");
  }

  @Test
  void poison_differs_each_time() {
    assertThat(PoisonEntry.POINT_OFF_CURVE.json())
        .isInstanceOf(Map.class)
        .isNotEqualTo(PoisonEntry.POINT_OFF_CURVE.json());
  }
}
