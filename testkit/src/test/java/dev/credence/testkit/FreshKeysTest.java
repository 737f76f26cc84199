package dev.credence.testkit;

import static dev.credence.RejectionReason.KEY_UNKNOWN;
import static dev.credence.RejectionReason.SIGNATURE_INVALID;
import static dev.credence.testkit.assertj.CredenceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.TrustPolicy;
import dev.credence.ci.GitHubActions;
import dev.credence.keys.KeySource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing of the testkit is of use against a policy that was not given its keys. */
class FreshKeysTest {
  private static final String AUDIENCE = "https://deploy.example.com";

  private final GitHubActionsIssuer issuer = CiIssuer.gitHubActions().audience(AUDIENCE);
  private final GitHubActionsIssuer another = CiIssuer.gitHubActions().audience(AUDIENCE);

  @Test
  void no_two_issuers_share_a_key() {
    assertThat(modulus(issuer)).isNotEqualTo(modulus(another));
    assertThat(modulus(issuer)).isEqualTo(modulus(issuer));
  }

  private static Object modulus(GitHubActionsIssuer issuer) {
    return issuer.jwk(issuer.signingKey()).get("n");
  }

  private static TrustPolicy trusting(KeySource keys) {
    return TrustPolicy.named("deploy")
        .issuer(GitHubActions.issuer())
        .audience(AUDIENCE)
        .require(GitHubActions.repository("octo-org/octo-repo").id(74).ownerId(65))
        .build()
        .withKeys(keys);
  }

  @Test
  void policy_with_its_own_keys_refuses_the_testkits_tokens() throws Exception {
    TrustPolicy policy = trusting(issuer.keys());

    assertThat(policy.evaluate(issuer.pushToMain().sign())).isTrusted();
    assertThat(policy.evaluate(another.pushToMain().sign())).isRejectedBecause(KEY_UNKNOWN);
  }

  @Test
  void key_of_the_same_id_is_another_key() throws Exception {
    Map<String, Object> jwk = another.jwk(another.signingKey());
    jwk.put("kid", issuer.signingKey().id());
    TrustPolicy policy = trusting(KeySource.ofJwks(AttackKeys.setOf(jwk)));

    assertThat(policy.evaluate(issuer.pushToMain().sign())).isRejectedBecause(SIGNATURE_INVALID);
  }
}
